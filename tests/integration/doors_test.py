#!/usr/bin/python3
"""Every way in: several addresses, IPv6, a Unix socket, TLS and its renewal, redirection, trusted proxies, one address's
share of the connections, sockets that are passed on. In a network of its own (network.py)."""
import contextlib
import datetime
import http.client
import json
import pathlib
import shutil
import signal
import socket
import ssl
import subprocess
import time

import monitored
import network
import support

FEED = "/feeds/cspen.ics"
EVENTS = 136
BASE = "https://agenda.example.org"
ONE, OTHER = network.WORLD


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("agenda.example.org", timeout=support.PATIENCE)
        self.path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


def ask(connection, path=FEED, headers=None):
    """(status, headers with names in lower case, body)"""
    with contextlib.closing(connection):
        connection.request("GET", path, headers=headers or {})
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def plain(host, port=80):
    return http.client.HTTPConnection(host, port, timeout=support.PATIENCE)


class Doors:
    def __init__(self, checks, folder):
        self.checks = checks
        self.folder = pathlib.Path(folder)
        self.config = self.folder / "config"
        shutil.copytree(checks.source / "config/examples/ine", self.config)
        lines = (self.config / "agendad.yaml").read_text().splitlines(keepends=True)
        self.usual = "".join(line for line in lines if not line.startswith(("listen:", "base-url:")))
        self.socket = self.folder / "http.sock"
        self.feed = None  # what the daemon serves, by its first answer

    def certify(self, name, ended=False):
        """A new certificate, put where the settings say, one file after the other. The context that trusts only it."""
        new = self.folder / f"tls-{name}"
        new.mkdir()
        for command in (
                ["req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", new / "key.pem",
                 "-out", new / "request.pem", "-subj", f"/CN={name}",
                 "-addext", f"subjectAltName=DNS:agenda.example.org,IP:{ONE},IP:{network.WORLD_IPV6}"],
                ["x509", "-req", "-in", new / "request.pem", "-signkey", new / "key.pem", "-copy_extensions", "copy",
                 "-days", "-1" if ended else "30", "-out", new / "certificate.pem"]):
            subprocess.run(["openssl", *command], check=True, capture_output=True)
        shutil.copy(new / "certificate.pem", self.folder / "trusted.pem")
        context = ssl.create_default_context(cafile=new / "certificate.pem")
        for file in ("certificate.pem", "key.pem"):
            (new / file).rename(self.folder / file)
        return context

    def secure(self, context, host, port=443):
        return http.client.HTTPSConnection(host, port, timeout=support.PATIENCE, context=context)

    def status(self):
        return json.loads(self.checks.run("status", "--format", "json", "--config", self.config).stdout)

    @contextlib.contextmanager
    def serving(self, settings, before=(), says="serving 11 feeds on (.*) \\("):
        """A daemon with these settings, started through `before`; and what it says of where it serves."""
        (self.config / "agendad.yaml").write_text(self.usual + settings)
        command = [*before, self.checks.agendad, "serve", "--config", str(self.config)]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.feed = None
        try:
            server = support.Server(process)
            yield server, server.wait_for(says)[1] if says else ""
            if says:
                self.checks.equal(server.stop(), 0, "exit code")
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()

    def expect_feed(self, connection, what):
        status, headers, body = ask(connection)
        self.checks.equal(status, 200, what)
        self.checks.equal(body.count(b"BEGIN:VEVENT"), EVENTS, f"{what}: events")
        self.feed = self.feed or body
        self.checks.that(body == self.feed, f"{what}: another feed")
        _, _, again = ask(connection, headers={"If-None-Match": headers["etag"]})
        self.checks.equal(again, b"", f"{what}: what follows 304")


def check_addresses(doors):
    checks = doors.checks
    settings = f'listen: ["{ONE}:80", "[::]:8080", "unix:{doors.socket}"]\n'
    with doors.serving(settings) as (server, where):
        checks.equal(where, f"http://{ONE}:80, http://[::]:8080, unix:{doors.socket}", "addresses")
        doors.expect_feed(plain(ONE), "IPv4")
        doors.expect_feed(plain(network.WORLD_IPV6, 8080), "IPv6")
        doors.expect_feed(plain(OTHER, 8080), "IPv4 at [::]")
        doors.expect_feed(UnixConnection(doors.socket), "Unix socket")
        checks.equal(doors.socket.stat().st_mode & 0o777, 0o660, "mode of the Unix socket")
        with doors.serving(f'listen: "unix:{doors.socket}"\n', says="") as (second, _):
            second.wait_for(f"cannot have the HTTP socket {doors.socket}: another daemon listens there")
            checks.equal(second.process.wait(support.PATIENCE), 1, "exit code of a second daemon")
        doors.expect_feed(UnixConnection(doors.socket), "after a second daemon")
    checks.that(not doors.socket.exists(), "the Unix socket is left behind")


