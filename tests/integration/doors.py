"""A daemon behind any doors, in a network of its own (network.py), and those who come through them."""
import contextlib
import http.client
import json
import pathlib
import shutil
import socket
import ssl
import subprocess

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


def run(*scenes):
    """Each with its own Doors, in a network of its own."""
    network.enter()
    checks = support.start()
    for scene in scenes:
        with support.temporary_directory() as folder:
            scene(Doors(checks, folder))
    checks.finish()
