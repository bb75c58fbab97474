"""A daemon under attack: what its visitors must get all the while, what it takes of the machine, and the attackers."""
import gzip
import json
import os
import pathlib
import re
import resource
import subprocess
import threading
import time

import support

DESCRIPTORS = 16384  # as in the unit
SAMPLE = 0.25  # seconds between two looks at the process
SHOWN_FEEDS = 4


def allow_descriptors(server, count=DESCRIPTORS):
    resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (count, count))


def memory(pid):
    """(VmRSS, VmHWM) in MB."""
    fields = dict(line.split(":", 1) for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines())
    return tuple(int(fields[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))


def descriptors(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


def kernel_memory():
    """MB that all TCP connections of this machine hold."""
    text = pathlib.Path("/proc/net/sockstat").read_text()
    pages = int(re.search(r"^TCP: .* mem (\d+)$", text, re.MULTILINE)[1])
    return pages * os.sysconf("SC_PAGESIZE") / 2**20


class Watch:
    """Looks at a process again and again while its block runs."""

    def __init__(self, pid):
        self.pid = pid
        self.most_descriptors = 0
        self.most_kernel = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def _look(self):
        while not self._ended.wait(SAMPLE):
            self.most_descriptors = max(self.most_descriptors, descriptors(self.pid))
            self.most_kernel = max(self.most_kernel, kernel_memory())

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._ended.set()
        self._thread.join()


class Visits:
    """What visitors ask `server` for, and what they must get: taken while it is calm, and held against `render`."""

    def __init__(self, checks, server, config, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir()
        self.count = 0
        rendered = checks.render_all(config, self.folder / "rendered")
        by_size = sorted(rendered, key=lambda feed: -len(rendered[feed]))
        self.largest = f"/feeds/{by_size[0]}.ics"
        for feed in by_size[:SHOWN_FEEDS]:
            path = f"/feeds/{feed}.ics"
            body, etag = self._calm(checks, server, path, "identity", 200)
            checks.that(body == rendered[feed], f"{path} is not what render writes")
            coded, coded_etag = self._calm(checks, server, path, "gzip", 200)
            checks.that(gzip.decompress(coded) == rendered[feed], f"{path} by gzip is not what render writes")
            self._add("GET", path, "", 200, etag, body)
            self._add("GET", path, "Accept-Encoding: gzip\r\n", 200, coded_etag, coded)
            self._add("GET", path, f"Accept-Encoding: gzip\r\nIf-None-Match: {coded_etag}\r\n", 304, coded_etag, b"")
            self._add("HEAD", path, "", 200, etag, b"")

    @staticmethod
    def _calm(checks, server, path, coding, expected):
        status, headers, body = server.get(path, {"Accept-Encoding": coding})
        checks.equal(status, expected, f"{path} before the attack")
        return body, headers["etag"]

    def _add(self, method, path, fields, status, etag, body):
        name = self.folder / str(self.count)
        self.count += 1
        parts = {"request": f"{method} {path} HTTP/1.1\r\nHost: localhost\r\n{fields}\r\n".encode(),
                 "status": str(status).encode(), "etag": etag.encode(), "body": body}
        for part, octets in parts.items():
            name.with_suffix(f".{part}").write_bytes(octets)


def attack(port, visits, **options):
    """The figures of the program `attack`; `seconds` of it if there is no churn."""
    patience = 3 * options.get("seconds", 30) + 300
    command = [os.environ["AGENDAD_ATTACK"], str(port), visits.largest, str(visits.folder),
               *(f"{name}={value}" for name, value in options.items())]
    result = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=patience, check=False)
    if result.returncode != 0:
        raise RuntimeError(f"{command} ended with {result.returncode}: {result.stderr.decode()}")
    return json.loads(result.stdout)


def all_answered(checks, figures, what):
    checks.that(figures["asked"] > 0, f"{what}: nobody asked")
    checks.equal(figures["answered"], figures["asked"], f"{what}: answered; {figures['complaints']}")


def shown(figures):
    return (f"{figures['answered']} of {figures['asked']} visits answered, median {figures['median_ms']:.1f} ms, "
            f"p99 {figures['p99_ms']:.1f} ms, most {figures['max_ms']:.1f} ms; hostile connections: "
            f"{figures['most']} at the same time, {figures['opened']} opened, {figures['dropped']} dropped")


def eventually(holds, patience=support.PATIENCE):
    deadline = time.monotonic() + patience
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
