#!/usr/bin/python3
"""What Prometheus is told: promtool and a parser of others read it, and it agrees exactly with what was asked for."""
import collections
import os
import pathlib
import socket
import stat
import subprocess

import monitored
import node
import support

REQUESTS = "agendad_http_requests_total"
GOOGLE = {"User-Agent": "Google-Calendar-Importer"}
APPLE = {"User-Agent": "iOS/18.0 (22A3354) dataaccessd/1.0"}


def check_form(checks, admin):
    status, fields, text = admin.ask("/metrics")
    checks.equal((status, fields["content-type"], fields["cache-control"]),
                 (200, "text/plain; version=0.0.4; charset=utf-8", "no-store"), "the head of /metrics")
    judged = subprocess.run(["promtool", "check", "metrics"], input=text.encode(), capture_output=True, check=False)
    checks.equal((judged.returncode, judged.stdout + judged.stderr), (0, b""), "promtool about /metrics")
    status, fields, body = admin.ask("/metrics", "HEAD")
    checks.equal((status, body), (200, ""), "HEAD of /metrics")


def raw(server, text):
    """Sends octets, and waits until the daemon ends the connection."""
    with socket.create_connection((server.host, server.port), timeout=support.PATIENCE) as client:
        client.sendall(text)
        while client.recv(4096):
            pass


def scripted(checks, server, expected, octets):
    """Asks for things, and counts them in {(feed, status)} and {coding}."""
    def get(path, feed, status, headers=None):
        found, fields, body = server.get(path, headers)
        checks.equal(found, status, f"{path} with {headers}")
        expected[feed, str(status)] += 1
        octets[fields.get("content-encoding", "identity")] += len(body)
        return fields.get("etag")

    for _ in range(3):
        etag = get("/feeds/cspen.ics", "cspen", 200, GOOGLE)
    for _ in range(5):
        get("/feeds/cspen.ics", "cspen", 304, {"If-None-Match": etag, **APPLE})
    for coding in ("gzip", "br"):
        get("/feeds/dcpen.ics", "dcpen", 200, {"Accept-Encoding": coding})
    for path in ("/feeds/nobody.ics", "/metrics", "/readyz", "/healthz", "/feeds/%22%7D.ics"):
        get(path, "-", 404)
    get("/feeds/cspen.ics/", "-", 308)
    get("/", "-", 200)
    get("/robots.txt", "-", 200)


