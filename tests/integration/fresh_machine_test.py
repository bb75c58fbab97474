#!/usr/bin/python3
# ctest: labels=long timeout=7200 serial
"""On a Debian that has nothing yet, a clone's two commands do what they promise.

The machine is a folder that debootstrap fills from the same archive that this machine's apt uses. `scripts/run` is called by
a user who has only sudo, `scripts/test` by root, each in a clone of its own. Prints how long they took.
"""
import contextlib
import json
import re
import socket
import subprocess
import sys
import time
import urllib.request

import debian_root
import machine
import support

LONGEST_TEST_RUN = 30 * 60  # seconds, with two cores; installing packages is not counted
# Who has only sudo.
ADMIN = "useradd --create-home --shell /bin/bash admin; echo 'admin ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/admin"
SERVING = re.compile(r"serving (\d+) feeds")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def running(command):
    """Its output, line by line; it is ended afterwards."""
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True) as process:
        try:
            yield process.stdout
        finally:
            process.kill()


def scripts_run(checks, fresh):
    fresh.clone(checks.source, "srv/agendad")
    fresh.run("chown -R admin: /srv/agendad")
    address = f"127.0.0.1:{free_port()}"
    addresses = []
    feeds = None
    with running(fresh.command("runuser", "-u", "admin", "--", "/srv/agendad/scripts/run", address)) as output:
        for line in output:
            sys.stdout.write(line)
            addresses += re.findall(r"http://\S+\.ics", line)
            feeds = SERVING.search(line)
            if feeds:
                break
        if not checks.that(feeds, "scripts/run serves"):
            return
        checks.equal(len(addresses), int(feeds[1]), "addresses that scripts/run printed")
        for feed in addresses:
            with urllib.request.urlopen(feed, timeout=support.PATIENCE) as answer:
                checks.that(answer.read().endswith(b"END:VCALENDAR\r\n"), f"{feed} is a calendar")


def scripts_test(checks, fresh):
    fresh.clone(checks.source, "root/agendad")
    fresh.run("/root/agendad/scripts/install-packages --for-tests")
    begin = time.monotonic()
    lines = []
    with running(fresh.command("CI=true", "bash", "/root/agendad/.ci/run")) as output:
        for line in output:
            sys.stdout.write(line)
            lines.append(line)
    checks.that(lines[-1].startswith("100% tests passed, 0 tests failed out of"), f"scripts/test ended with {lines[-1]}")
    return time.monotonic() - begin


def main():
    machine.enter("fresh_machine_test")
    checks = support.start()
    took = {}
    with support.temporary_directory() as root:
        begin = time.monotonic()
        fresh = debian_root.DebianRoot(root)
        fresh.run(ADMIN)
        took["debootstrap"] = time.monotonic() - begin
        begin = time.monotonic()
        scripts_run(checks, fresh)
        took["scripts/run"] = time.monotonic() - begin
        took["scripts/test"] = scripts_test(checks, fresh)
        checks.that(took["scripts/test"] <= LONGEST_TEST_RUN, "scripts/test takes at most 30 minutes")
    print(json.dumps({what: round(seconds) for what, seconds in took.items()}))
    checks.finish()


if __name__ == "__main__":
    main()
