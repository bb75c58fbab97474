#!/usr/bin/python3
"""A real subscription: what khal shows after vdirsyncer fetched a feed from agendad is what the feed says.

vdirsyncer replaces UIDs by hashes, so events are compared by all else that khal shows. A second fetch changes nothing;
after a change of the definition and a SIGHUP the calendar follows.
"""
import datetime
import pathlib
import re
import shutil
import signal
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "judges"))

import calendar_client  # noqa: E402
import ics_bytes  # noqa: E402
import support  # noqa: E402


def as_shown(event):
    """As khal shows it: the last day of an all-day event is included."""
    start, end = event["start"], event["end"]
    if event["all_day"]:
        end = (datetime.date.fromisoformat(end) - datetime.timedelta(days=1)).isoformat()
    else:
        start, end = (time[:16].replace("T", " ") for time in (start, end))
    return (start, end, not event["all_day"], event["summary"], event["status"], ",".join(event["categories"]),
            event["description"])


def check_calendar(checks, client, server, paths, what):
    events = {}
    for path in paths:
        status, headers, body = server.get(path)
        checks.equal((status, headers.get("content-type")), (200, "text/calendar; charset=utf-8"), f"{what} {path}")
        feed = pathlib.PurePosixPath(path).stem
        events[feed] = ics_bytes.read_events(body, feed)
    days = sorted(event[key][:10] for found in events.values() for event in found for key in ("start", "end"))
    first, last = (datetime.date.fromisoformat(day) for day in (days[0], days[-1]))
    shown = client.shown(first.isoformat(), (last - first).days + 1)
    for feed, found in events.items():
        checks.equal(shown.get(feed), sorted(map(as_shown, found)), f"{what} {feed}: shown by khal")


def postpone_first_session(config):
    """Gives the session of the second week of March a day, an hour and a duration, and raises `revised`."""
    for path in sorted((config / "programs").iterdir()):
        text = path.read_text(encoding="utf-8")
        week = re.search(r"when: \{week: 2, month: mar\}", text)
        if week:
            text = text[:week.start()] + "when: 2024-03-14 10:00\n    duration: 2h" + text[week.end():]
            path.write_text(re.sub(r"(?m)^revised: .*$", "revised: 2024-02-20", text), encoding="utf-8")
            return True
    return False


def main():
    checks = support.start()
    moved = 0
    for example in checks.examples():
        with support.temporary_directory() as name:
            folder = pathlib.Path(name)
            config = folder / "config"
            shutil.copytree(example, config)
            paths = [path for path, _, _ in checks.list_feeds(config)]
            with support.serving(checks, config) as server:
                urls = {pathlib.PurePosixPath(path).stem: server.url(path) for path in paths}
                client = calendar_client.CalendarClient(folder / "client", urls)
                checks.that(client.sync(), f"{example.name}: the first fetch brings nothing")
                check_calendar(checks, client, server, paths, example.name)
                checks.equal(client.sync(), [], f"{example.name}: changes at the second fetch")
                if postpone_first_session(config):
                    moved += 1
                    seen = len(server.log)
                    server.signal(signal.SIGHUP)
                    server.wait_for(r"serving \d+ feeds", since=seen)
                    checks.that(client.sync(), f"{example.name}: a session moved, and no fetch brings it")
                    check_calendar(checks, client, server, paths, f"{example.name}, after a session moved,")
                checks.equal(server.stop(), 0, f"{example.name}: exit code after SIGTERM")
    checks.that(moved, "no example has a session in the second week of March to move")
    checks.finish()


if __name__ == "__main__":
    main()
