#!/usr/bin/python3
"""Seven independent calendar libraries read the same in every feed of our definitions, and all bytes obey the rules.

    compare.py [AGENDAD SOURCE_DIRECTORY]

AGENDAD_JUDGE_LIBICAL is the built judge_libical, AGENDAD_JUDGES_NPM the folder that `npm ci` has filled.
"""
import json
import os
import pathlib
import subprocess
import sys

FOLDER = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parent / "integration"))

import bytes_rules  # noqa: E402
import ics_bytes  # noqa: E402
import support  # noqa: E402

# Everything is compared exactly, for all judges, but for one thing: three of them mistake an escaped backslash for the
# beginning of another escape (before an n it becomes a line feed), so texts with backslashes are not held against them.
JUDGES = {
    "libical": [os.environ.get("AGENDAD_JUDGE_LIBICAL", "judge_libical-not-given")],
    "python-icalendar": [str(FOLDER / "judge_icalendar.py")],
    "vobject": [str(FOLDER / "judge_vobject.py")],
    "ruby-icalendar": [str(FOLDER / "judge_ruby.rb")],
    "sabre-vobject": [str(FOLDER / "judge_sabre.php")],
    "ical.js": ["node", str(FOLDER / "judge_icaljs.cjs")],
    "node-ical": ["node", str(FOLDER / "judge_nodeical.cjs")],
}
MISTAKE_BACKSLASHES = {"python-icalendar", "ruby-icalendar", "node-ical"}
NEVER_EMPTY = ("uid", "start", "end", "summary", "status", "transp", "sequence")


def ask(judge, paths):
    """{feed: its events, or what the judge refused it for}"""
    command = JUDGES[judge] + [str(path) for path in paths]
    result = subprocess.run(command, capture_output=True, timeout=600)
    verdicts = {path.stem: [] for path in paths}
    for line in filter(None, result.stdout.decode(errors="replace").split("\n")):
        event = json.loads(line)
        if "refused" in event:
            verdicts[event["feed"]] = event["refused"]
        else:
            verdicts[event["feed"]].append(event)
    refused = any(isinstance(verdict, str) for verdict in verdicts.values())
    if result.returncode != (1 if refused else 0):
        raise RuntimeError(f"{judge} ended with {result.returncode}: {result.stderr.decode()[-500:]}")
    return verdicts


def without_backslashes(events, like):
    """`events` without the texts that have a backslash in `like`."""
    return [{key: value for key, value in event.items() if not (isinstance(value, str) and "\\" in str(model[key]))}
            for event, model in zip(events, like)]


def complaints(judge, verdict, expected):
    """What `judge` says against a feed that is read as `expected` from its bytes."""
    if isinstance(verdict, str):
        return [f"refused: {verdict}"]
    if expected is None:
        return []
    found = []
    if len(verdict) != len(expected):
        found.append(f"reads {len(verdict)} of {len(expected)} events")
    for event in verdict:
        found += [f"{event.get('uid')} has no {key}" for key in NEVER_EMPTY if event.get(key) in (None, "")]
    if judge in MISTAKE_BACKSLASHES:
        verdict, expected = (without_backslashes(events, expected) for events in (verdict, expected))
    for event, other in zip(expected, verdict):
        if other != event:
            different = {key: (other.get(key), value) for key, value in event.items() if other.get(key) != value}
            found.append(f"{event['uid']}: reads, expected: {different}")
    return found


def expected_events(path):
    """None for bytes that are no calendar: judges can only refuse them."""
    try:
        return ics_bytes.read_events(path.read_bytes(), path.stem)
    except ValueError:
        return None


def judge_all(paths):
    """{(judge, feed): complaints}, those without any left out."""
    expected = {path.stem: expected_events(path) for path in paths}
    found = {}
    for judge in JUDGES:
        for feed, verdict in ask(judge, paths).items():
            if against := complaints(judge, verdict, expected[feed]):
                found[judge, feed] = against
    return found


def main():
    checks = support.start()
    for example in checks.definitions():
        with support.temporary_directory() as folder:
            feeds = checks.render_all(example, folder)
            for feed in checks.private_feeds(example):
                feeds[feed] = checks.render(feed, example)
                (pathlib.Path(folder) / f"feeds/{feed}.ics").write_bytes(feeds[feed])
            listed = {pathlib.PurePosixPath(path).stem: rest for path, *rest in checks.list_feeds(example)}
            checks.equal(sorted(listed), sorted(feeds), f"{example.name}: `feeds` and `render`")
            for feed, data in feeds.items():
                where = f"{example.name}/{feed}"
                checks.equal(bytes_rules.violations(data), [], f"{where}: byte rules")
                name = ics_bytes.unescape(ics_bytes.parse(data)[0].one("X-WR-CALNAME"))
                count = data.count(b"\r\nBEGIN:VEVENT\r\n")
                checks.equal(listed.get(feed), [count, name], f"{where}: events and name in `feeds`")
            found = judge_all(sorted((pathlib.Path(folder) / "feeds").glob("*.ics")))
            for judge in JUDGES:
                for feed in feeds:
                    against = found.get((judge, feed), [])
                    checks.equal(against, [], f"{example.name}/{feed}: {judge}")
    checks.finish()


if __name__ == "__main__":
    main()
