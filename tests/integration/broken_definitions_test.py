#!/usr/bin/python3
"""Whatever is wrong with a definition is explained, and changes nothing of what is served; nor does a restart with it."""
# ctest: labels=campaign timeout=900
import contextlib
import os
import pathlib
import random
import re
import shutil
import signal
import socket

import published
import support
from node import Node

WANTED = 200
RESTART_EVERY = 8  # with all of them it takes minutes
WRONG = ["", "x, y", "-1", "7", "2024-02-30", "[", "{a: b", "\"never closed", "*nobody", "!!binary x", "a--b", "x" * 70,
         "FREQ=NEVER", "[no-such-thing]", "2036-13-01 25:00", "ßßß", "0x10", "~"]
# An empty file has no lines, nor has one that is not there.
PLACE = re.compile(r"^(?:agendad|directory|non-working-days|programs/[^:]*)\.yaml"
                   r"(?::\d+:\d+: error: |: error: no such file|: error: the \w+ is empty).*; expected .+")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _lines(data, chance, change):
    lines = data.split(b"\n")
    number = chance.choice([number for number, line in enumerate(lines) if line.strip() and b"#" not in line])
    changed = change(lines[number])
    lines[number:number + 1] = [] if changed is None else [changed]
    return b"\n".join(lines)


def cut(data, chance):
    return data[:chance.randrange(len(data))]


def without_a_line(data, chance):
    return _lines(data, chance, lambda line: None)


def indented_otherwise(data, chance):
    return _lines(data, chance, lambda line: chance.choice([b" ", b"\t", b"     "]) + line)


def repeated_line(data, chance):
    return _lines(data, chance, lambda line: line + b"\n" + line)


def wrong_value(data, chance):
    wrong = chance.choice(WRONG).encode()
    return _lines(data, chance, lambda line: re.sub(rb":.*", lambda _: b": " + wrong, line, count=1))


def unknown_key(data, chance):
    return _lines(data, chance, lambda line: re.sub(rb"([a-z-]+):", rb"\1x:", line, count=1))


def not_utf8(data, chance):
    at = chance.randrange(len(data))
    return data[:at] + chance.choice([b"\xff", b"\xc3\x28", b"\xed\xa0\x80", b"\x00"]) + data[at:]


def _replaced(data, chance, pattern, new):
    found = list(re.finditer(pattern, data))
    if not found:
        return data
    place = chance.choice(found)
    return data[:place.start()] + new(place, found) + data[place.end():]


def repeated_id(data, chance):
    return _replaced(data, chance, rb"id: [a-z0-9-]+", lambda place, found: chance.choice(found)[0])


def bad_reference(data, chance):
    return _replaced(data, chance, rb"(directorate|heading|body|destination|non-working-days|calendars?): \S+",
                     lambda place, found: place[1] + b": nobody")


def bad_month(data, chance):
    return _replaced(data, chance, rb"(months?): \S+", lambda place, found: place[1] + b": brumario")


def removed(data, chance):  # pylint: disable=unused-argument
    return None


MUTATIONS = [cut, without_a_line, indented_otherwise, repeated_line, wrong_value, wrong_value, unknown_key, not_utf8,
             repeated_id, bad_reference, bad_month, removed]


