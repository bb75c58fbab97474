#!/usr/bin/python3
"""What people and scripts count on: commands, exit codes, streams, diagnostics and signals of agendad."""
import gzip
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess

import support

COMMANDS = {
    "check": ["--config", "--format", "--against"],
    "feeds": ["--config"],
    "render": ["--config", "--all", "--precompressed"],
    "serve": ["--config", "--listen"],
    "suggest": ["--config", "--format", "--program"],
    "doctor": ["--feeds", "--ca", "--timeout", "--deadline", "--format", "--json"],
}
USAGE_ERRORS = [
    [], ["bogus"], ["check", "--bogus"], ["check", "extra"], ["check", "--format", "xml"], ["check", "--config"],
    ["feeds", "extra"], ["render"], ["render", "--all"], ["render", "cspen", "--all", "out"],
    ["render", "--precompressed"], ["serve", "--listen", "localhost"], ["serve", "--listen", "127.0.0.1:65536"],
    ["serve", "extra"], ["suggest"], ["suggest", "a", "b"], ["suggest", "a", "--format", "xml"]]
# What is found when dates are computed: (file, old, new, what check says).
LATE_MISTAKES = [
    ("programs/works.yaml", "America/Tijuana", "America/Tijuanna",
     r"^programs/works\.yaml:6:12: error: unknown time zone 'America/Tijuanna'; expected an IANA name"),
    ("non-working-days.yaml", "FREQ=YEARLY;BYMONTH=1;", "FREQ=YEARLY;BYMONTH=13;",
     r"^non-working-days\.yaml:7:38: error: '.*BYMONTH=13;.*' is not a recurrence rule; expected an RRULE"),
    ("programs/works.yaml", "short: State of the roads", "short: " + "State of the roads " * 4,
     r"^programs/works\.yaml:\d+:12: error: the short title of 'roads-report' has 75 characters; expected at most 60"),
]
DIAGNOSTIC = re.compile(r"([^:]+):(?:(\d+):(\d+):)? (error|warning): (.+?)(?:; expected (.*))?")


def check_help(checks):
    version = re.search(r"project\(agendad VERSION (\S+)", (checks.source / "CMakeLists.txt").read_text())[1]
    result = checks.run("--version")
    checks.equal((result.returncode, result.stdout.decode()), (0, f"agendad {version}\n"), "--version")
    result = checks.run("--help")
    for word in [*COMMANDS, "--version"]:
        checks.that(result.returncode == 0 and word in result.stdout.decode(), f"--help does not name {word}")
    for command, options in COMMANDS.items():
        result = checks.run(command, "--help")
        for option in options:
            checks.that(result.returncode == 0 and option in result.stdout.decode(), f"{command} --help: no {option}")


def check_usage(checks):
    for arguments in USAGE_ERRORS:
        result = checks.run(*arguments)
        checks.equal((result.returncode, result.stdout), (2, b""), f"{arguments}: exit code, standard output")
        checks.that(result.stderr.strip(), f"{arguments}: no word on standard error")


def count_line(result):
    """(errors, warnings) as the last line of standard error counts them."""
    lines = result.stderr.decode().splitlines()
    match = re.match(r"(\d+) errors?, (\d+) warnings?", lines[-1]) if lines else None
    return match and (int(match[1]), int(match[2]))


def check_diagnostics(checks, config, exit_code, what):
    """Text, JSON and the counts agree; returns the text."""
    text = checks.run("check", "--config", config)
    found = [DIAGNOSTIC.fullmatch(line) for line in text.stdout.decode().splitlines()]
    checks.that("expected expected" not in text.stdout.decode(), f"{what}: expected twice: {text.stdout.decode()}")
    checks.that(all(found), f"{what}: lines that are no diagnostics: {text.stdout.decode()}")
    severities = [match[4] for match in found if match]
    counts = severities.count("error"), severities.count("warning")
    checks.equal(count_line(text), counts, f"{what}: the counts")
    result = checks.run("check", "--config", config, "--format", "json")
    checks.equal((text.returncode, result.returncode), (exit_code, exit_code), f"{what}: exit codes")
    from_json = []
    for entry in json.loads(result.stdout):
        place = f"{entry['line']}:{entry['column']}:" if "line" in entry else ""
        expected = f"; expected {entry['expected']}" if entry.get("expected") else ""
        from_json.append(f"{entry['file']}:{place} {entry['severity']}: {entry['what']}{expected}")
    checks.equal(from_json, text.stdout.decode().splitlines(), f"{what}: JSON and text")
    return text.stdout.decode()


