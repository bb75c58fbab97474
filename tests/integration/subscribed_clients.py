"""Everybody who stays subscribed to a daemon: vdirsyncer with khal, a reader like Evolution, and Debian's evolution-data-server."""
import collections
import concurrent.futures
import time

import calendar_client
import evolution_reader
import evolution_server
import published_events
import support


class Clients:
    """Subscribed to `urls`, {feed: URL}; khal, which takes most of the time, to those in `watched` for (first day, day after).

    They keep everything in `folder`; close() ends them.
    """

    def __init__(self, checks, folder, urls, watched, days):
        self._checks = checks
        self._feeds = list(urls)
        self._watched = list(watched)
        self._days = days
        self._khal = calendar_client.CalendarClient(folder / "khal", {feed: urls[feed] for feed in watched})
        self._readers = {feed: evolution_reader.EvolutionReader(url) for feed, url in urls.items()}
        self._evolution = evolution_server.EvolutionServer(folder / "evolution", urls)
        self._other_core = concurrent.futures.ThreadPoolExecutor(1)

    def close(self):
        self._other_core.shutdown()
        self._evolution.close()

    def turn_away(self, feed):
        """From a feed that is public no more, and that nobody looks at any longer; what they have seen, they keep."""
        before = self._readers[feed].events()
        self._checks.equal(self._readers[feed].refresh(), 410, f"the answer for {feed}")
        self._checks.equal(self._readers.pop(feed).events(), before, f"{feed} in a reader like Evolution")
        self._feeds.remove(feed)

    def compare(self, store, changed, what):
        """Each fetches once, and shows the store's events, {feed: events}; only feeds that `changed` are sent anew."""
        khal = self._other_core.submit(self._shown_by_khal)
        self._evolution.refresh(self._feeds)
        for feed, reader in self._readers.items():
            self._checks.equal(reader.refresh(), 200 if feed in changed else 304, f"{what}: the answer for {feed}")
            self._same(f"{what}: {feed} in a reader like Evolution", reader.events(), store[feed])
        self._compare_evolution(store, what)
        shown = khal.result()
        for feed in self._watched:
            found = [(*event[:5], event[6]) for event in shown.get(feed, [])]
            expected = [event.as_khal_shows_it() for event in store[feed] if event.end[:10] > self._days[0].isoformat()]
            self._same(f"{what}: {feed} in khal", found, expected)

    def _shown_by_khal(self):
        self._khal.sync()
        first, last = self._days
        return self._khal.shown(first.isoformat(), (last - first).days)

    def _compare_evolution(self, store, what):
        """It fetches in its own time, and does not say when it is done."""
        deadline = time.monotonic() + support.PATIENCE
        while True:
            found = {feed: sorted(event for text in texts for event in published_events.read(text))
                     for feed, texts in self._evolution.events(self._feeds).items()}
            if found == store or time.monotonic() > deadline:
                break
            time.sleep(0.05)
        for feed in self._feeds:
            self._same(f"{what}: {feed} in evolution-data-server", found[feed], store[feed])

    def _same(self, what, found, expected):
        counts = collections.Counter(found), collections.Counter(expected)
        self._checks.that(counts[0] == counts[1], f"{what}: shows {list((counts[0] - counts[1]).elements())[:3]}, does not "
                          f"show {list((counts[1] - counts[0]).elements())[:3]}")
