#!/usr/bin/python3
"""Out of descriptors, or told so by the kernel, the daemon goes on: who is there is served, and who waits in the end."""
# ctest: labels=attack timeout=300 serial
import contextlib
import http.client
import pathlib
import signal
import socket
import subprocess
import time

import besieged
import support
from node import Node

LIMIT = 64
FLOOD = 200
SECONDS = 5  # of exhaustion, with clients that come and go all the while
MOST_LINES = 3  # that the log may have of it
UNTIL_READ_AGAIN = 75  # seconds: the files are read every minute, whatever happens
ERRORS = ("EMFILE", "ENFILE", "ECONNABORTED", "ENOMEM", "ENOBUFS", "EINTR", "EPERM", "EPROTO")
FEED = "/feeds/cspen.ics"


def flood(server, count):
    clients = []
    for _ in range(count):
        client = socket.socket()
        client.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            client.connect((server.host, server.port))
        clients.append(client)
    return clients


def ask(checks, connection, what):
    connection.request("GET", FEED)
    answer = connection.getresponse()
    body = answer.read()
    checks.equal(answer.status, 200, what)
    checks.that(body.startswith(b"BEGIN:VCALENDAR") and body.endswith(b"END:VCALENDAR\r\n"), f"{what}: the body")
    return answer.headers["ETag"]


def refusals(server):
    return [line for line in server.log if line and "cannot accept" in line]


def exhausted(checks, server, kept):
    """Clients that come and go while there is no descriptor, and one that stays and is served."""
    deadline = time.monotonic() + SECONDS
    clients = flood(server, FLOOD)
    server.wait_for("cannot accept connections: Too many open files")
    asked = 0
    while time.monotonic() < deadline:
        for client in clients[:10]:
            client.close()
        clients = clients[10:] + flood(server, 10)
        ask(checks, kept, "a connection that was there")
        asked += 1
        time.sleep(0.05)
    lines = refusals(server)
    checks.that(len(lines) <= MOST_LINES, f"{len(lines)} lines in the log, expected at most {MOST_LINES}: {lines[:3]}")
    print(f"out of descriptors for {SECONDS} s: {asked} requests on a connection that was there, "
          f"{len(lines)} lines in the log")
    return clients


def check_exhaustion(checks):
    """And a change of the files meanwhile is published, at the latest when the flood has left."""
    with support.temporary_directory() as folder:
        node = Node(checks, folder)
        with node.serving() as server:
            kept = http.client.HTTPConnection(server.host, server.port, timeout=support.PATIENCE)
            before = ask(checks, kept, "before")
            version = node.status()["version"]
            besieged.allow_descriptors(server, LIMIT)
            clients = exhausted(checks, server, kept)
            since = len(server.log)
            node.edit(1)
            server.signal(signal.SIGHUP)
            # Those of the flood that are given up make room, which the files may get or the next ones of the flood.
            server.wait_for("nothing was published|version 2", since)
            ask(checks, kept, "while the files change")
            for client in clients:
                client.close()
            begun = time.monotonic()
            changed = besieged.eventually(lambda: ask(checks, kept, "afterwards") != before, UNTIL_READ_AGAIN)
            checks.that(changed, "a change made while there were no descriptors was never published")
            print(f"the change was there {time.monotonic() - begun:.1f} s after the flood")
            for _ in range(50):
                checks.equal(server.get(FEED)[0], 200, "a new connection afterwards")
            status = node.wait_for(lambda status: not status["failure"], "a status without failure", UNTIL_READ_AGAIN)
            checks.equal(status["version"], version + 1, "version")
            node.versions()
            node.check_files("after the flood")
            checks.equal(server.stop(), 0, "exit code")


def check_error(checks, server, error, which, trace):
    """The accepts of `which` fail as if the kernel had said so; others succeed. Returns how many failed."""
    command = ["strace", "--follow-forks", f"--output={trace}", "--trace=accept4",
               f"--inject=accept4:error={error}:when={which}", f"--attach={server.process.pid}"]
    tracer = subprocess.Popen(command, stderr=subprocess.PIPE)
    try:
        tracer.stderr.readline()  # it is attached
        for number in range(4):
            checks.equal(server.get(FEED)[0], 200, f"request {number}, while accepting fails by {error} at {which}")
    finally:
        tracer.terminate()
        tracer.communicate(timeout=support.PATIENCE)
    checks.equal(server.get(FEED)[0], 200, f"after {error}")
    return pathlib.Path(trace).read_text().count(f"{error} ")


def check_errors(checks):
    with support.temporary_directory() as folder:
        for error in ERRORS:
            with support.serving(checks, checks.source / "config/examples/ine") as server:
                failed = [check_error(checks, server, error, which, f"{folder}/trace") for which in ("1", "1..8", "1+2")]
                checks.that(min(failed) > 0, f"{error}: was never told, {failed}")
                checks.that(len(refusals(server)) <= 1, f"{error}: more than a line in the log: {refusals(server)}")
                print(f"{error}: told {sum(failed)} times, {len(refusals(server))} lines in the log; goes on accepting")
                checks.equal(server.stop(), 0, f"exit code after {error}")


def main():
    checks = support.start()
    check_exhaustion(checks)
    check_errors(checks)
    checks.finish()


if __name__ == "__main__":
    main()