def check_check(checks):
    for example in checks.examples():
        check_diagnostics(checks, example, 0, example.name)
    broken = checks.source / "tests/data/broken"
    text = check_diagnostics(checks, broken, 1, "broken")
    checks.equal(text.splitlines(), (broken / "expected.txt").read_text().splitlines(), "broken: the diagnostics")
    for line in text.splitlines():
        file, number, column, _, what, _ = DIAGNOSTIC.fullmatch(line).groups()
        word = re.match(r"'([^']+)' is not|unknown \w+ '([^']+)'", what)
        if word:
            there = (broken / file).read_text().splitlines()[int(number) - 1][int(column) - 1:].lstrip('"')
            checks.that(there.startswith(word[1] or word[2]), f"the place does not show the word: {line}")
    with support.temporary_directory() as name:
        for number, (file, old, new, expected) in enumerate(LATE_MISTAKES):
            config = pathlib.Path(name) / str(number)
            shutil.copytree(checks.source / "tests/data/full", config)
            text = (config / file).read_text()
            checks.that(old in text, f"{old} is not in {file}")
            (config / file).write_text(text.replace(old, new, 1))
            told = check_diagnostics(checks, config, 1, new)
            checks.that(re.search(expected, told), f"{new}: expected {expected}, found {told}")


def check_odd_files(checks):
    def fifo(path):
        path.unlink()
        os.mkfifo(path)

    def folder(path):
        path.unlink()
        path.mkdir()

    def large(path):
        path.write_text(path.read_text() + "# " + "x" * (1 << 20) + "\n")

    odd = {"missing": pathlib.Path.unlink, "a fifo": fifo, "a folder": folder, "too large": large,
           "empty": lambda path: path.write_text(""), "not UTF-8": lambda path: path.write_bytes(b"revised: \xff\n"),
           "a device": lambda path: (path.unlink(), path.symlink_to("/dev/zero"))}
    for what, change in odd.items():
        with support.temporary_directory() as name:
            config = pathlib.Path(name) / "config"
            shutil.copytree(checks.source / "tests/data/full", config)
            change(config / "directory.yaml")
            told = check_diagnostics(checks, config, 1, f"directory.yaml is {what}")
            checks.that(told.startswith("directory.yaml:"), f"directory.yaml is {what}: {told}")
    result = checks.run("check", "--config", "/nonexistent")
    checks.equal((result.returncode, count_line(result)), (1, (1, 0)), "check of a folder that is not there")


def check_feeds_and_render(checks, folder):
    example = checks.source / "config/examples/ine"
    rendered = checks.render_all(example, folder / "all")
    for path, _, _ in checks.list_feeds(example):
        feed = pathlib.PurePosixPath(path).stem
        checks.equal(path, f"/feeds/{feed}.ics", "path of a feed")
        result = checks.run("render", feed, "--config", example)
        same = result.returncode == 0 and result.stdout == rendered[feed]
        checks.that(same, f"render {feed} is not as in render --all")
    result = checks.run("render", "cspem", "--config", example)
    checks.equal((result.returncode, result.stdout), (1, b""), "render of an unknown feed")
    checks.that("'cspen'" in result.stderr.decode(), f"render cspem suggests nothing: {result.stderr.decode()}")
    for arguments in (["feeds"], ["render", "works"], ["render", "--all", folder / "none"]):
        result = checks.run(*arguments, "--config", checks.source / "tests/data/broken")
        checks.equal((result.returncode, result.stdout), (1, b""), f"{arguments} of a broken definition")
        checks.that("error:" in result.stderr.decode(), f"{arguments} of a broken definition says nothing")
    checks.that(not (folder / "none").exists(), "render --all of a broken definition wrote something")
    result = checks.run("render", "--all", "/dev/null/out", "--config", example)
    checks.that(result.returncode == 1 and result.stderr.decode().splitlines()[-1].startswith("agendad:"),
                f"render --all where it cannot write: {result}")
    with open("/dev/full", "wb") as full:
        result = subprocess.run([checks.agendad, "render", "cspen", "--config", example], stdout=full,
                                stderr=subprocess.PIPE, timeout=support.PATIENCE)
    checks.that(result.returncode == 1 and b"agendad:" in result.stderr, f"render to a full disk: {result}")

    result = checks.run("render", "--all", folder / "packed", "--precompressed", "--config", example)
    checks.equal(result.returncode, 0, "render --all --precompressed")
    unpack = "process.stdout.write(require('zlib').brotliDecompressSync(require('fs').readFileSync(process.argv[1])))"
    for feed, data in rendered.items():
        path = folder / "packed/feeds" / f"{feed}.ics"
        checks.that(path.read_bytes() == data, f"{feed} differs with --precompressed")
        checks.that(gzip.decompress(path.with_suffix(".ics.gz").read_bytes()) == data, f"{feed}.ics.gz differs")
        brotli = subprocess.run(["node", "-e", unpack, f"{path}.br"], capture_output=True, timeout=support.PATIENCE)
        checks.that(brotli.returncode == 0 and brotli.stdout == data, f"{feed}.ics.br differs")


