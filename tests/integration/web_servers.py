"""nginx and Caddy with the very files of docs/proxies/: only ports, paths and the certificate are other ones. And curl,
which asks them as clients do."""
import contextlib
import os
import pathlib
import shutil
import socket
import subprocess
import threading
import time

import support

NAME = "agenda.example.org"
CERTIFICATE = f"/etc/ssl/certs/{NAME}.pem"
KEY = f"/etc/ssl/private/{NAME}.key"

# What a distribution's own nginx.conf has around conf.d.
NGINX = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/temporary;
  proxy_temp_path {folder}/temporary;
  fastcgi_temp_path {folder}/temporary;
  uwsgi_temp_path {folder}/temporary;
  scgi_temp_path {folder}/temporary;
  include {site};
}}
"""

CADDY = """{{
    admin off
    http_port {plain}
    https_port {secure}
    default_bind 127.0.0.1
}}
"""


def free_ports(count):
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def make_certificate(folder):
    """(certificate, key) of NAME, signed by itself."""
    certificate, key = folder / "certificate.pem", folder / "certificate.key"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-days", "2", "-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}",
                    "-keyout", key, "-out", certificate], check=True, capture_output=True, timeout=support.PATIENCE)
    return certificate, key


def _substituted(path, changes):
    text = path.read_text()
    for old, new in changes:
        if old not in text:
            raise RuntimeError(f"{path.name} has no {old!r}, which the test replaces")
        text = text.replace(old, new)
    return text


@contextlib.contextmanager
def _running(command, folder, ports):
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    with open(folder / "log", "ab") as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment)
    try:
        deadline = time.monotonic() + support.PATIENCE
        for port in ports:
            while not _accepts(port):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"{command} does not listen on {port}: {(folder / 'log').read_text()}")
                time.sleep(0.05)
        yield
    finally:
        process.terminate()
        try:
            process.wait(support.PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _accepts(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Site:
    """What a server serves as https://NAME; `ask` is curl."""

    def __init__(self, name, folder, certificate):
        self.name = name
        self.folder = pathlib.Path(folder)
        self.folder.mkdir()
        self.certificate, self.key = certificate
        self.plain, self.secure = free_ports(2)

    @contextlib.contextmanager
    def nginx(self, file, changes):
        site = self.folder / file.name
        site.write_text(_substituted(file, [
            (CERTIFICATE, str(self.certificate)), (KEY, str(self.key)), ("listen 80;", f"listen 127.0.0.1:{self.plain};"),
            ("listen 443 ", f"listen 127.0.0.1:{self.secure} "), *changes]))
        settings = self.folder / "nginx.conf.whole"
        # Started by root, its workers would be somebody who may not read this folder.
        user = "user root;" if os.geteuid() == 0 else ""
        settings.write_text(NGINX.format(folder=self.folder, site=site, user=user))
        with _running(["/usr/sbin/nginx", "-c", str(settings)], self.folder, (self.plain, self.secure)):
            yield self

    @contextlib.contextmanager
    def caddy(self, file, changes):
        settings = self.folder / "Caddyfile"
        settings.write_text(CADDY.format(plain=self.plain, secure=self.secure) + _substituted(
            file, [(CERTIFICATE, str(self.certificate)), (KEY, str(self.key)), *changes]))
        command = ["/usr/bin/caddy", "run", "--adapter", "caddyfile", "--config", str(settings)]
        with _running(command, self.folder, (self.plain, self.secure)):
            yield self

    def ask(self, path, *options, method="GET", fields=None, version="2", scheme="https"):
        """(status, {names in lower case: value}, body) of an answer in that version of HTTP."""
        port = self.secure if scheme == "https" else self.plain
        return _curl(f"{scheme}://{NAME}:{port}{path}", method, fields,
                     "--resolve", f"{NAME}:{port}:127.0.0.1", "--cacert", self.certificate,
                     "--http2" if version == "2" else "--http1.1", *options, folder=self.folder,
                     version=version if scheme == "https" else "1.1")


def ask_directly(server, path, method, fields, folder):
    """agendad itself, as if it were asked for by the name."""
    return _curl(f"http://{server.host}:{server.port}{path}", method, {"Host": NAME, **(fields or {})}, "--http1.1",
                 folder=folder, version="1.1")


def _curl(url, method, fields, *options, folder, version):
    head, body = folder / "head", folder / "body"
    body.write_bytes(b"")
    command = ["curl", "--silent", "--show-error", "--path-as-is", "--max-time", str(support.PATIENCE), "--dump-header",
               head, "--output", body, "--write-out", "%{http_version}", "--noproxy", "*"]
    command += ["--head"] if method == "HEAD" else ["--request", method]
    for name, value in (fields or {}).items():
        command += ["--header", f"{name}: {value}"]
    done = subprocess.run([*map(str, command), *map(str, options), url], capture_output=True, text=True, check=False)
    if done.returncode != 0 or done.stdout != version:
        raise RuntimeError(f"{method} {url}: curl ended with {done.returncode} after HTTP/{done.stdout}: {done.stderr}")
    status, *lines = head.read_text("latin-1").split("\n\n")[0].splitlines()
    named = {}
    for line in filter(None, lines):
        name, _, value = line.partition(":")
        named.setdefault(name.lower(), []).append(value.strip())
    return int(status.split()[1]), named, b"" if method == "HEAD" else body.read_bytes()


class Recorder:
    """Stands where agendad would and keeps what it was asked: the heads of requests, one a connection."""

    def __init__(self):
        self.heads = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            with self._socket.accept()[0] as connection:
                head = b""
                while b"\r\n\r\n" not in head and (octets := connection.recv(65536)):
                    head += octets
                if head:
                    self.heads.append(head.decode("latin-1").split("\r\n"))
                    connection.sendall(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")

    def last(self):
        """(request line, {name in lower case: value})"""
        line, *fields = filter(None, self.heads[-1])
        return line, {name.lower(): value.strip() for name, _, value in (field.partition(":") for field in fields)}


def require(*programs):
    for program in programs:
        if shutil.which(program, path=os.environ["PATH"] + ":/usr/sbin") is None:
            raise RuntimeError(f"{program} is missing; scripts/install-packages --for-tests installs it")
