#!/usr/bin/python3
"""A certificate authority (Pebble), an ACME client (certbot) and agendad's port 80: the first certificate, and one that renews it
while agendad serves, by the commands of the administrator's guide. In a network of its own (network.py)."""
import contextlib
import json
import pathlib
import re
import shlex
import shutil
import ssl
import subprocess
import urllib.request

import besieged
import network
import support

GUIDE = "docs/guia-administracion.md"
NAME = "agenda.example.org"
HERE = network.WORLD[0]
WEBROOT = "/var/lib/agendad-acme"  # the guide's
FEED = "/feeds/cspen.ics"


class Authority:
    """Pebble, which asks a name server of its own for every name, and is told that all are here."""

    def __init__(self, folder):
        self.folder = folder / "authority"
        self.folder.mkdir()
        self.address = "https://127.0.0.1:14000/dir"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=authority",
                        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", self.folder / "key.pem",
                        "-out", self.folder / "certificate.pem"], check=True, capture_output=True)
        (self.folder / "pebble.json").write_text(json.dumps({"pebble": {
            "listenAddress": "127.0.0.1:14000", "managementListenAddress": "127.0.0.1:15000",
            "certificate": str(self.folder / "certificate.pem"), "privateKey": str(self.folder / "key.pem"),
            "httpPort": 80, "tlsPort": 443}}))

    @contextlib.contextmanager
    def serving(self):
        # Else it waits for up to fifteen seconds before it looks, and takes one good nonce in twenty for a bad one.
        environment = {"PEBBLE_VA_NOSLEEP": "1", "PEBBLE_WFE_NONCEREJECT": "0", "PATH": "/usr/bin:/bin"}
        commands = (["pebble-challtestsrv", "-defaultIPv4", HERE, "-defaultIPv6", "", "-http01", "", "-https01", "",
                     "-tlsalpn01", ""],
                    ["pebble", "-config", str(self.folder / "pebble.json"), "-dnsserver", "127.0.0.1:8053"])
        with contextlib.ExitStack() as stack:
            for command in commands:
                log = stack.enter_context(open(self.folder / f"{command[0]}.log", "wb"))
                process = stack.enter_context(subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL,
                                                               stdout=log, stderr=subprocess.STDOUT))
                stack.callback(process.kill)
            if not besieged.eventually(lambda: self._get(self.address)):
                raise RuntimeError((self.folder / "pebble.log").read_text())
            yield

    def _get(self, url):
        context = ssl.create_default_context(cafile=self.folder / "certificate.pem")
        try:
            with urllib.request.urlopen(url, context=context, timeout=support.PATIENCE) as answer:
                return answer.read()
        except OSError:
            return None

    def root(self):
        """The certificate that all of its own go back to."""
        return self._get("https://127.0.0.1:15000/roots/0").decode()


class Certbot:
    """Its own folders instead of /etc and /var, and this authority instead of the one that everybody asks."""

    def __init__(self, checks, folder, authority):
        self.checks = checks
        self.folder = folder / "certbot"
        self.folder.mkdir()
        self.live = self.folder / "etc/live" / NAME
        self.webroot = folder / "webroot"
        self.webroot.mkdir()
        self.environment = {"PATH": "/usr/bin:/bin", "HOME": str(self.folder),
                            "REQUESTS_CA_BUNDLE": str(authority.folder / "certificate.pem")}
        settings = self.folder / ".config/letsencrypt/cli.ini"
        settings.parent.mkdir(parents=True)
        settings.write_text(f"server = {authority.address}\nconfig-dir = {self.folder}/etc\nwork-dir = {self.folder}/work\n"
                            f"logs-dir = {self.folder}/logs\nnon-interactive = true\nagree-tos = true\n"
                            "register-unsafely-without-email = true\n")

    def run(self, command):
        done = subprocess.run(shlex.split(command.replace(WEBROOT, str(self.webroot))), env=self.environment,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{command} ended with {done.returncode}: {done.stdout}{done.stderr}")

    def certificate(self):
        return (self.live / "fullchain.pem").read_text()


def fetch(root, folder):
    """What a client gets that trusts this authority alone, from port 80 on."""
    (folder / "root.pem").write_text(root)
    done = subprocess.run(["curl", "--silent", "--show-error", "--fail", "--location", "--cacert", folder / "root.pem", "--resolve",
                           f"{NAME}:80:{HERE}", "--resolve", f"{NAME}:443:{HERE}", f"http://{NAME}{FEED}"],
                          capture_output=True, check=False)
    return done.stdout, done.stderr.decode()


def check(checks, folder):
    # Before agendad has the port, once it has it, and from then on.
    commands = re.findall(r"^sudo (certbot .*)$", (checks.source / GUIDE).read_text(), re.MULTILINE)
    if not checks.equal(len(commands), 3, f"commands for certbot in {GUIDE}"):
        return
    first, by_webroot, renewal = commands
    config = folder / "config"
    shutil.copytree(checks.source / "config/examples/ine", config)
    authority = Authority(folder)
    certbot = Certbot(checks, folder, authority)
    lines = (config / "agendad.yaml").read_text().splitlines(keepends=True)
    (config / "agendad.yaml").write_text(
        "".join(line for line in lines if not line.startswith(("listen:", "base-url:"))) +
        f'listen: "{HERE}:443"\nbase-url: https://{NAME}\ntls:\n  certificate: {certbot.live}/fullchain.pem\n'
        f'  key: {certbot.live}/privkey.pem\n  redirect-from: "{HERE}:80"\n  webroot: {certbot.webroot}\n')
    with authority.serving():
        certbot.run(first)
        process = subprocess.Popen([checks.agendad, "serve", "--config", str(config)], stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        try:
            server = support.Server(process)
            server.wait_for("serving 11 feeds on ")
            body, error = fetch(authority.root(), folder)
            checks.that(body.endswith(b"END:VCALENDAR\r\n"), f"with the first certificate: {error}")
            for command in (by_webroot, renewal + " --force-renewal --no-random-sleep-on-renew"):
                before = certbot.certificate()
                seen = len(server.log)
                certbot.run(command)
                checks.that(certbot.certificate() != before, f"{command}: the certificate is the old one")
                server.wait_for("new connections get the new certificate, which ends", since=seen)
                again, error = fetch(authority.root(), folder)
                checks.that(again == body, f"after {command}: {error}")
            checks.equal(server.stop(), 0, "exit code")
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()


def main():
    network.enter()
    checks = support.start()
    with support.temporary_directory() as folder:
        check(checks, pathlib.Path(folder))
    checks.finish()


if __name__ == "__main__":
    main()
