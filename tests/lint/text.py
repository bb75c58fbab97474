#!/usr/bin/python3
"""Text files are UTF-8 with LF line ends, and know nothing of one machine."""
import os
import re

import repository

BINARY = (".png", ".gz", ".br")
# Their bytes are their content: feeds end lines with CRLF, and what was
# published elsewhere stays as it is.
AS_IT_IS = (".ics",)
AS_IT_IS_FOLDERS = ("tests/data/", "tests/golden/")

MACHINE = re.compile(r"(?<![\w.:/}])/(work|Users|home/[a-z])[\w/.-]*")
ADDRESS_OF_A_COPY = re.compile(r'"resolved":\s*"https?:')


def _complaints(path, data):
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        yield 0, f"is not UTF-8 (octet {error.start})"
        return
    if not path.endswith(AS_IT_IS) and not path.startswith(AS_IT_IS_FOLDERS):
        if text and not text.endswith("\n"):
            yield 0, "does not end with a line end"
        if text.endswith("\n\n"):
            yield 0, "ends with an empty line"
        for number, line in enumerate(text.split("\n"), 1):
            if line != line.rstrip():
                yield number, "has space at its end"
            if "\t" in line and not path.endswith((".tsv", ".gitattributes")):
                yield number, "has a tab"
    for number, line in enumerate(text.split("\n"), 1):
        if MACHINE.search(line):
            yield number, f"names a path of one machine: {MACHINE.search(line)[0]}"
        if ADDRESS_OF_A_COPY.search(line):
            yield number, "names the host that a package came from"


def check(root):
    complaints = []
    for path in repository.files(root):
        if path.endswith(BINARY):
            continue
        with open(os.path.join(root, path), "rb") as file:
            data = file.read()
        complaints += [f"{path}:{number}: {what}"
                       for number, what in _complaints(path, data)]
    return complaints


if __name__ == "__main__":
    repository.main(check)
