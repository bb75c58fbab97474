#!/usr/bin/python3
"""The guide for admins tells the truth: its first definition works as it stands, and it knows every key and no other."""
import json
import pathlib
import re
import textwrap

import yaml

import support

BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
GUIDE = "docs/guia-definicion.md"


def keys_of(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from keys_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_of(inner)


def schema_keys(schema):
    """The keys that a schema knows, and the months that `due` takes as keys."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for inner in schema.values():
            yield from schema_keys(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from schema_keys(inner)


def check_first_definition(checks, blocks):
    with support.temporary_directory() as folder:
        directory = pathlib.Path(folder)
        (directory / "programs").mkdir()
        (directory / "directory.yaml").write_text(blocks[0], encoding="utf-8")
        (directory / "programs/cspen-2024.yaml").write_text(blocks[1], encoding="utf-8")
        result = checks.run("check", "--config", directory)
        checks.equal((result.returncode, result.stdout), (0, b""), "check of the guide's first definition")
        result = checks.run("feeds", "--config", directory)
        listed = [line.split("\t")[0] for line in result.stdout.decode().splitlines()]
        for feed in ("cspen", "dp", "rita-bell-lopez-vences"):
            checks.that(f"/feeds/{feed}.ics" in listed, f"{feed} is not among the feeds of the guide's first definition")
        result = checks.run("render", "cspen", "--config", directory)
        checks.equal(result.stdout.count(b"BEGIN:VEVENT"), 5, "events: a session and four months of one item")


def main():
    checks = support.start()
    guide = (checks.source / GUIDE).read_text(encoding="utf-8")
    blocks = BLOCK.findall(guide)
    checks.that(len(blocks) > 2, "the guide has hardly any definitions in it")
    check_first_definition(checks, blocks)

    known = set()
    for path in sorted((checks.source / "config/schema").glob("*.schema.json")):
        known.update(schema_keys(json.loads(path.read_text(encoding="utf-8"))))
    month = re.compile(r"[a-z]{3}$")
    for block in blocks:
        for key in keys_of(yaml.load(textwrap.dedent(block), Loader=yaml.BaseLoader)):
            checks.that(key in known or month.match(key), f"the guide writes a key that no schema has: {key}")
    for key in sorted(known):
        checks.that(re.search(rf"`{re.escape(key)}\b|\b{re.escape(key)}:", guide), f"the guide does not explain {key}")
    checks.finish()


if __name__ == "__main__":
    main()