def check_scripted(checks, server, admin):
    expected = collections.Counter()
    octets = collections.Counter()
    before = admin.metrics()
    checks.equal(before.all(REQUESTS), {}, "requests before anybody asked")
    for turn in range(1, 3):
        scripted(checks, server, expected, octets)
        total = sum(expected.values())
        metrics = admin.wait_for(lambda now, all=total: sum(now.all(REQUESTS).values()) >= all, "every request")
        found = {(dict(labels)["feed"], dict(labels)["status"]): value for labels, value in metrics.all(REQUESTS).items()}
        checks.equal(found, dict(expected), f"requests after turn {turn}")
        bodies = {dict(labels)["coding"]: value
                  for labels, value in metrics.all("agendad_http_response_body_bytes_total").items()}
        checks.equal(bodies, {"identity": octets["identity"], "gzip": octets["gzip"], "br": octets["br"]}, "octets of bodies")
        checks.equal(metrics.value("agendad_http_request_duration_seconds_count"), total, "how many took their time")
    for text, reason in [(b"POST / HTTP/1.1\r\nHost: a\r\n\r\n", "method"), (b"GET / HTTP/2.0\r\n\r\n", "version"),
                         (b"GET / HTTP/1.1\r\nHost : a\r\n\r\n", "malformed"),
                         (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", "target_too_long")]:
        raw(server, text)
        metrics = admin.wait_for(lambda now, why=reason: now.value("agendad_http_refusals_total", reason=why), reason)
        checks.equal(metrics.value("agendad_http_refusals_total", reason=reason), 1, f"refusals as {reason}")
    metrics = admin.wait_for(lambda now: now.value("agendad_http_connections_open") == 0, "the end of all connections")
    checks.equal(metrics.value("agendad_http_connections_accepted_total"), total + 4, "connections")
    checks.equal(sum(metrics.all("agendad_http_connections_closed_total").values()), total + 4, "connections that ended")
    checks.equal(metrics.value("agendad_http_connections_closed_total", reason="refused"), 4, "connections refused")
    return metrics


def check_status(checks, machine, admin):
    metrics = admin.metrics()
    for name, expected in [("agendad_ready", 1), ("agendad_definition_good", 1), ("agendad_ledger_reachable", 1),
                           ("agendad_snapshot_version", 1), ("agendad_attention", 0)]:
        checks.equal(metrics.value(name), expected, name)
    events = {f"/feeds/{dict(labels)['feed']}.ics": value for labels, value in metrics.all("agendad_feed_events").items()}
    checks.equal(events, {path: count for path, count, _ in checks.list_feeds(machine.config)}, "events of each feed")
    checks.equal(admin.ask("/healthz")[::2], (200, "alive\n"), "/healthz")
    status, _, text = admin.ask("/readyz")
    checks.equal((status, text.splitlines()[0]), (200, "ready"), "/readyz")


def check_seen(checks, server, machine, admin):
    """Who has fetched, and then that nobody has seen the change."""
    def current():
        return {dict(labels)["client"]: value for labels, value in
                admin.metrics().all("agendad_feed_client_current").items() if dict(labels)["feed"] == "cspen"}

    def told():
        return {client["client"]: client["current"] for client in machine.status()["clients"] if client["feed"] == "cspen"}

    checks.equal((current(), told()), ({"google": 1, "apple": 1}, {"google": True, "apple": True}), "clients before a change")
    counters = admin.metrics().counters
    version = machine.status()["version"]
    machine.edit(1)
    machine.wait_for(lambda now: now["version"] > version, "the change")
    checks.equal((current(), told()), ({"google": 0, "apple": 0}, {"google": False, "apple": False}), "clients after a change")
    server.get("/feeds/cspen.ics", APPLE)
    admin.wait_for(lambda now: now.value("agendad_feed_client_current", feed="cspen", client="apple") == 1, "Apple's fetch")
    checks.equal(current(), {"google": 0, "apple": 1}, "clients after one fetched")
    text = machine.run("status").stdout.decode()
    checks.that("seen by: google, cspen, " in text and "ago, before the last change" in text, f"status says who: {text}")
    now = admin.metrics()
    for key, value in counters.items():
        checks.that(now.counters.get(key, -1) >= value, f"{key} fell from {value} to {now.counters.get(key)}")
    checks.equal(now.value("agendad_snapshot_version"), version + 1, "the version after a change")


def check_broken(checks, server, machine, admin):
    counters = admin.metrics().counters
    machine.write("program: [")
    machine.wait_for(lambda now: now["failure"], "the broken file")
    metrics = admin.metrics()
    for name, expected in [("agendad_ready", 0), ("agendad_definition_good", 0), ("agendad_ledger_reachable", 1)]:
        checks.equal(metrics.value(name), expected, f"{name} of a broken definition")
    checks.that(metrics.value("agendad_diagnostics", severity="error") > 0, "errors are counted")
    checks.that(metrics.value("agendad_reloads_total", result="broken") >= 1, "broken reloads are counted")
    checks.that(metrics.value("agendad_last_successful_reload_timestamp_seconds")
                <= metrics.value("agendad_last_reload_timestamp_seconds"), "the last good reload came before")
    status, _, text = admin.ask("/readyz")
    checks.equal((status, text.splitlines()[0]), (503, "not ready"), "/readyz of a broken definition")
    checks.that("programs/cspen-2024.yaml:1:" in text and "error: " in text, f"/readyz says what is broken: {text}")
    checks.equal(server.get("/feeds/cspen.ics")[0], 200, "feeds of a daemon with a broken definition")
    machine.edit(1)
    machine.wait_for(lambda now: not now["failure"], "the file put right")
    checks.equal(admin.ask("/readyz")[0], 200, "/readyz of what was put right")
    now = admin.metrics()
    for key, value in counters.items():
        checks.that(now.counters.get(key, -1) >= value, f"{key} fell from {value} to {now.counters.get(key)}")


def check_settings_wait(checks, server, machine):
    """Told once for each change, and nothing happens before a restart."""
    settings = machine.config / "agendad.yaml"
    good = settings.read_text()
    settings.write_text(good + "access-log: true\n")
    server.wait_for("admin and access-log change when agendad is started again")
    settings.write_text(good + "# A remark.\naccess-log: true\n")
    settings.write_text(good)
    checks.equal(monitored.Admin(server).ask("/healthz")[0], 200, "the admin's address after other settings")


def check_nothing_published(checks, folder):
    machine = node.Node(checks, pathlib.Path(folder) / "empty", "publish: on-command\nadmin: 127.0.0.1:0\n")
    command = [checks.agendad, "serve", "--listen", "127.0.0.1:0", "--config", str(machine.config)]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, env=machine.environment) as process:
        try:
            admin = monitored.Admin(support.Server(process))
            status, _, text = admin.ask("/readyz")
            checks.equal((status, "nothing is published yet" in text), (503, True), f"/readyz of one with nothing: {text}")
            checks.equal(admin.ask("/healthz")[0], 200, "/healthz of one with nothing")
            checks.equal(admin.metrics().value("agendad_ready"), 0, "agendad_ready of one with nothing")
        finally:
            node.end(process)


def check_socket(checks, folder):
    path = pathlib.Path(folder) / "admin.sock"
    machine = node.Node(checks, pathlib.Path(folder) / "socket", f"admin: unix:{path}\n")
    with machine.serving() as server:
        admin = monitored.Admin(server)
        checks.equal(admin.address, f"unix:{path}", "the address that is told")
        checks.equal(stat.S_IMODE(os.stat(path).st_mode), 0o660, "mode of the socket")
        checks.equal(admin.metrics().value("agendad_ready"), 1, "agendad_ready over a socket")
        server.process.kill()
        server.process.wait()
    checks.that(path.exists(), "a killed daemon leaves its socket")
    with machine.serving() as server:
        checks.equal(monitored.Admin(server).ask("/healthz")[0], 200, "/healthz where one was left")
        with machine.serving() as second:
            second.wait_for("nobody can ask at the admin's address: .*another daemon listens there")
            checks.equal(second.get("/feeds/cspen.ics")[0], 200, "feeds of one without its admin's address")
        checks.equal(monitored.Admin(server).ask("/healthz")[0], 200, "/healthz after another one tried")
        checks.equal(server.stop(), 0, "exit code")
    checks.that(not path.exists(), "a daemon that ends removes its socket")


def main():
    checks = support.start()
    with support.temporary_directory() as folder:
        machine = node.Node(checks, folder, "admin: 127.0.0.1:0\n")
        with machine.serving() as server:
            admin = monitored.Admin(server)
            check_scripted(checks, server, admin)
            check_form(checks, admin)
            check_status(checks, machine, admin)
            check_seen(checks, server, machine, admin)
            check_broken(checks, server, machine, admin)
            check_form(checks, admin)
            check_settings_wait(checks, server, machine)
            checks.equal(server.stop(), 0, "exit code")
        check_nothing_published(checks, folder)
        check_socket(checks, folder)
    checks.finish()


if __name__ == "__main__":
    main()
