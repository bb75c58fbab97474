#!/usr/bin/python3
"""What the daemon tells a service manager (sd_notify(3)) is true at the moment it says so."""
import contextlib
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time

import support

STARTS = 10  # a promise that is made too early is not broken every time
# Seconds after which another reload is asked for, while the one before is under way, on machines of any speed.
OVERTAKEN = [0.001 * 1.6**step for step in range(12)]


class ServiceManager:
    """The other end of NOTIFY_SOCKET."""

    def __init__(self, folder):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.settimeout(support.PATIENCE)
        path = os.path.join(folder, "notify")
        self.socket.bind(path)
        os.environ["NOTIFY_SOCKET"] = path
        self.seen = []

    def wait_for(self, assignment):
        """The first message with this line, as a dictionary."""
        while True:
            lines = self.socket.recv(4096).decode().splitlines()
            self.seen += lines
            if assignment in lines:
                return dict(line.split("=", 1) for line in lines)

    def drain(self):
        """Every line that has come up to now."""
        self.socket.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            while True:
                self.seen += self.socket.recv(4096).decode().splitlines()
        self.socket.settimeout(support.PATIENCE)
        seen, self.seen = self.seen, []
        return seen


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def starts(checks, config, manager):
    for _ in range(STARTS):
        manager.drain()
        # Known before the daemon runs, so that nothing lies between READY=1 and the request.
        port = free_port()
        command = [checks.agendad, "serve", "--config", config, "--listen", f"127.0.0.1:{port}"]
        with subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
            server = support.Server(process)
            server.host, server.port = "127.0.0.1", port
            try:
                manager.wait_for("READY=1")
                status, _, body = server.get("/feeds/cspen.ics")
                checks.equal(status, 200, "at READY=1 the feed is served")
                checks.that(body.startswith(b"BEGIN:VCALENDAR"), "at READY=1 the feed is a calendar")
                seen = manager.drain()
                checks.that(any(line.startswith("STATUS=") for line in seen), f"no STATUS: {seen}")
                checks.that("STOPPING=1" not in seen, "STOPPING=1 came before SIGTERM")
                server.signal(signal.SIGTERM)
                manager.wait_for("STOPPING=1")
                checks.equal(process.wait(support.PATIENCE), 0, "exit code after SIGTERM")
            finally:
                process.kill()


def reload(checks, server, manager):
    """Sends SIGHUP; returns the lines that came from RELOADING=1 to READY=1."""
    manager.drain()
    before = time.monotonic_ns() // 1000
    server.signal(signal.SIGHUP)
    message = manager.wait_for("RELOADING=1")
    checks.that(before <= int(message.get("MONOTONIC_USEC", 0)) <= time.monotonic_ns() // 1000,
                "RELOADING=1 comes with the time at which it began")
    if message.get("READY") != "1":
        manager.wait_for("READY=1")
    return manager.drain()


def reloads(checks, config, manager):
    directory = config / "directory.yaml"
    good = directory.read_text()
    changed = good.replace("short: CSPEN", "short: PRUEBA")
    checks.that(changed != good, "the definition has something to change")
    manager.drain()
    with support.serving(checks, config) as server:
        manager.wait_for("READY=1")
        for text, expected in [(changed, b"SUMMARY:PRUEBA"), (good, b"SUMMARY:CSPEN")]:
            directory.write_text(text)
            reload(checks, server, manager)
            checks.that(expected in server.get("/feeds/cspen.ics")[2], f"after the reload {expected} is served")
        for delay in OVERTAKEN:
            directory.write_text(changed)
            server.signal(signal.SIGHUP)
            manager.wait_for("RELOADING=1")
            time.sleep(delay)
            directory.write_text(good)
            reload(checks, server, manager)
            checks.that(b"SUMMARY:CSPEN" in server.get("/feeds/cspen.ics")[2], "READY=1 is about the last reload")
        before = server.get("/feeds/cspen.ics")[2]
        directory.write_text("bodies: [")
        lines = reload(checks, server, manager)
        checks.equal(server.get("/feeds/cspen.ics")[2], before, "after a broken definition")
        checks.that(any(line.startswith("STATUS=") and "error" in line.lower() for line in lines),
                    f"the status tells that the definition is broken: {lines}")
        directory.write_text(good)
        lines = reload(checks, server, manager)
        checks.that(any(line.startswith("STATUS=") and "error" not in line.lower() for line in lines),
                    f"the status forgets what was put right: {lines}")
        checks.equal(server.stop(), 0, "exit code after SIGTERM")


def watchdog(checks, config, manager):
    """Whoever waits for a sign of life gets one twice in the time, and nobody else gets any."""
    longest = 0.5
    for environment, least, most in (
        ({"WATCHDOG_USEC": str(int(longest * 1e6))}, 4, 11),
        ({"WATCHDOG_USEC": str(int(longest * 1e6)), "WATCHDOG_PID": "1"}, 0, 0),
        ({}, 0, 0),
    ):
        with support.serving(checks, config, environment=os.environ | environment) as server:
            manager.wait_for("READY=1")
            manager.drain()
            time.sleep(4 * longest)
            told = manager.drain().count("WATCHDOG=1")
            checks.that(least <= told <= most, f"{environment}: {told} signs of life in {4 * longest} s")
            # One that hangs gives none.
            server.signal(signal.SIGSTOP)
            manager.drain()
            time.sleep(2 * longest)
            checks.equal(manager.drain().count("WATCHDOG=1"), 0, f"{environment}: a sign of life of one that hangs")
            server.signal(signal.SIGCONT)


def failures(checks, config, manager):
    """What cannot serve never says that it is ready."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        manager.drain()
        result = checks.run("serve", "--config", config, "--listen", f"127.0.0.1:{taken.getsockname()[1]}")
        checks.that(result.returncode not in (0, None), "a taken port ends the daemon")
        checks.that("READY=1" not in manager.drain(), "a taken port is not READY=1")
    (config / "directory.yaml").write_text("bodies: [")
    with support.temporary_directory() as nothing_published:
        result = checks.run("serve", "--config", config, "--listen", "127.0.0.1:0",
                            env=os.environ | {"XDG_STATE_HOME": nothing_published})
    checks.equal(result.returncode, 1, "exit code with a broken definition")
    checks.that("READY=1" not in manager.drain(), "a broken definition is not READY=1")


def main():
    checks = support.start()
    with support.temporary_directory() as folder:
        config = pathlib.Path(folder) / "config"
        shutil.copytree(checks.source / "config/examples/ine", config)
        manager = ServiceManager(folder)
        starts(checks, config, manager)
        reloads(checks, config, manager)
        watchdog(checks, config, manager)
        failures(checks, config, manager)
    checks.finish()


if __name__ == "__main__":
    main()
