"""What a daemon serves, as its subscribers see it, and whether it keeps what the ledger promises them."""
import functools
import gzip
import http.client
import re
import subprocess
import threading
import time
from typing import NamedTuple

import brotli

CODINGS = {"identity": lambda body: body, "gzip": gzip.decompress, "br": brotli.decompress}
EVENT = re.compile(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", re.DOTALL)


class Event(NamedTuple):
    """One VEVENT; times as they are written, which is in the order of time."""
    sequence: int
    last_modified: bytes
    created: bytes
    octets: bytes


class Feed(NamedTuple):
    body: bytes
    etags: dict  # {coding: ETag}
    events: dict  # {UID: Event}


def _value(name, unfolded):
    found = re.findall(rb"^" + name + rb":(.*)\r$", unfolded, re.MULTILINE)
    if len(found) != 1:
        raise ValueError(f"{len(found)} {name.decode()} in {unfolded!r}")
    return found[0]


@functools.lru_cache(maxsize=64)
def events_of(body):
    """{UID: Event} of a whole calendar, not to be changed; ValueError if it is none."""
    if not body.startswith(b"BEGIN:VCALENDAR\r\n") or not body.endswith(b"\r\nEND:VCALENDAR\r\n"):
        raise ValueError(f"not a whole calendar: {body[:40]!r} ... {body[-40:]!r}")
    events = {}
    for octets in EVENT.findall(body):
        unfolded = octets.replace(b"\r\n ", b"")
        uid = _value(b"UID", unfolded)
        if uid in events:
            raise ValueError(f"{uid.decode()} twice")
        if _value(b"DTSTAMP", unfolded) != _value(b"LAST-MODIFIED", unfolded):
            raise ValueError(f"{uid.decode()}: DTSTAMP is not LAST-MODIFIED")
        events[uid] = Event(int(_value(b"SEQUENCE", unfolded)), _value(b"LAST-MODIFIED", unfolded),
                            _value(b"CREATED", unfolded), octets)
    if len(events) != body.count(b"BEGIN:VEVENT\r\n") or len(events) != body.count(b"END:VEVENT\r\n"):
        raise ValueError("a torn event")
    return events


class Reader:
    """Subscribers that remember the highest numbers they were ever given, and complain when one falls.

    Any number of threads may read; seen() is for one.
    """

    def __init__(self):
        self.highest = {}  # {UID: (SEQUENCE, LAST-MODIFIED, CREATED)}
        self.last = {}  # {(path, UID): Event}
        self.answers = 0

    @staticmethod
    def get(server, path, coding):
        """(ETag, the calendar's octets); ValueError if the answer is torn."""
        status, headers, body = server.get(path, {"Accept-Encoding": coding})
        if status != 200:
            raise ValueError(f"{path} {coding}: status {status}")
        if int(headers.get("content-length", -1)) != len(body):
            raise ValueError(f"{path} {coding}: {len(body)} octets, Content-Length {headers.get('content-length')}")
        if headers.get("content-encoding", "identity") != coding:
            raise ValueError(f"{path} {coding}: encoded as {headers.get('content-encoding')}")
        try:
            return headers["etag"], CODINGS[coding](body)
        except (OSError, EOFError, brotli.error) as error:
            raise ValueError(f"{path} {coding}: {error}") from error

    def seen(self, path, events):
        """What is wrong with these events after all that was seen before."""
        self.answers += 1
        for uid, event in events.items():
            name = f"{path} {uid.decode()}"
            before = self.highest.get(uid, (0, b"", event.created))
            if event.sequence < before[0]:
                yield f"{name}: SEQUENCE fell from {before[0]} to {event.sequence}"
            if event.last_modified < before[1]:
                yield f"{name}: LAST-MODIFIED fell from {before[1]} to {event.last_modified}"
            if event.created != before[2]:
                yield f"{name}: CREATED was {before[2]}, is {event.created}"
            last = self.last.get((path, uid))
            if last and last.octets != event.octets and last.last_modified >= event.last_modified:
                yield f"{name}: changed, though LAST-MODIFIED is {event.last_modified} as before"
            self.last[path, uid] = event
            self.highest[uid] = (max(before[0], event.sequence), max(before[1], event.last_modified), event.created)

    def read(self, checks, server, paths, what):
        """{path: Feed}: every feed in every coding, while nobody publishes."""
        feeds = {}
        complaints = []
        numbers = {}
        for path in paths:
            try:
                answers = {coding: self.get(server, path, coding) for coding in CODINGS}
                bodies = {body for _, body in answers.values()}
                if len(bodies) != 1:
                    raise ValueError(f"{path}: other octets in another coding")
                body = bodies.pop()
                events = events_of(body)
            except ValueError as error:
                complaints.append(str(error))
                continue
            complaints += self.seen(path, events)
            for uid, event in events.items():
                if numbers.setdefault(uid, event[:3]) != event[:3]:
                    complaints.append(f"{path} {uid.decode()}: {event[:3]}, in another feed {numbers[uid]}")
            feeds[path] = Feed(body, {coding: etag for coding, (etag, _) in answers.items()}, events)
        checks.that(not complaints, f"{what}: {complaints[:4]}, {len(complaints)} in all")
        return feeds


def etags(feeds):
    """{path: {coding: ETag}}"""
    return {path: feed.etags for path, feed in feeds.items()}


class Poller:
    """A thread that reads one feed without a pause until the server is gone or stop() is called; it has begun to."""

    def __init__(self, server, path):
        self.server = server
        self.path = path
        self.answers = 0
        self.found = []  # events, or what was wrong, whenever it is another than before
        self._stopping = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        while self._thread.is_alive() and not self.answers:
            time.sleep(0.001)

    def _run(self):
        before = {}
        while not self._stopping:
            coding = list(CODINGS)[self.answers % len(CODINGS)]
            try:
                etag, body = Reader.get(self.server, self.path, coding)
                if before.get(coding) != etag:
                    before[coding] = etag
                    self.found.append(events_of(body))
                self.answers += 1
            except ValueError as error:
                self.found.append(str(error))
                return
            except (OSError, http.client.HTTPException) as error:
                try:
                    self.server.process.wait(2)  # its connections end before it does
                except subprocess.TimeoutExpired:
                    self.found.append(f"{self.path}: {error!r} from a server that lives")
                return

    def stop(self, reader):
        """What was wrong, also after all that `reader` has seen."""
        self._stopping = True
        self._thread.join()
        complaints = []
        for found in self.found:
            if isinstance(found, str):
                complaints.append(found)
            else:
                complaints += reader.seen(self.path, found)
        return complaints
