#!/usr/bin/python3
"""Every feed of the definitions that have golden ones, private ones included, equals its golden file, byte for byte; scripts/update-golden writes those."""
import difflib

import support


def first_differences(expected, found):
    lines = [data.decode("utf-8", "replace").replace("\r", "\\r").split("\n") for data in (expected, found)]
    return "\n    ".join(list(difflib.unified_diff(*lines, "golden", "rendered", n=1, lineterm=""))[:12])


def main():
    checks = support.start()
    golden = checks.source / "tests/golden"
    folders = sorted(path.name for path in golden.iterdir())
    checks.equal(folders, sorted(example.name for example in checks.golden()), "folders in tests/golden")
    for example in checks.golden():
        with support.temporary_directory() as folder:
            found = checks.render_all(example, folder)
        found |= {feed: checks.render(feed, example) for feed in checks.private_feeds(example)}
        expected = {path.stem: path.read_bytes() for path in (golden / example.name).glob("*.ics")}
        checks.equal(sorted(found), sorted(expected), f"{example.name}: feeds")
        for feed in sorted(set(found) & set(expected)):
            checks.that(found[feed] == expected[feed],
                        f"{example.name}/{feed}:\n    {first_differences(expected[feed], found[feed])}")
    checks.finish()


if __name__ == "__main__":
    main()