def check_future(checks, folder):
    """What is dated in the future is told: every fact that is written from then on would be dated later still."""
    fact = "- {at: 2199-01-02, session: ordinaria-1, fact: cancelled}\n"
    for number, (file, old, new, expected) in enumerate((
        ("programs/cspen-2024.yaml", "revised: 20", "revised: 2199-01-02 # ", "the program was revised on"),
        ("facts/cspen-2024.yaml", "", fact, "the fact was written on"),
    )):
        config = folder / f"future{number}"
        shutil.copytree(checks.source / "config/examples/ine", config)
        path = config / file
        path.parent.mkdir(exist_ok=True)
        text = path.read_text() if path.exists() else ""
        checks.that(old in text, f"{old} is not in {file}")
        path.write_text(text.replace(old, new, 1))
        told = [line for line in check_diagnostics(checks, config, 0, new).splitlines() if "still to come" in line]
        checks.equal(len(told), 1, f"{new}: {told}")
        checks.that(told[0].startswith(f"{file}:"), f"{new}: {told}")
        checks.that(f"{expected} 2199-01-02," in told[0], f"{new}: {told}")


def check_against(checks, folder):
    before, after = checks.source / "tests/data/full", folder / "renamed"
    shutil.copytree(before, after)
    path = after / "programs/works.yaml"
    path.write_text(path.read_text().replace("id: tariffs", "id: water-tariffs"))
    result = checks.run("check", "--config", after, "--against", before)
    checks.equal(result.returncode, 0, "check --against")
    lines = [line for line in result.stdout.decode().splitlines() if "tariffs" in line]
    checks.that(len(lines) == 1 and "warning" in lines[0] and "formerly" in lines[0], f"an id that changed: {lines}")
    result = checks.run("check", "--config", before, "--against", before)
    checks.equal((result.returncode, result.stdout), (0, b""), "check against itself")


def check_serve(checks, folder):
    config = folder / "served"
    shutil.copytree(checks.source / "tests/data/full", config)
    settings = config / "agendad.yaml"
    here = re.sub("^(publish|ledger|state): .*\n", "", settings.read_text(), flags=re.MULTILINE)
    settings.write_text(here)
    program = config / "programs/works.yaml"
    good = program.read_text()
    with support.serving(checks, config) as server:
        feeds = {path: server.get(path) for path, _, _ in checks.list_feeds(config)}
        rendered = checks.render_all(config, folder / "as-served")
        for path, (status, _, body) in feeds.items():
            same = body == rendered[pathlib.PurePosixPath(path).stem]
            checks.that(status == 200 and same, f"{path} is not served as it is rendered")
        checks.equal(server.get("/feeds/nobody.ics")[0], 404, "status of an unknown feed")

        program.write_text(good.replace("year: 2024", "year: 24"))
        seen = len(server.log)
        server.signal(signal.SIGHUP)
        server.wait_for(r"programs/works\.yaml:5:7: error: '24' is not a year", since=seen)
        server.wait_for("nothing was published", since=seen)
        for path, (_, headers, body) in feeds.items():
            status, now, bytes_now = server.get(path)
            same = (status, now["etag"], bytes_now) == (200, headers["etag"], body)
            checks.that(same, f"{path} changed by a broken definition")

        program.write_text(good.replace("State of the roads", "State of all roads").replace("2024-01-31", "2024-02-01"))
        seen = len(server.log)
        server.signal(signal.SIGHUP)
        server.wait_for(r"serving \d+ feeds", since=seen)
        status, headers, body = server.get("/feeds/works.ics")
        checks.that(b"State of all roads" in body.replace(b"\r\n ", b""), "SIGHUP did not bring the new definition")
        checks.that(headers["etag"] != feeds["/feeds/works.ics"][1]["etag"], "other bytes with the same ETag")

        taken = checks.run("serve", "--config", config, "--listen", f"{server.host}:{server.port}")
        checks.equal(taken.returncode, 1, f"serve on a port that is taken: {taken.stderr.decode()}")
        checks.equal(server.stop(), 0, "exit code after SIGTERM")
    with support.serving(checks, config) as server:
        server.signal(signal.SIGINT)
        checks.equal(server.process.wait(support.PATIENCE), 0, "exit code after SIGINT")
    result = checks.run("serve", "--listen", "127.0.0.1:0", "--config", checks.source / "tests/data/broken")
    checks.equal((result.returncode, result.stdout), (1, b""), "serve of a broken definition")
    checks.that(b"works.yaml:6:10: error:" in result.stderr, f"serve of a broken definition: {result.stderr.decode()}")


def main():
    checks = support.start()
    check_help(checks)
    check_usage(checks)
    check_check(checks)
    check_odd_files(checks)
    with support.temporary_directory() as name:
        folder = pathlib.Path(name)
        check_feeds_and_render(checks, folder)
        check_future(checks, folder)
        check_against(checks, folder)
        check_serve(checks, folder)
    checks.finish()


if __name__ == "__main__":
    main()