def check_tls(doors):
    checks = doors.checks
    trusting = doors.certify("first")
    settings = (f'listen: ["{ONE}:443", "[{network.WORLD_IPV6}]:443"]\nbase-url: {BASE}\ntls:\n'
                f"  certificate: {doors.folder}/certificate.pem\n  key: {doors.folder}/key.pem\n"
                f'  redirect-from: ["{ONE}:80", "[{network.WORLD_IPV6}]:80"]\n')
    with doors.serving(settings) as (server, where):
        checks.equal(where, f"https://{ONE}:443, https://[{network.WORLD_IPV6}]:443", "addresses")
        for host in (ONE, network.WORLD_IPV6):
            doors.expect_feed(doors.secure(trusting, host), f"TLS at {host}")
            status, headers, _ = ask(plain(host), FEED + "?x=%20y")
            checks.equal((status, headers["location"]), (308, f"{BASE}{FEED}?x=%20y"), f"port 80 at {host}")
        curl = subprocess.run(["curl", "--silent", "--show-error", "--location", "--compressed", "--cacert",
                               doors.folder / "trusted.pem", "--resolve", f"agenda.example.org:443:{ONE}",
                               f"http://{ONE}{FEED}"], capture_output=True, check=False)
        checks.that(curl.stdout == doors.feed, f"curl from port 80 to 443: {curl.stderr.decode()}")

        # A client that has a connection keeps it while the certificate is renewed.
        old = doors.secure(trusting, ONE)
        old.request("GET", FEED)
        checks.that(old.getresponse().read() == doors.feed, "before the renewal")
        seen = len(server.log)
        renewed = doors.certify("second")
        server.wait_for("new connections get the new certificate, which ends", since=seen)
        doors.expect_feed(doors.secure(renewed, ONE), "the new certificate")
        days = (datetime.datetime.fromisoformat(doors.status()["certificate_ends"].replace("Z", "+00:00")) -
                datetime.datetime.now(datetime.timezone.utc)).days
        checks.that(28 <= days <= 30, f"the certificate ends in {days} days, by the status")
        try:
            ask(doors.secure(trusting, ONE))
            checks.that(False, "the old certificate is still in use")
        except ssl.SSLCertVerificationError:
            checks.that(True, "")
        old.request("GET", FEED)
        checks.that(old.getresponse().read() == doors.feed, "after the renewal, on the old connection")
        old.close()

        # One that is wrong changes nothing, and is told once.
        seen = len(server.log)
        (doors.folder / "key.pem").write_text("nonsense")
        server.wait_for(f"the certificate that is in use stays: cannot use the key {doors.folder}/key.pem: ", since=seen)
        time.sleep(5)
        checks.equal(len([line for line in server.log[seen:] if "stays" in line]), 1, "how often it was told")
        doors.expect_feed(doors.secure(renewed, ONE), "with a broken key on disk")
        # Nor is a good one given up for one that is over.
        seen = len(server.log)
        doors.certify("over", ended=True)
        server.wait_for("the certificate that is in use stays: the one on disk ended ", since=seen)
        doors.expect_feed(doors.secure(renewed, ONE), "with one on disk that is over")
        checks.that("the one on disk ended" in doors.status()["certificate_failure"], "the status is content")
        doors.certify("third")
        server.wait_for("new connections get the new certificate", since=seen)
        checks.equal(doors.status()["certificate_failure"], "", "with a good one")
    # Who has no other serves with it, and says so.
    doors.certify("over again", ended=True)
    nowhere = settings.replace("  redirect-from", f"  webroot: {doors.folder}/none\n  redirect-from")
    with doors.serving(nowhere + f'admin: "unix:{doors.folder}/admin.sock"\n') as (server, _):
        server.wait_for("error: certificate: it ended ")
        server.wait_for(f"the folder {doors.folder}/none of 'webroot' cannot be read: No such file or directory")
        status, _, text = monitored.Admin(address=f"unix:{doors.folder}/admin.sock").ask("/readyz")
        checks.equal(status, 503, "readiness with a certificate that is over")
        checks.that("; certificate: it ended " in text, f"which says {text}")
        checks.equal(ask(plain(ONE))[0], 308, "port 80 with a certificate that is over")
    (doors.folder / "key.pem").write_text("nonsense")
    with doors.serving(settings, says="") as (server, _):
        server.wait_for(f"cannot use the key {doors.folder}/key.pem")
        checks.equal(server.process.wait(support.PATIENCE), 1, "exit code with a broken key")


