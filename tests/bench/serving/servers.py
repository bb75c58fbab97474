"""The servers that are compared: each with the same feed, on a port of its own of the loopback interface."""
import base64
import gzip
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import time

import icalendar

PATIENCE = 20.0  # seconds until a server counts as hanging
FEED = "cspen"
ICS_SERVICE = "ics-service@1.4.0"
CASES = ("identity", "gzip", "304")
# As many threads as agendad has for HTTP (daemon/daemon.cc).
THREADS = min(max(os.cpu_count(), 1), 4)
HERE = pathlib.Path(__file__).resolve().parent

NGINX = """
daemon off;
worker_processes {threads};
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
  types {{ text/calendar ics; }}
  charset utf-8;
  charset_types text/calendar;
  access_log off;
  sendfile on;
  tcp_nopush on;
  server_tokens off;
  keepalive_timeout 75s;
  keepalive_requests 1000000000;
  open_file_cache max=1000 inactive=10m;
  open_file_cache_valid 10m;
  gzip_static on;
  gzip_vary on;
  client_body_temp_path {folder}/temporary;
  proxy_temp_path {folder}/temporary;
  fastcgi_temp_path {folder}/temporary;
  uwsgi_temp_path {folder}/temporary;
  scgi_temp_path {folder}/temporary;
  server {{
    listen 127.0.0.1:{port} backlog=4096;
    root {folder}/www;
    add_header Cache-Control "private, max-age=0, must-revalidate";
    add_header Content-Disposition inline;
    add_header X-Content-Type-Options nosniff;
    add_header X-Robots-Tag noindex;
  }}
}}
"""

RADICALE = """
[server]
hosts = 127.0.0.1:{port}
max_connections = 1024
[auth]
type = none
[rights]
type = authenticated
[storage]
filesystem_folder = {folder}/collections
[logging]
level = error
"""


class Server:
    """`path` is the feed's, `cases` what the server can do of CASES; start() of each kind comes first."""

    name = ""
    cases = CASES
    extra = {}  # header fields of every request

    def __init__(self, folder):
        self.folder = pathlib.Path(folder) / type(self).__name__.lower()
        self.folder.mkdir(parents=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.path = f"/feeds/{FEED}.ics"
        self.etag = None
        self.body = None
        self.answer_octets = {}  # by case: head and body
        self._process = None

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}{self.path}"

    def fields(self, case):
        """The request's, beside Host."""
        return {**self.extra, **{"identity": {}, "gzip": {"Accept-Encoding": "gzip"},
                                 "304": {"If-None-Match": self.etag}}[case]}

    def processes(self):
        """All that answer; of nginx they are children."""
        children = pathlib.Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text("ascii")
        return [self._process.pid, *map(int, children.split())]

    def request(self, method, path, fields=None, body=None):
        """(status, [(name, value)], body)"""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, {**self.extra, **(fields or {})})
            answer = connection.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        finally:
            connection.close()

    def run(self, *command, **environment):
        """Starts the server and waits until it accepts."""
        with open(self.folder / "log", "ab") as log:
            self._process = subprocess.Popen(
                list(map(str, command)), stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder,
                env={"PATH": os.environ["PATH"], "HOME": str(self.folder), "LC_ALL": "C.UTF-8", **environment})
        deadline = time.monotonic() + PATIENCE
        while self._process.poll() is None and time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError(f"{self.name} does not listen: {(self.folder / 'log').read_text()}")

    def stop(self):
        if self._process is None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Agendad(Server):
    name = "agendad"

    def start(self, agendad, config):
        state = self.folder / "state"
        state.mkdir()
        self.run(agendad, "serve", "--config", config, "--listen", f"127.0.0.1:{self.port}", STATE_DIRECTORY=str(state))


class Nginx(Server):
    name = "nginx"

    def start(self, identity, coded):
        """Of the very octets that agendad sends."""
        feeds = self.folder / "www/feeds"
        feeds.mkdir(parents=True)
        (feeds / f"{FEED}.ics").write_bytes(identity)
        (feeds / f"{FEED}.ics.gz").write_bytes(coded)
        settings = self.folder / "nginx.conf"
        # Started by root, its workers would be somebody who may not read this folder.
        settings.write_text(("user root;" if os.geteuid() == 0 else "") + NGINX.format(threads=THREADS, folder=self.folder, port=self.port))
        self.run("/usr/sbin/nginx", "-c", settings)


