#!/usr/bin/python3
# ctest: labels=long timeout=7200 serial
"""On a Debian that has nothing yet, a clone's two commands do what they promise.

The machine is a folder that debootstrap fills from the same archive that this machine's apt uses. `scripts/run` is called by
a user who has only sudo, `scripts/test` by root, each in a clone of its own. Prints how long they took.
"""
import contextlib
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import machine
import support

RELEASE = "bookworm"
LONGEST_TEST_RUN = 30 * 60  # seconds, with two cores; installing packages is not counted
SERVING = re.compile(r"serving (\d+) feeds")

# Runs in mounts and processes of its own, which end with it: nothing of this is ever mounted where the folder is removed.
# A new root and not just another folder's view of the old one (chroot), in which no machine of machine.py could be made.
ENTER = """
set -eu
mount --bind "$0" "$0"
mount --rbind /dev "$0/dev"
mount --rbind /sys "$0/sys"
mount -t proc proc "$0/proc"
mount -t tmpfs tmpfs "$0/run"
cd "$0"
pivot_root . mnt
cd /
umount --lazy /mnt
exec env -i HOME=/root LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"
"""


class FreshMachine:
    def __init__(self, root):
        self.root = pathlib.Path(root)
        sources = subprocess.run(
            ["apt-get", "indextargets", "--format", "deb $(REPO_URI) $(CODENAME) $(COMPONENT)", "Created-By: Packages",
             "Origin: Debian"], check=True, capture_output=True, text=True).stdout
        archive = re.search(f"^deb (\\S+) {RELEASE} main$", sources, re.MULTILINE)[1]
        subprocess.run(["debootstrap", "--variant=minbase", "--include=sudo,ca-certificates", RELEASE, root, archive],
                       check=True, stdout=subprocess.DEVNULL)
        self.root.chmod(0o755)  # a temporary folder is its owner's alone; a root is everybody's
        (self.root / "etc/apt/sources.list").write_text(sources)
        shutil.copy("/etc/resolv.conf", self.root / "etc/resolv.conf")
        (self.root / "etc/hosts").write_text("127.0.0.1 localhost\n")
        self.environment = []
        self._trust_what_we_trust()
        self.run("useradd --create-home --shell /bin/bash admin; echo 'admin ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/admin")

    def _trust_what_we_trust(self):
        """Where this machine reaches the network through somebody who has an authority of its own, so does the new one."""
        bundle = os.environ.get("NODE_EXTRA_CA_CERTS")
        if bundle:
            shutil.copy(bundle, self.root / "etc/extra-authorities.crt")
            self.environment = ["NODE_EXTRA_CA_CERTS=/etc/extra-authorities.crt"]

    def command(self, *words):
        return ["unshare", "--mount", "--propagation", "private", "--pid", "--fork", "--kill-child",
                "bash", "-c", ENTER, str(self.root), *self.environment, *words]

    def run(self, script):
        subprocess.run(self.command("bash", "-e", "-c", script), check=True, stdin=subprocess.DEVNULL)

    def clone(self, source, path):
        shutil.copytree(source, self.root / path,
                        ignore=shutil.ignore_patterns(".git", "build", "node_modules", "__pycache__"))


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
        fresh = FreshMachine(root)
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