def check_admin_share(doors):
    """Who asks how it fares takes few of the descriptors, and the others wait."""
    checks = doors.checks
    path = doors.folder / "admin.sock"
    with doors.serving(f'listen: "{ONE}:80"\nadmin: "unix:{path}"\n'):
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
        doors.expect_feed(plain(ONE), "beside them")
        there[0].close()
        there[32].settimeout(support.PATIENCE)
        checks.that(there[32].recv(100).startswith(b"HTTP/1.1 200"), "once another one has gone")
        for connection in there[1:]:
            connection.close()


def check_stopping(doors):
    """Who is asked whether it is ready says no as soon as it accepts nobody."""
    checks = doors.checks
    with doors.serving(f'listen: "{ONE}:80"\nadmin: "unix:{doors.folder}/admin.sock"\n') as (server, _):
        admin = monitored.Admin(address=f"unix:{doors.folder}/admin.sock")
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


def check_credentials(doors):
    trusting = doors.certify("credential")
    settings = (f'listen: "{ONE}:443"\ntls:\n  certificate: credential:certificate.pem\n  key: credential:key.pem\n')
    with doors.serving(settings, before=["env", f"CREDENTIALS_DIRECTORY={doors.folder}"]):
        doors.expect_feed(doors.secure(trusting, ONE), "a certificate from a credential")
    with doors.serving(settings, says="") as (server, _):
        server.wait_for("credential:certificate.pem: systemd passed no credentials; expected LoadCredential= in the unit")


def check_proxies(doors):
    """Whose word counts: the list names https only to who came through a trusted proxy."""
    checks = doors.checks
    settings = f'listen: ["0.0.0.0:80", "unix:{doors.socket}"]\ntrusted-proxies: [{OTHER}]\n'
    says = {"X-Forwarded-Proto": "https", "Host": "agenda.example.org"}
    with doors.serving(settings):
        for connection, believed in ((plain(ONE), False), (UnixConnection(doors.socket), True)):
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
            connection.sendall(f"GET /robots.txt HTTP/1.1\r\nHost: a\r\n\r\n".encode())
            if connection.recv(4096).startswith(b"HTTP/1.1 200"):
                there.append(connection)
                continue
        except ConnectionError:
            pass
        connection.close()
    return there


def check_share(doors):
    """One address has its share, and no more; the others and this machine are served all the same."""
    checks = doors.checks
    settings = 'listen: "0.0.0.0:80"\nconnections-per-address: 20\n'
    with doors.serving(settings) as (server, _):
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


def check_passed_sockets(doors):
    """Under a service manager that opens the sockets (systemd-socket-activate): the settings' addresses stay closed."""
    checks = doors.checks
    trusting = doors.certify("passed")
    listen = ["systemd-socket-activate", f"--listen={ONE}:443", f"--listen={ONE}:80", "--fdname=http:redirect"]
    settings = (f'listen: "{ONE}:8080"\nbase-url: {BASE}\ntls:\n  certificate: {doors.folder}/certificate.pem\n'
                f'  key: {doors.folder}/key.pem\n  redirect-from: "{ONE}:8081"\n')
    with doors.serving(settings, before=listen, says="") as (server, _):
        # It starts with the first client, who waits meanwhile.
        server.wait_for("Listening on")
        doors.expect_feed(doors.secure(trusting, ONE), "a passed socket")
        checks.equal(server.wait_for("serving 11 feeds on (.*) \\(")[1], f"https://{ONE}:443", "address")
        checks.equal(ask(plain(ONE))[0], 308, "a passed socket for redirection")
        for port in (8080, 8081):
            with socket.socket() as closed:
                checks.that(closed.connect_ex((ONE, port)) != 0, f"port {port} is open as well")
        checks.equal(server.stop(), 0, "exit code")
    with doors.serving("", before=[*listen[:2], "--fdname=what"], says="") as (server, _):
        server.wait_for("Listening on")
        with contextlib.suppress(OSError):
            plain(ONE, 443).request("GET", "/")
        server.wait_for("the service manager passed a socket named 'what'; expected FileDescriptorName= http, redirect "
                        "or admin")


def check_other_settings_take_a_start(doors):
    with doors.serving(f'listen: "{ONE}:80"\n') as (server, _):
        (doors.config / "agendad.yaml").write_text(doors.usual + f'listen: "{OTHER}:80"\n')
        server.wait_for("where agendad listens and base-url change when it is started again")
        doors.expect_feed(plain(ONE), "the old address")


def main():
    network.enter()
    checks = support.start()
    for check in (check_addresses, check_tls, check_credentials, check_proxies, check_share, check_passed_sockets,
                  check_admin_share, check_stopping,
                  check_other_settings_take_a_start):
        with support.temporary_directory() as folder:
            check(Doors(checks, folder))
    checks.finish()


if __name__ == "__main__":
    main()