class Definition:
    """The files of a configuration directory, as they are when they are right."""

    def __init__(self, folder):
        self.folder = folder
        self.good = {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*.yaml"))}

    def write(self, files):
        for name, data in files.items():
            path = self.folder / name
            if data is None:
                path.unlink(missing_ok=True)
            elif not path.exists() or path.read_bytes() != data:
                path.write_bytes(data)


def broken(checks, definition, chance, wanted):
    """Yields (what was done, the files, what `check` explains them with). `definition` is one that nobody serves."""
    tried = found = 0
    while found < wanted:
        tried += 1
        if tried > 10 * wanted:
            raise RuntimeError(f"only {found} of {tried} mutations are wrong")
        mutation = chance.choice(MUTATIONS)
        name = chance.choice(list(definition.good))
        files = {**definition.good, name: mutation(definition.good[name], chance)}
        definition.write(files)
        result = checks.run("check", "--config", definition.folder)
        if result.returncode == 1:
            found += 1
            yield f"{mutation.__name__} {name}, try {tried}", files, result.stdout.decode()
        else:
            checks.equal(result.returncode, 0, f"exit code of check, {mutation.__name__} {name}")
    print(f"{tried} mutations tried for {wanted} that are wrong", flush=True)


def unchanged(checks, server, feeds, what):
    """What clients ask most: whether anything is new."""
    for path, feed in feeds.items():
        for coding, etag in feed.etags.items():
            status, headers, _ = server.get(path, {"Accept-Encoding": coding, "If-None-Match": etag})
            checks.equal((status, headers.get("etag")), (304, etag), f"{what}: {path} {coding}")


def explained(checks, node, server, told, what):
    """The daemon's status has what `check` says, and why nothing is published; so has its log."""
    status = node.wait_for(lambda status: status["diagnostics"] == told, f"{what}: {told!r}")
    checks.equal(status["version"], 1, f"{what}: version")
    checks.equal(status["failure"], "the definition has errors", f"{what}: failure")
    errors = [line for line in told.splitlines() if ": error: " in line]
    checks.that(errors and all(PLACE.match(line) for line in errors), f"{what}: not with its place: {told!r}")
    text = node.run("status").stdout.decode()
    checks.that(told in text and "attention: not published: the definition has errors" in text, f"{what}: {text!r}")
    checks.that(any(errors[0] in (line or "") for line in server.log), f"{what}: the log lacks {errors[0]!r}")


def main(restart_every=RESTART_EVERY):
    checks = support.start()
    wanted = int(os.environ.get("AGENDAD_BROKEN", WANTED))
    with support.temporary_directory() as folder:
        base = pathlib.Path(folder)
        address = f"127.0.0.1:{free_port()}"
        # In the file that will be broken is where the daemon listens and what it needs to find its ledger.
        node = Node(checks, base, f"\nstate: {base}/state\n")
        settings = node.config / "agendad.yaml"
        settings.write_text(settings.read_text().replace("listen: 127.0.0.1:8080", f"listen: {address}"))
        del node.environment["STATE_DIRECTORY"]
        definition = Definition(node.config)
        scratch = Definition(shutil.copytree(node.config, base / "scratch"))
        reader = published.Reader()
        paths = node.paths()
        restarts = 0
        with contextlib.ExitStack() as stack:
            server = stack.enter_context(node.serving(listen=()))
            feeds = reader.read(checks, server, paths, "the good definition")
            for number, (what, files, told) in enumerate(broken(checks, scratch, random.Random(2036), wanted), 1):
                definition.write(files)
                mark = len(server.log)
                server.signal(signal.SIGHUP)
                server.wait_for("nothing was published", since=mark)
                explained(checks, node, server, told, what)
                unchanged(checks, server, feeds, what)
                checks.that(server.process.poll() is None, f"{what}: it took the daemon down")
                if number % restart_every == 0:
                    checks.equal(server.stop(), 0, f"{what}: exit code")
                    server = stack.enter_context(node.serving(listen=()))
                    restarts += 1
                    checks.equal(f"{server.host}:{server.port}", address, f"{what}: where it listens after a restart")
                    explained(checks, node, server, told, f"{what}, restarted")
                    again = reader.read(checks, server, paths, f"{what}, restarted")
                    checks.that(again == feeds, f"{what}: other octets or ETags after a restart")
            definition.write(definition.good)
            server.signal(signal.SIGHUP)
            status = node.wait_for(lambda status: not status["failure"], "the end of all complaints")
            checks.equal(status["version"], 1, "version at the end")
            checks.that(reader.read(checks, server, paths, "at the end") == feeds, "other octets or ETags at the end")
            checks.equal(len(node.versions()), 1, "versions in the ledger")
            checks.equal(server.stop(), 0, "exit code")
        print(f"{wanted} broken definitions, {restarts} restarts", flush=True)
    checks.finish()


if __name__ == "__main__":
    main()
