#!/usr/bin/python3
# ctest: labels=packaging timeout=1500 serial
"""Every command that the README shows is run, in its order, as it stands there; every file that it shows or names is right.

They run in a machine of their own (machine.py), in a clone that has been built by nobody: a real systemd, its own loopback
interface, root, so that `sudo` there only runs what it is given. Two commands need to be told how:
- `scripts/run` serves until it is stopped: it runs in the background, and ends where the service begins.
- `scripts/test` is what runs this test; it cannot run inside of itself. fresh_machine_test.py runs it from the outside.
What is neither of these two is just run; a command that fails, or that does not exist, fails this test.
"""
import os
import pathlib
import re
import shutil
import sys

import machine
import support

BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#]+)\)")
SERVICE_BEGINS = "sudo systemctl enable"

START_IN_BACKGROUND = """
{command} >run.log 2>&1 & background=$!
for try in $(seq 6000); do
  if grep --quiet 'serving [0-9]* feeds' run.log; then break; fi
  if ! kill -0 $background; then cat run.log; exit 1; fi
  sleep 0.1
done
cat run.log
# Every address that it printed is one that it serves.
for address in $(grep --only-matching 'http://[^ ]*\\.ics' run.log); do
  curl --silent --show-error --fail --output answer "$address"
  grep --quiet '^END:VCALENDAR' answer
done
"""
STOP_IN_BACKGROUND = """
kill $background
wait $background
"""
# What the commands have left is what the text around them promises.
AT_THE_END = """
[ "$(systemctl is-enabled agendad)" = enabled ]
[ "$(systemctl is-active agendad)" = active ]
curl --silent --show-error --fail http://127.0.0.1:8080/feeds/cspen.ics >served
cmp served public/feeds/cspen.ics
"""


def commands(text):
    """The lines of all sh blocks."""
    return [line for language, block in BLOCK.findall(text) if language == "sh" for line in block.splitlines() if line]


def script(lines):
    """(what bash is to run, how each line is run)"""
    parts = []
    how = []
    background = False
    for line in lines:
        if line == "scripts/test":
            how.append((line, "this test is part of it" if os.environ.get("AGENDAD_SCRIPTS_TEST")
                        else "not here: by fresh_machine_test.py, and by whoever runs all tests"))
            continue
        if background and line.startswith(SERVICE_BEGINS):
            parts.append(STOP_IN_BACKGROUND)
            background = False
        parts.append(f"echo {shell_quote('$ ' + line)}")
        if line == "scripts/run":
            parts.append(START_IN_BACKGROUND.format(command=line))
            background = True
            how.append((line, "in the background, up to the service"))
        else:
            parts.append(line)
            how.append((line, "as it stands"))
    return "\n".join(parts) + AT_THE_END, how


def shell_quote(text):
    return "'" + text.replace("'", "'\\''") + "'"


def clone(source, folder):
    """What git would give to somebody else: the files, without what was built."""
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns(".git", "build", "node_modules", "__pycache__"))


def check_links(checks, text):
    for link in LINK.findall(text):
        if "://" not in link:
            checks.that((checks.source / link).exists(), f"README.md links to {link}, which does not exist")


def check_definition(checks, text, folder):
    """The YAML that the README shows is a whole definition, without a warning."""
    for language, block in BLOCK.findall(text):
        if language == "yaml":
            path = pathlib.Path(folder) / re.match(r"# (\S+)\n", block)[1]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block)
    result = checks.run("check", "--config", folder)
    checks.equal((result.returncode, result.stdout.decode()), (0, ""), "agendad check of the README's definition")
    checks.that(len(checks.list_feeds(folder)) > 3, "the README's definition has feeds")


def main():
    machine.enter("readme_test")
    checks = support.start()
    text = (checks.source / "README.md").read_text()
    for language, block in BLOCK.findall(text):
        checks.that(language in ("sh", "yaml"), f"a block in {language!r}, which nobody runs: {block}")
    check_links(checks, text)
    with support.temporary_directory() as folder:
        check_definition(checks, text, pathlib.Path(folder) / "definition")
        source = pathlib.Path(folder) / "clone"
        clone(checks.source, source)
        lines = commands(text)
        checks.equal(lines[0], "scripts/run", "the first command")
        commands_script, how = script(lines)
        status, output = machine.run(commands_script, lent=[folder], folder=source, timeout=1400)
        sys.stdout.write(output[-5000:])
        for line, way in how:
            print(f"{line}  # {way}")
        checks.equal(status, 0, "the README's commands ended with")
    checks.finish()


if __name__ == "__main__":
    main()
