#!/usr/bin/python3
"""The same definition gives the same bytes: twice, shuffled, and whatever the surroundings are."""
import os
import pathlib
import random
import shutil
import sys

import support
import yaml

# What the order of these lists says, agendad keeps; everything else may be shuffled.
ORDERED = {"formerly"}


class TextLoader(yaml.SafeLoader):
    """Every scalar stays the text that was written, as agendad reads it."""


TextLoader.yaml_implicit_resolvers = {}


class QuotingDumper(yaml.SafeDumper):
    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, False)


def _quoted(dumper, text):
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')


QuotingDumper.add_representer(str, _quoted)


def shuffled(value, chance, key=None):
    if isinstance(value, dict):
        items = [(name, shuffled(member, chance, name)) for name, member in value.items()]
        chance.shuffle(items)
        return dict(items)
    if isinstance(value, list):
        members = [shuffled(member, chance) for member in value]
        if key not in ORDERED:
            chance.shuffle(members)
        return members
    return value


def shuffle_definition(source, target, chance):
    """A copy whose mappings, lists and programs' file names are in another order."""
    shutil.copytree(source, target)
    programs = sorted((target / "programs").iterdir())
    names = [f"{number:03}.yaml" for number in range(len(programs))]
    chance.shuffle(names)
    for path, name in zip(programs, names):
        path.rename(path.with_name(name))
    for path in target.rglob("*.yaml"):
        value = yaml.load(path.read_text(encoding="utf-8"), TextLoader)
        text = yaml.dump(shuffled(value, chance), Dumper=QuotingDumper, allow_unicode=True, sort_keys=False, width=1000)
        path.write_text(text, encoding="utf-8")


def different(expected, found):
    return sorted(set(expected) ^ set(found)) + [feed for feed in expected if found.get(feed, b"") != expected[feed]]


def main():
    checks = support.start()
    surroundings = [
        {"TZ": "Asia/Kathmandu"},
        {"TZ": "America/Tijuana", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
        {"TZ": "Pacific/Chatham", "LC_ALL": "ar_EG.UTF-8"},
        {"LC_ALL": "C", "LANG": "C"},
        {"LC_ALL": "ja_JP.EUC-JP", "ICU_TIMEZONE_FILES_DIR": "/nonexistent"},
    ]
    known = support.subprocess.run(["locale", "-a"], capture_output=True, text=True).stdout.lower()
    for name in ("tr_tr.utf8", "ar_eg.utf8", "ja_jp.eucjp"):
        checks.that(name in known, f"this system has no locale {name}; the test needs locales-all")
    for example in checks.definitions():
        with support.temporary_directory() as name:
            folder = pathlib.Path(name)
            expected = checks.render_all(example, folder / "first")

            def compare(found, what):
                checks.equal(different(expected, found), [], f"{example.name}: feeds that differ {what}")

            compare(checks.render_all(example, folder / "second"), "in a second run")
            for number, changes in enumerate(surroundings):
                found = checks.render_all(example, folder / f"around-{number}", env={**os.environ, **changes})
                compare(found, f"with {changes}")
            elsewhere = checks.render_all(os.path.relpath(example, folder), folder / "elsewhere", cwd=folder)
            compare(elsewhere, "in another working directory")
            for seed in range(int(os.environ.get("AGENDAD_SHUFFLES", "5"))):
                shuffle_definition(example, folder / f"shuffled-{seed}", random.Random(seed))
                found = checks.render_all(folder / f"shuffled-{seed}", folder / f"out-{seed}")
                compare(found, f"when shuffled with the seed {seed}")
    checks.finish()


if __name__ == "__main__":
    sys.exit(main())
