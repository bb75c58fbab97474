#!/usr/bin/python3
"""What a package has beside the program is in step with it: man pages, completion, settings in comments, changelog.

What the program says of itself (`--help`) and the schema of agendad.yaml are what all of these are held against.
"""
import json
import os
import pathlib
import re
import subprocess

import jsonschema
import node
import schema_walk
import support
import yaml

OPTION = re.compile(r"--[a-z][a-z-]*")
# A setting that is commented out, and not a word about it: nothing or two spaces before its key.
SETTING = re.compile(r"^#((?:  )?[a-z-]+:)", re.MULTILINE)
COMPLETIONS = pathlib.Path("packaging/agendad.bash")

COMPLETE = """
source /usr/share/bash-completion/bash_completion
source "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
COMP_LINE="${*}"
COMP_POINT=${#COMP_LINE}
COMP_TYPE=9
complete -p agendad >&2
_agendad
printf '%s\\n' "${COMPREPLY[@]}"
"""


def listed(text, heading):
    """First words of what CLI11 lists below a heading."""
    section = re.search(rf"^{heading}:\n((?:  .*\n)+)", text, re.MULTILINE)
    return re.findall(r"^  ([a-z][a-z-]*)", section[1], re.MULTILINE) if section else []


def commands(checks, words=()):
    """{("ledger", "show"): its options}, of all commands and below them."""
    result = checks.run(*words, "--help")
    checks.equal(result.returncode, 0, f"exit code of {words} --help")
    text = result.stdout.decode()
    options = text.partition("\nOptions:\n")[2]
    found = {words: set(re.findall(r"^  (?:-\w,)?(--[a-z][a-z-]*)", options, re.MULTILINE))}
    for name in listed(text, "Subcommands"):
        found |= commands(checks, (*words, name))
    return found


