#!/usr/bin/python3
# ctest: labels=campaign timeout=1800
"""The JSON Schemas and the parser say the same of what an admin may write.

Every file of the examples and of tests/data/full/ is spoilt systematically. What a schema refuses, `agendad check`
refuses; what check refuses, the schema refuses, too, or every message is of a kind that JSON Schema cannot express.
Every property of every schema is used somewhere.
"""
import concurrent.futures
import functools
import json
import os
import pathlib
import re
import shutil
import threading

import jsonschema
import mutations
import schema_walk
import support

# What needs a second value, a calendar or a table to be found wrong, or (the last one) a pattern on every text.
ONLY_CHECK_KNOWS = re.compile("|".join([
    r"^unknown (body|directorate|heading|calendar|feed|month|time zone) ",
    r" is given twice",
    r" is outside of the program",
    r" outside of the program",
    r"^the item is not due in ",
    r" ends? before (it|they) begins?",
    r"^the program is longer than 36 months",
    r"^two memberships of .* overlap",
    r"^the session has an hour but no duration",
    r"^a duration without an hour",
    r"^\d{4}-\d\d has no week 5;",
    r"^'\d{4}-\d\d-\d\d([ T]\d\d:\d\d)?' is not a (date|time in UTC|time of a session);",
    r" is not one line;",
    r"^the item is (not due in|due in .* already)",
    r"^the item has no condition;",
    r"^unknown (item|session|fact) ",
    r"^'[a-z]+' with ",
    r"^there is nothing to be undone;",
    r"^what became of it was decided on ",
    r"^the feed .* is that of another body;",
    r"^'redirect-from' has nowhere to send to;",
    r"^the program is a draft;",
    r"^the session is convened for no day;",
    r"^the session was held on no day;",
    r"^the program has the session ",
    r"^the fact has no '(on|to|when)';",
    r"^no program has the id ",
]))


def schema_of(path):
    return {"programs": "program", "facts": "facts"}.get(path.parent.name, path.stem)


class Schemas:
    def __init__(self, folder):
        self.documents = {path.name.removesuffix(".schema.json"): json.loads(path.read_text())
                          for path in folder.glob("*.schema.json")}
        self.validators = {name: jsonschema.validators.validator_for(document)(document)
                           for name, document in self.documents.items()}

    def accepts(self, path, value):
        return self.validators[schema_of(path)].is_valid(value)


class Definition:
    """A copy of a definition in which one file at a time is replaced."""

    def __init__(self, checks, source, folder):
        self.checks = checks
        self.source = source
        self.folder = folder
        paths = [path for path in source.rglob("*") if path.suffix in (".yaml", ".yml")]
        self.files = sorted(path.relative_to(source) for path in paths)
        self.values = {path: mutations.load(source / path) for path in self.files}

    def errors_with(self, path, text):
        """What check says are errors in a copy whose file `path` is `text`; each thread has a copy of its own."""
        copy = self.folder / f"{self.source.name}-{threading.get_ident()}"
        if not copy.exists():
            shutil.copytree(self.source, copy)
        (copy / path).write_text(text, encoding="utf-8")
        result = self.checks.run("check", "--format", "json", "--config", copy)
        shutil.copyfile(self.source / path, copy / path)
        errors = [d for d in json.loads(result.stdout) if d["severity"] == "error"]
        if result.returncode != (1 if errors else 0):
            raise RuntimeError(f"check ended with {result.returncode}: {result.stderr.decode()}")
        return [f"{error['what']}; {error.get('expected', '')}" for error in errors]


def check_mutations(checks, schemas, definition, wrong, statistics):
    jobs = []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for path in definition.files:
            words_at = functools.partial(schema_walk.words_at, schemas.documents[schema_of(path)])
            for what, value in mutations.of(definition.values[path], wrong, words_at):
                errors = pool.submit(definition.errors_with, path, mutations.dump(value))
                jobs.append((path, what, schemas.accepts(path, value), errors))
        for path, what, accepted, errors in jobs:
            told = errors.result()
            where = f"{definition.source.name}/{path}: {what}"
            if not accepted:
                statistics["schema refuses"] += 1
                checks.that(told, f"{where}: the schema refuses it, check does not")
            elif told:
                statistics["only check refuses"] += 1
                odd = [error for error in told if not ONLY_CHECK_KNOWS.search(error)]
                checks.that(not odd, f"{where}: the schema accepts it, check says {odd}")
            else:
                statistics["both accept"] += 1
                checks.count += 1


def check_repeated_keys(checks, definition):
    """YAML readers keep one of two equal keys, so no schema sees them; check does."""
    for path in definition.files:
        value = definition.values[path]
        for key in value if isinstance(value, dict) else []:
            text = mutations.dump(value) + mutations.dump({key: value[key]})
            told = definition.errors_with(path, text)
            checks.that(told, f"{definition.source.name}/{path}: {key} twice, and check does not mind")


def main():
    checks = support.start()
    schemas = Schemas(checks.source / "config/schema")
    used = {name: set() for name in schemas.documents}
    statistics = {"schema refuses": 0, "only check refuses": 0, "both accept": 0}
    full = checks.source / "tests/data/full"
    for source in [full, *checks.examples()]:
        with support.temporary_directory() as name:
            definition = Definition(checks, source, pathlib.Path(name))
            result = checks.run("check", "--config", source)
            checks.equal(result.returncode, 0, f"check of {source.name}: {result.stdout.decode()}")
            for path, value in definition.values.items():
                checks.that(schemas.accepts(path, value), f"{source.name}/{path}: its schema refuses it")
                document = schemas.documents[schema_of(path)]
                used[schema_of(path)].update(schema_walk.used_properties(document, document, value))
            wrong = mutations.MANY if source == full else mutations.FEW
            check_mutations(checks, schemas, definition, wrong, statistics)
            check_repeated_keys(checks, definition)
    for name, document in schemas.documents.items():
        for pointer, key in schema_walk.declared_properties(document):
            checks.that((pointer, key) in used[name], f"{name}.schema.json: nothing uses {pointer}/properties/{key}")
    for kind, count in statistics.items():
        checks.that(count, f"no mutation of which it is true: {kind}")
    print(statistics)
    checks.finish()


if __name__ == "__main__":
    main()
