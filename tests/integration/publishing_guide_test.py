#!/usr/bin/python3
# ctest: labels=packaging timeout=600
"""The guide to publishing tells the truth: a machine of its own (machine.py) walks it from its first line to its last.

Every command is run as it stands, every file is put where its first line says; with a real systemd, sshd, git and PostgreSQL.
publishing_guide_acts.py says, by a block's first line, what the text around it takes for granted, and what it promises.
"""
import os
import pathlib
import re
import shlex
import subprocess
import sys

import machine
import publishing_guide_acts
import support

GUIDE = "docs/guia-publicacion.md"
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#]+)?(?:#([^)]+))?\)")

WRITES = r"""mkdir -p {folder}
cat >{path} <<'END'
{text}END
"""


def key_of(block, table, used):
    """The key of `table` that says something about this block; `#2` is for the second that begins so."""
    found = [key for key in table if key not in used and block.startswith(re.sub(r"#\d$", "", key))]
    return min(found, key=lambda key: (-len(re.sub(r"#\d$", "", key)), key)) if found else None


def script(checks, text):
    before, after = publishing_guide_acts.BEFORE, publishing_guide_acts.AFTER
    parts, used = [publishing_guide_acts.AT_THE_START], {"before": set(), "after": set()}

    def add(name, table, block):
        key = key_of(block, table, used[name])
        if key:
            used[name].add(key)
            parts.append(table[key])

    for language, block in BLOCK.findall(text):
        first = block.splitlines()[0]
        add("before", before, block)
        if language == "sh":
            parts.append(f"echo {shlex.quote('$ ' + first)}\n{block}")
        elif language == "yaml":
            parts.append(f"cat >>\"$definition\" <<'END'\n{block}END\n")
        elif first.startswith("# /"):
            path = pathlib.PurePosixPath(first[2:])
            parts.append(WRITES.format(folder=path.parent, path=path, text=block))
        else:
            checks.that(False, f"a block that nobody runs: {block}")
        add("after", after, block)
    checks.equal((before.keys() - used["before"], after.keys() - used["after"]), (set(), set()), "blocks that are not there")
    return "\n".join(parts)


def check_links(checks, text):
    headings = {re.sub(r"[^\w -]", "", line.lower()).replace(" ", "-") for line in re.findall(r"(?m)^#+ (.*)$", text)}
    for file, heading in LINK.findall(text):
        if file and "://" not in file:
            checks.that((checks.source / "docs" / file).exists(), f"{GUIDE} links to {file}, which does not exist")
        elif heading:
            checks.that(heading in headings, f"{GUIDE} links to #{heading}, which it does not have")


def main():
    machine.enter("publishing_guide_test")
    checks = support.start()
    text = (checks.source / GUIDE).read_text(encoding="utf-8")
    check_links(checks, text)
    commands = f"EXAMPLE={checks.source}/config/examples/ine\n" + script(checks, text)
    build = os.environ.get("AGENDAD_BUILD") or pathlib.Path(checks.agendad).parent
    with support.temporary_directory() as stage:
        subprocess.run(["cmake", "--install", build], check=True, stdout=subprocess.DEVNULL,
                       env={**os.environ, "DESTDIR": stage})
        status, output = machine.run(f"set -x\n{commands}", lent=[checks.source], installed=stage, timeout=500)
    print("\n".join(line for line in output.splitlines() if line.startswith("$ ")))
    if not checks.equal(status, 0, "the guide's commands ended with"):
        sys.stdout.write(output[-6000:])
    checks.finish()


if __name__ == "__main__":
    main()