def page(checks, name):
    """A man page as people read it, which groff has no complaint about."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "MANROFFSEQ": "", "MANWIDTH": "200", "MANROFFOPT": ""}
    path = checks.source / "packaging" / name
    result = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", path], capture_output=True,
                            env=environment, check=False)
    checks.equal((result.returncode, result.stderr.decode()), (0, ""), f"man --warnings of {name}")
    shown = subprocess.run(["man", "-l", path], capture_output=True, env=environment, check=True).stdout.decode()
    return re.sub(r".\x08", "", shown)


def check_program_page(checks, known):
    text = page(checks, "agendad.1")
    for words, options in known.items():
        has_others_below = any(len(other) > len(words) and other[:len(words)] == words for other in known)
        checks.that(has_others_below or re.search(rf"^ +{' '.join(words)}\b", text, re.MULTILINE),
                    f"agendad(1) does not have the command {' '.join(words)}")
        for option in options:
            checks.that(re.search(rf"{option}\b", text), f"agendad(1) does not have {option} of {' '.join(words)}")
    for option in set(OPTION.findall(text)):
        checks.that(any(option in options for options in known.values()), f"agendad(1) has {option}, which no command takes")


def check_settings_page(checks, schema):
    text = page(checks, "agendad.yaml.5")
    for pointer, key in schema_walk.declared_properties(schema):
        checks.that(re.search(rf"\b{key}\b", text), f"agendad.yaml(5) does not have {key} ({pointer})")
    for key in schema["properties"]:
        checks.that(re.search(rf"^     {key}(  .*)?$", text, re.MULTILINE), f"agendad.yaml(5) does not explain {key}")


def check_settings(checks, schema):
    """Every setting is there, commented, is right when it is not, and is then what counts without it."""
    text = (checks.source / "packaging/agendad.yaml").read_text()
    checks.equal(yaml.safe_load(text), None, "what the settings of a new installation say")
    everything = yaml.safe_load(SETTING.sub(r"\1", text))
    jsonschema.validate(everything, schema)
    used = set(schema_walk.used_properties(schema, schema, everything))
    checks.equal({key for _, key in set(schema_walk.declared_properties(schema)) - used}, set(), "settings that are not there")
    for key, value in schema["properties"].items():
        if "default" in value:
            checks.equal(everything[key], value["default"], f"the value of {key} that is shown")
    blocks = re.findall(r"^#[a-z-]+:.*\n(?:#  [a-z].*\n)*", text, re.MULTILINE)
    checks.equal(len(blocks), len(schema["properties"]), "settings that can be uncommented")
    with support.temporary_directory() as folder:
        definition = node.Node(checks, folder).config
        settings = definition / "agendad.yaml"
        settings.write_text(text)
        as_installed = checks.render_all(definition, pathlib.Path(folder) / "as-installed")
        checks.that(b"BEGIN:VEVENT" in as_installed["cspen"], "there is something to be seen by the settings as installed")
        # Where people are sent to has to be said as well.
        base_url = next(block for block in blocks if block.startswith("#base-url:"))
        alone = [(block, base_url) if "redirect-from" in block else (block,) for block in blocks]
        for uncommented in [SETTING.sub(r"\1", text), *(uncomment(text, some) for some in alone)]:
            settings.write_text(uncommented)
            result = checks.run("check", "--config", definition)
            checks.that(result.returncode == 0 and "agendad.yaml" not in result.stdout.decode(),
                        f"check of {uncommented}: {result.stdout.decode()}")
        # What kinds of feeds show is the last of the blocks.
        settings.write_text(uncomment(text, blocks[-1:]))
        checks.equal(checks.render_all(definition, pathlib.Path(folder) / "uncommented"), as_installed,
                     "feeds by the settings of feeds that are shown")


def uncomment(text, blocks):
    for block in blocks:
        text = text.replace(block, SETTING.sub(r"\1", block))
    return text


def complete(checks, *words):
    result = subprocess.run(["bash", "--norc", "-c", COMPLETE, "bash", checks.source / COMPLETIONS, "agendad", *words],
                            capture_output=True, timeout=support.PATIENCE, check=False,
                            env={**os.environ, "PATH": f"{pathlib.Path(checks.agendad).parent}:{os.environ['PATH']}"})
    checks.that("complete -F _agendad agendad" in result.stderr.decode(), f"bash knows the completion: {result.stderr!r}")
    return {word for word in result.stdout.decode().split("\n") if word}


def check_completion(checks, known):
    example = checks.source / "config/examples/ine"
    for words, options in known.items():
        below = {other[-1] for other in known if len(other) == len(words) + 1 and other[:-1] == words}
        if below:
            checks.equal(complete(checks, *words, ""), below, f"commands after {words}")
        checks.equal({word for word in complete(checks, *words, "--") if word != "-h"}, options, f"options of {words}")
    feeds = {pathlib.PurePosixPath(path).stem for path, _, _ in checks.list_feeds(example)}
    program = yaml.safe_load((example / "programs/cspen-2024.yaml").read_text())
    sessions = {session["id"] for session in program["sessions"]}
    items = {item["id"] for item in program["items"]}
    at = ("--config", str(example))
    for row, expected in [
            (("check", "--format", ""), {"text", "json"}),
            (("che",), {"check"}),
            (("render", *at, ""), feeds),
            (("ledger", "show", *at, "dcp"), {"dcpen"}),
            (("hold", *at, ""), sessions),
            (("convene", *at, "ordinaria-1", "2024-03-13", "--item", ""), items),
            (("mark", *at, "informe-anual"), {item for item in items if item.startswith("informe-anual")}),
            (("mark", *at, "x", "2024-03", ""), {"done", "met", "not-applicable", "moved:", "withdrawn"}),
            (("new-year", *at, ""), {"cspen-2024"}),
            (("suggest", *at, "ordinaria-1", "--program", ""), {"cspen-2024"}),
            (("suggest", *at, "ordinaria-1", ""), set()),
            (("check", "--config", str(example)[:-2]), {str(example)}),
            (("convene", "--config", str(checks.source / "config/examples/ashford"), ""),
             {session["id"] for name in ("finance", "planning") for session in yaml.safe_load(
                 (checks.source / f"config/examples/ashford/programs/{name}-2024.yaml").read_text())["sessions"]})]:
        checks.equal(complete(checks, *row), expected, f"completion of {row}")


def main():
    checks = support.start()
    schema = json.loads((checks.source / "config/schema/agendad.schema.json").read_text())
    known = commands(checks)
    checks.that(len(known) > 15, f"commands: {known}")
    check_program_page(checks, known)
    check_settings_page(checks, schema)
    check_settings(checks, schema)
    check_completion(checks, known)
    version = checks.run("--version").stdout.decode().split()[-1]
    changelog = (checks.source / "packaging/changelog").read_text()
    checks.equal(re.match(r"agendad \((\S+)\) ", changelog)[1], version, "the version in the changelog")
    checks.finish()


if __name__ == "__main__":
    main()
