#!/usr/bin/python3
"""`agendad new-year`: the program of the next year is there, in order, for the feeds that it names; what is there stays."""
import pathlib
import re
import shutil

import support

ID = re.compile(r"^id: (\S+)$", re.MULTILINE)


class Definition:
    def __init__(self, checks, source, folder):
        self.checks = checks
        self.path = pathlib.Path(folder) / "config"
        shutil.copytree(source, self.path)

    def run(self, *arguments):
        return self.checks.run(*arguments, "--config", self.path)

    def files(self):
        return {str(path.relative_to(self.path)): path.read_bytes()
                for path in sorted(self.path.rglob("*")) if path.is_file()}

    def refused(self, expected, *arguments, code=1):
        before = self.files()
        result = self.run(*arguments)
        self.checks.equal(result.returncode, code, " ".join(arguments))
        self.checks.that(expected in result.stderr.decode(),
                         f"{arguments}: {result.stderr.decode()} without {expected}")
        self.checks.equal(self.files(), before, f"{arguments} wrote nothing")


def items_of(path):
    return re.findall(r"^  - \{?id: ([a-z0-9-]+)", path.read_text().split("\nitems:")[1], re.MULTILINE)


def events_of(definition, feed):
    result = definition.run("render", feed)
    definition.checks.equal(result.returncode, 0, f"render {feed}: {result.stderr.decode()}")
    return result.stdout.decode().replace("\r\n ", "").split("BEGIN:VEVENT")[1:]


def check_each_program_has_a_next_one(checks, source):
    """Of each definition; and the year after the next follows from that."""
    for path in sorted((source / "programs").iterdir()):
        program = ID.search(path.read_text()).group(1)
        with support.temporary_directory() as folder:
            definition = Definition(checks, source, folder)
            before = definition.files()
            old = definition.path / "programs" / path.name
            if "2024" in path.name and path.with_name(path.name.replace("2024", "2025")).exists():
                definition.refused("there is a program '", "new-year", program)
                continue
            result = definition.run("new-year", program)
            what = f"new-year {program} of {source.name}"
            if not checks.equal((result.returncode, result.stderr.decode()), (0, ""), what):
                continue
            after = definition.files()
            added = sorted(set(after) - set(before))
            checks.equal(len(added), 1, f"{what}: files")
            checks.equal({name: after[name] for name in before}, before, f"{what}: what was there")
            checks.that(result.stdout.decode().startswith(f"{added[0]}: the draft of "), f"{what}: {result.stdout!r}")
            new = definition.path / added[0]
            checks.equal(new.parent, old.parent, f"{what}: the folder")
            checks.equal(items_of(new), items_of(old), f"{what}: items")
            checked = definition.run("check")
            checks.equal(checked.returncode, 0, f"{what}: check says {checked.stdout.decode()}")
            definition.refused("there is a program '", "new-year", program)
            new_id = ID.search(new.read_text()).group(1)
            again = definition.run("new-year", new_id)
            checks.equal((again.returncode, again.stderr.decode()), (0, ""), f"{what}, twice")


def check_what_feeds_show(checks):
    with support.temporary_directory() as folder:
        definition = Definition(checks, checks.source / "config/examples/ine", folder)
        before = {feed: events_of(definition, feed) for feed in ("cspen", "dcpen", "cspen-sessions")}
        result = definition.run("new-year", "cspen-2024")
        checks.that("names a year" in result.stdout.decode(), result.stdout.decode())
        body = events_of(definition, "cspen")
        drafts = [event for event in body if "SUMMARY:Por aprobar: CSPEN" in event]
        checks.equal(len(drafts), len(before["cspen"]), "events of the draft")
        checks.that(all("DTSTART;VALUE=DATE:2025" in event and "STATUS:TENTATIVE" in event for event in drafts),
                    "all of them are tentative, and in 2025")
        uids = [re.search("UID:(.*)", event).group(1) for event in body]
        checks.equal(len(set(uids)), len(uids), "UIDs")
        for feed in ("dcpen", "cspen-sessions"):
            checks.equal(len(events_of(definition, feed)), len(before[feed]), f"{feed}, which the draft does not name")


def check_refusals(checks):
    with support.temporary_directory() as folder:
        definition = Definition(checks, checks.source / "config/examples/ine", folder)
        definition.refused("there is no program 'cspen-2023'", "new-year", "cspen-2023")
        definition.refused("there is a program 'cspen-2024' already", "new-year", "cspen-2024", "--id", "cspen-2024")
        definition.refused("'CSPEN 2025' is not an id", "new-year", "cspen-2024", "--id", "CSPEN 2025")
        definition.refused("PROGRAM is required", "new-year", code=2)
        (definition.path / "programs/cspen-2025.yaml").write_text(
            (definition.path / "programs/cspen-2024.yaml").read_text().replace("id: cspen-2024", "id: other"))
        definition.refused("programs/cspen-2025.yaml is there already", "new-year", "cspen-2024")
        named = definition.run("new-year", "cspen-2024", "--id", "next")
        checks.equal(named.returncode, 0, f"new-year --id: {named.stderr.decode()}")
        checks.that((definition.path / "programs/next.yaml").exists(), "--id names the file")
        (definition.path / "programs/broken.yaml").write_text("id: [")
        definition.refused("the definition has errors", "new-year", "cspen-2024", "--id", "third")


# What was decided during the year is not planned again.
def check_facts_are_left_behind(checks):
    with support.temporary_directory() as folder:
        definition = Definition(checks, checks.source / "config/examples/ine", folder)
        for arguments in (("convene", "ordinaria-1", "2024-03-13"),
                          ("convene", "extra", "2024-04-10", "--type", "urgent"),
                          ("mark", "informe-anual-comision", "2024-01", "moved:2024-02")):
            result = definition.run(*arguments)
            checks.equal(result.returncode, 0, f"{arguments}: {result.stderr.decode()}")
        checks.equal(definition.run("new-year", "cspen-2024").returncode, 0, "new-year after facts")
        text = (definition.path / "programs/cspen-2025.yaml").read_text()
        checks.that("when: {week: 2, month: mar}\n" in text, "a convened session is planned as it was")
        checks.that("extra" not in text.split("items:")[0], "an added session is not copied")
        checks.that("months: ene\n" in text, "an item is due when it was planned")


def main():
    checks = support.start()
    for source in checks.definitions():
        check_each_program_has_a_next_one(checks, source)
    check_what_feeds_show(checks)
    check_refusals(checks)
    check_facts_are_left_behind(checks)
    checks.finish()


if __name__ == "__main__":
    main()
