"""What the daemon tells at the admin's address: asked over TCP or a Unix socket, and read by other people's parser."""
import http.client
import socket
import time

from prometheus_client.parser import text_string_to_metric_families

import support

ADMIN = r"the admin's address is (\S+)"


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=support.PATIENCE)
        self._path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


class Admin:
    """At the address that `server` has told in its log, or at a given one."""

    def __init__(self, server=None, address=None):
        self.address = address or server.wait_for(ADMIN)[1]

    def ask(self, path, method="GET"):
        """(status, headers with names in lower case, text)"""
        if self.address.startswith("unix:"):
            connection = _UnixConnection(self.address.removeprefix("unix:"))
        else:
            connection = http.client.HTTPConnection(self.address, timeout=support.PATIENCE)
        try:
            connection.request(method, path)
            answer = connection.getresponse()
            fields = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, fields, answer.read().decode()
        finally:
            connection.close()

    def text(self):
        status, _, text = self.ask("/metrics")
        if status != 200:
            raise RuntimeError(f"/metrics answers {status}: {text}")
        return text

    def metrics(self):
        return Metrics(self.text())

    def wait_for(self, holds, what):
        """The first Metrics of which holds(metrics)."""
        deadline = time.monotonic() + support.PATIENCE
        while True:
            metrics = self.metrics()
            if holds(metrics):
                return metrics
            if time.monotonic() > deadline:
                raise RuntimeError(f"{what} did not come: {metrics.samples}")
            time.sleep(0.05)


class Metrics:
    """One scrape: types = {family: type}, samples = {(name, labels): value}, counters = those that may not fall."""

    def __init__(self, text):
        self.types = {}
        self.samples = {}
        self.counters = {}
        for family in text_string_to_metric_families(text):
            self.types[family.name] = family.type
            for sample in family.samples:
                key = (sample.name, tuple(sorted(sample.labels.items())))
                if key in self.samples:
                    raise RuntimeError(f"{key} is there twice")
                self.samples[key] = sample.value
                if family.type in ("counter", "histogram"):
                    self.counters[key] = sample.value

    def value(self, name, **labels):
        """None if there is no such sample."""
        return self.samples.get((name, tuple(sorted(labels.items()))))

    def all(self, name):
        """{labels as a tuple of pairs: value} of a name."""
        return {labels: value for (found, labels), value in self.samples.items() if found == name}

    def names(self):
        return {name for name, _ in self.samples}
