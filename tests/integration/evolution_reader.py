"""A reader that believes as little as Evolution does when it decides what has changed.

What evolution-data-server's webcal backend does with an answer, and nothing more: a 304, or a 200 with the ETag of the last
one, is not parsed; an event that is there already counts as changed only if its DTSTAMP, LAST-MODIFIED or SEQUENCE did; a
feed without any event removes none; a body that is no calendar empties the cache.
"""
import http.client
import urllib.parse

import published_events


class EvolutionReader:
    def __init__(self, url):
        parts = urllib.parse.urlsplit(url)
        self._host, self._path = parts.netloc, parts.path
        self._etag = None
        self._cache = {}  # {UID: (marker, event)}

    def refresh(self):
        """The status of the answer."""
        connection = http.client.HTTPConnection(self._host, timeout=20)
        try:
            connection.request("GET", self._path, headers={"If-None-Match": self._etag} if self._etag else {})
            answer = connection.getresponse()
            body, etag = answer.read(), answer.getheader("ETag")
        finally:
            connection.close()
        if answer.status == 304 or (answer.status == 200 and etag == self._etag):
            return answer.status
        if answer.status == 200:
            self._etag = etag
            self._take(body)
        return answer.status

    def events(self):
        return sorted(event for _, event in self._cache.values())

    def _take(self, body):
        try:
            fetched = {event.uid: event for event in published_events.read(body)}
        except ValueError:
            self._cache.clear()
            return
        if not fetched:
            return
        for uid in self._cache.keys() - fetched.keys():
            del self._cache[uid]
        for uid, event in fetched.items():
            marker = (event.stamped, event.modified, event.sequence)
            if uid not in self._cache or self._cache[uid][0] != marker:
                self._cache[uid] = marker, event
