#!/usr/bin/python3
"""A header opens with its contract, is guarded, and no source is too long."""
import re

import repository

LONGEST = 300
PRODUCT = ("config", "feeds", "daemon")
SOURCES = repository.CXX + (".py",)
NAME = re.compile(r"[a-z0-9_]+\.(h|cc|py)")


def _guard(path):
    return "AGENDAD_" + re.sub(r"[/.]", "_", path).upper() + "_"


def _header(path, text):
    """What is wrong with a header of ours."""
    lines = text.splitlines()
    opening = 0
    while opening < len(lines) and lines[opening].startswith("//"):
        opening += 1
    if opening == 0:
        yield "does not open with its contract"
    comments = " ".join(line for line in lines if "//" in line).lower()
    if "thread" not in comments:
        yield "does not say which thread may use it"
    guard = _guard(path)
    if lines[opening:opening + 2] != [f"#ifndef {guard}", f"#define {guard}"]:
        yield f"is not guarded by {guard}"
    if not lines or lines[-1] != f"#endif  // {guard}":
        yield f"does not end with #endif  // {guard}"


def check(root):
    complaints = []
    for path in repository.files(root, SOURCES, PRODUCT + ("tests",)):
        text = repository.read(root, path)
        wrong = []
        if not NAME.fullmatch(path.split("/")[-1]):
            wrong.append("is not named in snake_case")
        length = text.count("\n")
        if length > LONGEST:
            wrong.append(f"has {length} lines, over {LONGEST}: find the split")
        if path.endswith(".h") and path.startswith(PRODUCT):
            wrong += _header(path, text)
        complaints += [f"{path}: {what}" for what in wrong]
    return complaints


if __name__ == "__main__":
    repository.main(check)