class Xandikos(Server):
    name = "Xandikos"
    cases = ("identity", "304")

    def start(self, identity):
        self.run("/usr/bin/xandikos", "-d", self.folder, "--defaults", "-l", "127.0.0.1", "-p", self.port)
        self.path = f"/user/calendars/calendar/{FEED}.ics"
        _put(self, self.path, identity)


class Radicale(Server):
    name = "Radicale"
    cases = ("identity", "gzip")
    extra = {"Authorization": "Basic " + base64.b64encode(b"reader:").decode()}

    def start(self, identity):
        settings = self.folder / "radicale.conf"
        settings.write_text(RADICALE.format(folder=self.folder, port=self.port))
        self.run("/usr/bin/radicale", "--config", settings)
        self.path = f"/reader/{FEED}/"
        _put(self, self.path, identity)


class IcsService(Server):
    name = "ics-service"
    cases = ("identity",)

    def start(self, identity, modules):
        events = self.folder / "events.json"
        events.write_text(json.dumps({"title": FEED, "events": _events(identity)}))
        self.run(_tool("node"), HERE / "ics_service.cjs", modules, self.port, events)


def install_ics_service(folder):
    """Into `folder`, which keeps it for the next run; the folder of its modules."""
    modules = folder / "node_modules"
    wanted = ICS_SERVICE.partition("@")[2]
    manifest = modules / "ics-service/package.json"
    if not manifest.exists() or json.loads(manifest.read_text())["version"] != wanted:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}\n')
        subprocess.run([_tool("npm"), "install", "--prefix", folder, "--no-audit", "--no-fund", "--loglevel=error",
                        "--no-save", ICS_SERVICE], check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    return modules


def _tool(name):
    found = shutil.which(name)
    if found is None:
        raise RuntimeError(f"{name} is missing; scripts/install-packages --for-bench installs it")
    return found


def _put(server, path, calendar):
    status, _, body = server.request("PUT", path, {"Content-Type": "text/calendar"}, calendar)
    if status != 201:
        raise RuntimeError(f"{server.name} takes no calendar: {status} {body!r}")


def _date(value):
    return [value.year, value.month, value.day] + ([value.hour, value.minute] if hasattr(value, "hour") else [])


def _events(calendar):
    """The feed's, as ics-service takes them."""
    return [{"uid": str(event["UID"]), "title": str(event["SUMMARY"]), "description": str(event.get("DESCRIPTION", "")),
             "categories": list(map(str, event["CATEGORIES"].cats)), "sequence": int(event["SEQUENCE"]),
             "start": _date(event["DTSTART"].dt), "end": _date(event["DTEND"].dt)}
            for event in icalendar.Calendar.from_ical(calendar).walk("VEVENT")]


def verify(server, reference):
    """What every later answer is measured by: raises RuntimeError unless the server gives `reference`'s events in each
    case that it can do, and does not do what the table says that it cannot."""
    for case in CASES:
        if case == "304" and server.etag is None:
            raise RuntimeError(f"{server.name} has no ETag")
        status, fields, body = server.request("GET", server.path, server.fields(case))
        named = {name.lower(): value for name, value in fields}
        done = {"identity": status == 200 and "content-encoding" not in named,
                "gzip": status == 200 and named.get("content-encoding") == "gzip",
                "304": status == 304 and not body}[case]
        if done != (case in server.cases):
            raise RuntimeError(f"{server.name}, {case}: did not expect {status} with {fields}")
        if case == "identity":
            server.etag, server.body = named.get("etag"), body
            if _uids(body) != _uids(reference):
                raise RuntimeError(f"{server.name} has other events than agendad")
        if case == "gzip" and done and gzip.decompress(body) != server.body:
            raise RuntimeError(f"{server.name}: what it compressed is not what it sends without")
        if done:
            # The status line's, and the empty line's after the fields.
            head = sum(len(f"{name}: {value}\r\n".encode("latin-1")) for name, value in fields)
            server.answer_octets[case] = len(f"HTTP/1.1 {status} {'OK' if status == 200 else 'Not Modified'}\r\n\r\n"
                                             ) + head + len(body)


def _uids(calendar):
    return sorted(re.findall(rb"^UID:(.*?)\r?$", calendar.replace(b"\r\n ", b"").replace(b"\n ", b""), re.MULTILINE))
