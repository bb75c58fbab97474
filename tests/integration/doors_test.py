#!/usr/bin/python3
"""Every way in: several addresses, IPv6, a Unix socket, trusted proxies, one address's share of the connections, sockets that
are passed on, the admin's address, and the way out. What TLS is has certificate_test.py."""
import contextlib
import signal
import socket
import time

import doors
import monitored
import network
import support
from doors import BASE, FEED, ONE, OTHER, UnixConnection, ask, plain


def check_addresses(site):
    checks = site.checks
    settings = f'listen: ["{ONE}:80", "[::]:8080", "unix:{site.socket}"]\n'
    with site.serving(settings) as (server, where):
        checks.equal(where, f"http://{ONE}:80, http://[::]:8080, unix:{site.socket}", "addresses")
        site.expect_feed(plain(ONE), "IPv4")
        site.expect_feed(plain(network.WORLD_IPV6, 8080), "IPv6")
        site.expect_feed(plain(OTHER, 8080), "IPv4 at [::]")
        site.expect_feed(UnixConnection(site.socket), "Unix socket")
        checks.equal(site.socket.stat().st_mode & 0o777, 0o660, "mode of the Unix socket")
        with site.serving(f'listen: "unix:{site.socket}"\n', says="") as (second, _):
            second.wait_for(f"cannot have the HTTP socket {site.socket}: another daemon listens there")
            checks.equal(second.process.wait(support.PATIENCE), 1, "exit code of a second daemon")
        site.expect_feed(UnixConnection(site.socket), "after a second daemon")
    checks.that(not site.socket.exists(), "the Unix socket is left behind")


def check_proxies(site):
    """Whose word counts: the list names https only to who came through a trusted proxy."""
    checks = site.checks
    settings = f'listen: ["0.0.0.0:80", "unix:{site.socket}"]\ntrusted-proxies: [{OTHER}]\n'
    says = {"X-Forwarded-Proto": "https", "Host": "agenda.example.org"}
    with site.serving(settings):
        for connection, believed in ((plain(ONE), False), (UnixConnection(site.socket), True)):
            scheme = "https" if believed else "http"
            _, _, body = ask(connection, "/", says)
            checks.that(body.startswith(f"{scheme}://agenda.example.org{FEED}\n".encode()), f"{believed}: {body[:80]}")
        through = plain(OTHER)
        through.source_address = (OTHER, 0)
        _, _, body = ask(through, "/", says)
        checks.that(body.startswith(b"https://"), f"a trusted proxy: {body[:80]}")


def connect(source, count):
    """Open connections of which the server has answered a request; how many there are."""
    there = []
    for _ in range(count):
        connection = socket.create_connection((ONE, 80), timeout=support.PATIENCE, source_address=(source, 0))
        try:
            connection.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: a\r\n\r\n")
            if connection.recv(4096).startswith(b"HTTP/1.1 200"):
                there.append(connection)
                continue
        except ConnectionError:
            pass
        connection.close()
    return there


def check_share(site):
    """One address has its share, and no more; the others and this machine are served all the same."""
    checks = site.checks
    settings = 'listen: "0.0.0.0:80"\nconnections-per-address: 20\n'
    with site.serving(settings) as (server, _):
        many = connect(OTHER, 50)
        checks.equal(len(many), 20, "connections of one address")
        server.wait_for("one address has 20 connections, and more of it are closed at once")
        checks.equal(len([line for line in server.log if "one address" in line]), 1, "how often it was told")
        others = connect(ONE, 5)
        checks.equal(len(others), 5, "connections of another address")
        own = connect("127.0.0.1", 50)
        checks.equal(len(own), 50, "connections of the machine's own")
        many.pop().close()
        time.sleep(0.5)
        again = connect(OTHER, 2)
        checks.equal(len(again), 1, "one more after one has gone")
        for connection in many + others + own + again:
            connection.close()


