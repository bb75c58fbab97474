"""A commission's definition in a scripted year, and what each publication of it told beforehand and then did to its events."""
import collections
import json
import pathlib
import re
import urllib.parse
from typing import NamedTuple

import node
import published
import published_events

HEADER = re.compile(r"(\S+) \(.*?\)(?:, (new|gone|now private|before: \S+ \(.*\)))?")
REVISION = re.compile(rb"^(?:SEQUENCE|LAST-MODIFIED|DTSTAMP):.*\r\n", re.MULTILINE)
LEDGER_LINE = re.compile(r"(\S+)\tSEQUENCE (\d+)\tLAST-MODIFIED (\S+)\tCREATED (\S+)")
ITEMS = "\nitems:\n"


class Feed(NamedTuple):
    body: bytes
    octets: dict  # {UID: published.Event}
    events: dict  # {UID: published_events.Event}


NO_FEED = Feed(b"", {}, {})


class Told(NamedTuple):
    """What `diff` says."""
    lines: dict  # {"moved SUMMARY: BEFORE -> AFTER": {feeds}}, as it says it
    uids: dict  # {the same line: {UIDs}}
    changes: dict  # {feed: {UID: "moved"}}


class Office(node.Node):
    """Keeps some items of the example, so that each change can be told in full; publishes on command.

    A feed has here the id that it had at first, whatever it is called now.
    """

    def __init__(self, checks, folder, items):
        super().__init__(checks, folder, "\npublish: on-command\n")
        start = self.text.index(ITEMS)
        head, *blocks = re.split(r"(?m)^(?=  - id: )", self.text[start:])
        kept = [block for block in blocks if block.split()[2] in items]
        checks.equal(len(kept), len(items), "items of the example")
        self.write(re.sub(r"(?m)^(id|name):(.*)2024$", rf"\1:\g<2>{node.YEAR}", self.text[:start]) + head + "".join(kept))
        self._first_ids = {}

    def rename(self, now, first):
        self._first_ids[now] = first

    def good(self, *arguments):
        """What a command says that succeeds."""
        result = self.run(*arguments)
        self.checks.equal(result.returncode, 0, f"{' '.join(arguments)}: {result.stderr.decode()}")
        return result.stdout.decode()

    def edit_text(self, file, old, new):
        """`old` stands in the file, once."""
        path = self.config / file
        text = path.read_text(encoding="utf-8")
        self.checks.equal(text.count(old), 1, f"{old!r} in {file}")
        path.with_suffix(".new").write_text(text.replace(old, new), encoding="utf-8")
        path.with_suffix(".new").replace(path)

    def told(self):
        """The same to people and to programs."""
        told = Told(collections.defaultdict(set), collections.defaultdict(set), collections.defaultdict(dict))
        feeds = json.loads(self.good("diff", "--format", "json"))
        changes = [(self._first(feed["feed"]), change) for feed in feeds for change in feed["events"]]
        feed = None
        for line in self.good("diff").splitlines():
            if line.startswith("  "):
                line = re.sub(r" +", " ", line[2:], count=1)
                of, change = changes.pop(0) if changes else (None, {})
                self.checks.that(of == feed and line.startswith(f"{change['change']} {change['summary']}: "),
                                 f"diff says {line} of {feed}, and to programs {change} of {of}")
                told.uids[line].add(change["uid"])
                told.changes[feed][change["uid"]] = change["change"]
                told.lines[line].add(feed)
            elif header := HEADER.fullmatch(line):
                feed = self._first(header[1])
                if header[2]:
                    told.lines[f"feed {line}"].add(feed)
        self.checks.equal(changes, [], "what diff says to programs alone")
        return told

    def publish(self, server):
        said = self.good("publish", "--yes")
        version = re.search(r"Published as version (\d+)\.", said)
        if not version:
            raise RuntimeError(f"publish says {said}")
        server.wait_for(rf"\(version {version[1]}\)")

    def feeds(self, server):
        """{feed: Feed} of all that the daemon says that it serves."""
        feeds = {}
        for path in (urllib.parse.urlsplit(url).path for url in server.get("/")[2].decode().split()):
            status, _, body = server.get(path)
            self.checks.equal(status, 200, path)
            octets = {uid.decode(): event for uid, event in published.events_of(body).items()}
            events = {event.uid: event for event in published_events.read(body)}
            self.checks.equal(octets.keys(), events.keys(), f"UIDs of {path}")
            feeds[self._first(pathlib.PurePosixPath(path).stem)] = Feed(body, octets, events)
        return feeds

    def compare_with_ledger(self, feed, found, what):
        """`ledger show FEED` says of each event what the feed says."""
        now = next((now for now, first in self._first_ids.items() if first == feed), feed)
        shown = [LEDGER_LINE.match(line) for line in self.good("ledger", "show", now).splitlines()]
        expected = sorted((uid, str(event.sequence), _instant(event.last_modified), _instant(event.created))
                          for uid, event in found.octets.items())
        self.checks.equal(sorted(line.groups() if line else () for line in shown), expected, f"{what}: {feed} in the ledger")

    def _first(self, feed):
        return self._first_ids.get(feed, feed)


def _instant(text):
    """As the ledger says it."""
    return re.sub(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z", r"\1-\2-\3T\4:\5:\6Z", text.decode())


def rises(before, after, uids):
    """By how much the SEQUENCE of these events rises, as "+1"; "" if one is new or gone."""
    found = set()
    for uid in uids:
        then, now = (next((feed.octets[uid] for feed in feeds.values() if uid in feed.octets), None)
                     for feeds in (before, after))
        found.add(f"{now.sequence - then.sequence:+}" if then and now else "")
    return " ".join(sorted(found))


def complaints(before, after, told):
    """Where what was told of a publication is not what it did; `before` and `after` are {feed: Feed}.

    What comes or goes as cancelled is nothing to tell. Of an event of which another feed says more, and something else now,
    LAST-MODIFIED moves in all.
    """
    renewed = {uid for changes in told.changes.values() for uid, change in changes.items() if change not in ("new", "gone")}
    for feed, now in after.items():
        then = before.get(feed, NO_FEED)
        for uid in then.octets.keys() | now.octets.keys():
            if (uid in then.octets) != (uid in now.octets) and (now.events.get(uid) or then.events.get(uid)).is_cancelled:
                continue
            change = told.changes.get(feed, {}).get(uid)
            for wrong in _wrong(then.octets.get(uid), now.octets.get(uid), change, uid in renewed):
                yield f"{feed}: {(now.events.get(uid) or then.events.get(uid)).summary}, told as {change}, {wrong}"


def _wrong(then, now, change, is_renewed):
    if now is None or then is None:
        if change != ("gone" if now is None else "new"):
            yield "comes or goes"
        return
    same = REVISION.sub(b"", now.octets) == REVISION.sub(b"", then.octets)
    if change is None:
        moved_alone = is_renewed and same and now.sequence == then.sequence
        if now.octets != then.octets and not moved_alone:
            yield f"was {then.octets!r} and is {now.octets!r}"
    elif same:
        yield "stays as it was"
    if now.octets != then.octets:
        if now.last_modified <= then.last_modified or now.created != then.created:
            yield f"goes from {then[:3]} to {now[:3]}"
