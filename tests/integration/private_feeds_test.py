#!/usr/bin/python3
"""A feed that is private is nowhere to be had by everybody, and a session's link is nowhere else: not in public feeds,
what is told of changes, or the log."""
import pathlib

import support
from node import YEAR, Node

LINK = "https://video.example.org/cspen?pwd=1;a,b"
SECRET = b"video.example.org"
FEED = "rita-bell-lopez-vences"
FORMER = "rita-lopez"


def unfolded(data):
    return data.replace(b"\r\n ", b"")


def hide(node, visibility="private"):
    directory = node.config / "directory.yaml"
    text = directory.read_text()
    line = f"  - id: {FEED}\n"
    if line not in text:
        raise ValueError(f"the example has no {FEED}")
    text = text.replace("    visibility: private\n", "")
    if visibility:
        text = text.replace(line, f"{line}    visibility: {visibility}\n")
    directory.write_text(text)


def check_commands(checks, node, folder):
    everything = pathlib.Path(folder) / "all"
    before = checks.render_all(node.config, everything)
    (everything / f"feeds/{FEED}.ics.gz").write_bytes(b"")
    (everything / f"feeds/{FORMER}.ics").write_bytes(b"")
    checks.that(SECRET not in b"".join(map(unfolded, before.values())), "a link in feeds that are all public")
    hide(node)
    directory = node.config / "directory.yaml"
    line = f"  - id: {FEED}\n"
    directory.write_text(directory.read_text().replace(line, f"{line}    formerly: [{FORMER}]\n"))
    checks.equal(checks.private_feeds(node.config), [FEED], "what `feeds` marks")
    result = node.run("render", "--all", everything)
    checks.equal((result.returncode, result.stderr.decode().splitlines()[-1]),
                 (0, f"agendad: private, and so not written: {FEED}"), "render --all")
    left = {path.name for path in (everything / "feeds").iterdir()}
    checks.equal(left, {f"{feed}.ics" for feed in before if feed != FEED}, "what render --all leaves")
    for feed in before:
        text = unfolded(checks.render(feed, node.config))
        checks.equal(SECRET in text, feed == FEED, f"{feed} has the link")
    checks.that(f"\r\nURL:{LINK}\r\n".encode() in unfolded(checks.render(FEED, node.config)), "URL")
    directory.write_text(directory.read_text().replace(f"    formerly: [{FORMER}]\n", ""))
    hide(node, visibility=None)


def check_served(checks, node):
    path = f"/feeds/{FEED}.ics"
    public = [other for other in node.paths() if other != path]
    told = []

    def run(*arguments):
        result = node.run(*arguments)
        told.append(result.stdout + result.stderr)
        return result

    with node.serving() as server:
        checks.equal(server.get(path)[0], 200, "a public feed")
        hide(node)
        checks.that(f"{FEED} (".encode() in run("diff").stdout, "diff does not name the feed")
        checks.that(b", now private\n" in told[-1], f"diff of what becomes private: {told[-1]}")
        node.wait_for(lambda status: "would become private" in status["attention"], "what is held")
        checks.equal(server.get(path)[0], 200, "while it is held back")
        result = run("publish", "--yes")
        checks.that(f"warning: the feed '{FEED}' would become private".encode() in result.stderr, "why it was held back")
        node.wait_for(lambda status: server.get(path)[0] == 410, "the end of a public feed")
        for coding in ("identity", "gzip", "br"):
            status, headers, body = server.get(path, {"Accept-Encoding": coding, "If-None-Match": "*"})
            checks.equal((status, "etag" in headers, b"VCALENDAR" in body), (410, False, False), f"private, {coding}")
        checks.that(path.encode() not in server.get("/")[2], "a private feed in the list")
        for number in range(2):
            at = f"{YEAR}-03-1{3 + number} 10:00"
            run("convene" if number == 0 else "postpone", "ordinaria-1", at, "--duration", "2h", "--link", f"{LINK}&n={number}")
            told.pop()  # the line that was written, told to who wrote it
            run("diff")
            run("diff", "--format", "json")
            run("publish", "--yes")
        run("ledger", "show", FEED)
        for other in public:
            checks.that(SECRET not in unfolded(server.get(other)[2]), f"a link in {other}")
        checks.that(f"\r\nURL:{LINK}&n=1\r\n".encode() in unfolded(checks.render(FEED, node.config)), "the new link")
        hide(node, visibility=None)
        result = run("publish", "--yes")
        checks.that(f"the feed '{FEED}' would become public".encode() in result.stderr, "why it is asked")
        checks.that(f"{FEED} (".encode() in result.stdout and b", now public\n" in result.stdout, "what becomes public")
        node.wait_for(lambda status: server.get(path)[0] == 200, "a feed that is public again")
        checks.that(SECRET not in unfolded(server.get(path)[2]), "a link in what is public again")
        server.stop()
        log = "\n".join(line or "" for line in server.log).encode()
    checks.that(SECRET not in log, "a link in the log")
    checks.that(SECRET not in b"".join(told), "a link in what commands tell")


def main():
    checks = support.start()
    with support.temporary_directory() as folder:
        node = Node(checks, folder)
        result = node.run("convene", "ordinaria-1", f"{YEAR}-03-12 10:00", "--duration", "2h", "--link", LINK)
        checks.equal((result.returncode, result.stderr), (0, b""), "convene --link")
        check_commands(checks, node, folder)
        check_served(checks, node)
    checks.finish()


if __name__ == "__main__":
    main()
