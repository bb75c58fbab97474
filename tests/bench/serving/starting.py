"""How long agendad takes from exec to READY=1, and what it keeps in memory when it has nothing to do."""
import contextlib
import dataclasses
import os
import re
import signal
import socket
import statistics
import subprocess
import time

import load

PATIENCE = 300.0  # seconds until a start counts as hanging
PAUSE = 3.0  # seconds until memory is looked at: the builder has given back what it does not need


@dataclasses.dataclass
class Start:
    milliseconds: float
    processor: float  # milliseconds of processor time until then
    resident: int  # VmRSS, kB
    proportional: int  # PSS, kB
    anonymous: int  # RssAnon, kB


def measure(agendad, config, folder, times):
    """(first, second): the medians of `times` starts with an empty state, and of as many with the ledger there."""
    first, second = [], []
    for number in range(times):
        state = folder / f"state-{number}"
        state.mkdir(parents=True)
        first.append(_start(agendad, config, state))
        second.append(_start(agendad, config, state))
    return _medians(first), _medians(second)


def _medians(starts):
    return Start(*map(statistics.median, zip(*map(dataclasses.astuple, starts))))


def _start(agendad, config, state):
    place = state / "notify.sock"
    place.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notified:
        notified.settimeout(0.5)
        notified.bind(str(place))
        environment = {"PATH": os.environ["PATH"], "NOTIFY_SOCKET": str(place), "STATE_DIRECTORY": str(state)}
        command = [agendad, "serve", "--config", config, "--listen", "127.0.0.1:0"]
        with open(state / "log", "ab") as log:
            begin = time.monotonic()
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment)
        try:
            _wait_until_ready(notified, process, begin + PATIENCE, state / "log")
            milliseconds = (time.monotonic() - begin) * 1000
            spent = load.processor_time([process.pid]) * 1000
            time.sleep(PAUSE)
            return Start(milliseconds, spent, _kilobytes(process.pid, "status", "VmRSS"),
                         _kilobytes(process.pid, "smaps_rollup", "Pss"), _kilobytes(process.pid, "status", "RssAnon"))
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE)


def _wait_until_ready(notified, process, deadline, log):
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(TimeoutError):
            if "READY=1" in notified.recv(65536).decode().splitlines():
                return
    raise RuntimeError(f"agendad did not get ready: {log.read_text()}")


def _kilobytes(process, file, name):
    with open(f"/proc/{process}/{file}", encoding="ascii") as lines:
        return int(re.search(rf"^{name}:\s+(\d+) kB$", lines.read(), re.MULTILINE)[1])