def check_passed_sockets(site):
    """Under a service manager that opens the sockets (systemd-socket-activate): the settings' addresses stay closed."""
    checks = site.checks
    trusting = site.certify("passed")
    listen = ["systemd-socket-activate", f"--listen={ONE}:443", f"--listen={ONE}:80", "--fdname=http:redirect"]
    settings = (f'listen: "{ONE}:8080"\nbase-url: {BASE}\ntls:\n  certificate: {site.folder}/certificate.pem\n'
                f'  key: {site.folder}/key.pem\n  redirect-from: "{ONE}:8081"\n')
    with site.serving(settings, before=listen, says="") as (server, _):
        # It starts with the first client, who waits meanwhile.
        server.wait_for("Listening on")
        site.expect_feed(site.secure(trusting, ONE), "a passed socket")
        checks.equal(server.wait_for("serving 11 feeds on (.*) \\(")[1], f"https://{ONE}:443", "address")
        checks.equal(ask(plain(ONE))[0], 308, "a passed socket for redirection")
        for port in (8080, 8081):
            with socket.socket() as closed:
                checks.that(closed.connect_ex((ONE, port)) != 0, f"port {port} is open as well")
        checks.equal(server.stop(), 0, "exit code")
    with site.serving("", before=[*listen[:2], "--fdname=what"], says="") as (server, _):
        server.wait_for("Listening on")
        with contextlib.suppress(OSError):
            plain(ONE, 443).request("GET", "/")
        server.wait_for("the service manager passed a socket named 'what'; expected FileDescriptorName= http, redirect "
                        "or admin")


def check_admin_share(site):
    """Who asks how it fares takes few of the descriptors, and the others wait."""
    checks = site.checks
    path = site.folder / "admin.sock"
    with site.serving(f'listen: "{ONE}:80"\nadmin: "unix:{path}"\n'):
        there = []
        for _ in range(40):
            there.append(socket.socket(socket.AF_UNIX))
            there[-1].settimeout(support.PATIENCE)
            there[-1].connect(str(path))
        for connection in there[:32]:
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
            checks.that(connection.recv(100).startswith(b"HTTP/1.1 200"), "one of those that there may be")
        there[32].sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
        there[32].settimeout(0.5)
        try:
            checks.that(False, f"one too many is answered: {there[32].recv(100)}")
        except TimeoutError:
            checks.that(True, "")
        site.expect_feed(plain(ONE), "beside them")
        there[0].close()
        there[32].settimeout(support.PATIENCE)
        checks.that(there[32].recv(100).startswith(b"HTTP/1.1 200"), "once another one has gone")
        for connection in there[1:]:
            connection.close()


def check_stopping(site):
    """Who is asked whether it is ready says no as soon as it accepts nobody."""
    checks = site.checks
    with site.serving(f'listen: "{ONE}:80"\nadmin: "unix:{site.folder}/admin.sock"\n') as (server, _):
        admin = monitored.Admin(address=f"unix:{site.folder}/admin.sock")
        checks.equal(admin.ask("/readyz")[0], 200, "before it stops")
        slow = socket.socket()
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2304)
        slow.connect((ONE, 80))
        slow.sendall(f"GET {FEED} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        slow.recv(100)
        server.signal(signal.SIGTERM)
        server.wait_for("stopping")
        status, _, text = admin.ask("/readyz")
        checks.equal(status, 503, "while it stops")
        checks.that("; stopping" in text, f"which says {text}")
        slow.close()


def check_other_settings_take_a_start(site):
    with site.serving(f'listen: "{ONE}:80"\n') as (server, _):
        (site.config / "agendad.yaml").write_text(site.usual + f'listen: "{OTHER}:80"\n')
        server.wait_for("where agendad listens and base-url change when it is started again")
        site.expect_feed(plain(ONE), "the old address")


if __name__ == "__main__":
    doors.run(check_addresses, check_proxies, check_share, check_passed_sockets, check_admin_share, check_stopping,
              check_other_settings_take_a_start)
