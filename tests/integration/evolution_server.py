#!/usr/bin/python3
"""GNOME's calendars: Debian's evolution-data-server, subscribed to feeds, without a screen.

EvolutionServer is for tests; it runs this file as a program under dbus-run-session, which starts the server's daemons on
a message bus of its own, and which answers lines of JSON: {"refresh": [feeds]} and {"events": [feeds]}.
"""
import json
import os
import pathlib
import subprocess
import signal
import sys
import threading
import urllib.parse

# For the source to say that it is connected, which one that needs no password never does.
DO_NOT_WAIT = 2**32 - 1

# Seconds for an answer; starting all daemons takes some on a busy machine.
PATIENCE = 120

SOURCE = """[Data Source]
DisplayName={feed}
Enabled=true
Parent=webcal-stub

[Calendar]
BackendName=webcal
Selected=true

[Authentication]
Host={host}
Port={port}
Method=none

[Security]
Method=none

[WebDAV Backend]
ResourcePath={path}

[Offline]
StaySynchronized=true

[Refresh]
Enabled=true
IntervalMinutes=1440
"""


class EvolutionServer:
    """Keeps everything, HOME included, in `folder`, which is its own. Ends, with all its daemons, at close()."""

    def __init__(self, folder, urls):
        folder = pathlib.Path(folder)
        places = {name: folder / name.lower() for name in
                  ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")}
        for place in places.values():
            place.mkdir(parents=True, mode=0o700)
        sources = places["XDG_CONFIG_HOME"] / "evolution/sources"
        sources.mkdir(parents=True)
        for feed, url in urls.items():
            parts = urllib.parse.urlsplit(url)
            (sources / f"{feed}.source").write_text(
                SOURCE.format(feed=feed, host=parts.hostname, port=parts.port, path=parts.path))
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC", "GSETTINGS_BACKEND": "memory",
                       "GIO_USE_VFS": "local", "PYTHONDONTWRITEBYTECODE": "1",
                       **{name: str(place) for name, place in places.items()}}
        self._log = open(folder / "log", "wb")
        self._process = subprocess.Popen(["dbus-run-session", "--", sys.executable, __file__, *urls], env=environment,
                                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, text=True,
                                         start_new_session=True)
        self._answer()

    def refresh(self, feeds):
        """Asks the server to fetch these feeds now; it does so in its own time."""
        self._ask({"refresh": list(feeds)})

    def events(self, feeds):
        """{feed: what the server has of it, a list of VEVENTs as texts}"""
        return self._ask({"events": list(feeds)})

    def close(self):
        self._process.stdin.close()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._kill()
            self._process.wait()
        self._process.stdout.close()
        self._log.close()

    def _ask(self, request):
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def _kill(self):
        os.killpg(self._process.pid, signal.SIGKILL)

    def _answer(self):
        watchdog = threading.Timer(PATIENCE, self._kill)
        watchdog.start()
        line = self._process.stdout.readline()
        watchdog.cancel()
        if not line:
            raise RuntimeError(f"evolution-data-server: {pathlib.Path(self._log.name).read_text(errors='replace')}")
        return json.loads(line)


def serve(feeds):
    """Inside of the session: what EvolutionServer talks to."""
    import gi  # Debian's own, which who only uses the class needs not have
    gi.require_version("ECal", "2.0")
    gi.require_version("EDataServer", "1.2")
    from gi.repository import ECal, EDataServer

    registry = EDataServer.SourceRegistry.new_sync(None)
    clients = {feed: ECal.Client.connect_sync(registry.ref_source(feed), ECal.ClientSourceType.EVENTS, DO_NOT_WAIT, None)
               for feed in feeds}

    def events(feed):
        _, components = clients[feed].get_object_list_as_comps_sync("#t", None)
        return [component.get_as_string() for component in components]

    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        for feed in request.get("refresh", ()):
            clients[feed].refresh_sync(None)
        print(json.dumps({feed: events(feed) for feed in request.get("events", ())}), flush=True)


if __name__ == "__main__":
    serve(sys.argv[1:])
