"""Systematic mutations of a definition file: each differs from it in one place."""
import copy
import re

import yaml


class EditorLoader(yaml.SafeLoader):
    """Types as an editor that knows JSON Schema sees them: a date or a time of day is a text."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool", ":int"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("^-?(?:0|[1-9][0-9]*)$"), list("-0123456789"))

# What replaces a value, whatever it was.
FEW = [None, "x", []]
MANY = FEW + ["", 7, -1, 1.5, True, {}, {"x": "y"}, ["x"], "x, y", "two\nlines", "a--b", "x" * 65, "2024-02-30",
              "2030-01-01", "2024-06-15 10:00"]


def load(path):
    return yaml.load(path.read_text(encoding="utf-8"), EditorLoader)


def dump(value):
    return yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1000)


def shape(value):
    """Equal for values that the same mutations would tell nothing new about."""
    if isinstance(value, dict):
        return tuple(sorted(value))
    return type(value).__name__


def places(value):
    """The path of every value; of those that differ only in list numbers and have equal shapes, the first one's."""
    seen = set()

    def walk(here, path):
        kind = (tuple("*" if isinstance(step, int) else step for step in path), shape(here))
        if kind in seen:
            return
        seen.add(kind)
        yield path
        members = here.items() if isinstance(here, dict) else enumerate(here) if isinstance(here, list) else ()
        for step, member in members:
            yield from walk(member, (*path, step))

    return walk(value, ())


def at(value, path):
    for step in path:
        value = value[step]
    return value


def _changed(value, path, change):
    """A copy in which change(parent, key) was done at `path`."""
    changed = copy.deepcopy(value)
    change(at(changed, path[:-1]), path[-1])
    return changed


def _rename(name):
    def change(parent, key):
        members = [(name if member == key else member, below) for member, below in parent.items()]
        parent.clear()
        parent.update(members)
    return change


def _replace(new):
    def change(parent, key):
        parent[key] = copy.deepcopy(new)
    return change


def _drop(parent, key):
    del parent[key]


def _repeat(parent, key):
    parent.append(copy.deepcopy(parent[key]))


def of(value, wrong, words_at):
    """(what was done, the mutated value), many of them; words_at(path) gives further texts to put there."""
    for path in places(value):
        where = ".".join(map(str, path)) or "the file"
        here = at(value, path)
        if isinstance(here, dict):
            changed = copy.deepcopy(value)
            at(changed, path)["unheard-of"] = "x"
            yield f"{where} with an unknown key", changed
        if not path:
            continue
        yield f"{where} dropped", _changed(value, path, _drop)
        if isinstance(path[-1], int):
            yield f"{where} repeated", _changed(value, path, _repeat)
        else:
            yield f"{where} renamed", _changed(value, path, _rename(f"{path[-1]}x"))
        for new in wrong + words_at(path):
            if new != here or type(new) is not type(here):
                yield f"{where} = {new!r}", _changed(value, path, _replace(new))
