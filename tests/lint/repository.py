"""What the lint scripts share: which files there are, and how to complain."""
import os
import sys

# What builds and installations leave behind.
_NOT_OURS = {".git", "build", "node_modules", "__pycache__"}

CXX = (".h", ".cc")


def files(root, suffixes=None, under=("",)):
    """Paths below `root`, relative to it with slashes, sorted."""
    found = []
    for folder in under:
        for path, folders, names in os.walk(os.path.join(root, folder)):
            folders[:] = [name for name in folders if name not in _NOT_OURS]
            for name in names:
                whole = os.path.join(path, name)
                if suffixes is None or name.endswith(suffixes):
                    found.append(os.path.relpath(whole, root))
    return sorted(found)


def read(root, path):
    with open(os.path.join(root, path), encoding="utf-8") as file:
        return file.read()


def report(complaints, what):
    """Prints the complaints and ends the program."""
    for complaint in complaints:
        print(complaint)
    print(f"{what}: {len(complaints)} complaints")
    sys.exit(1 if complaints else 0)


def main(check):
    """Runs check(root) -> list of complaints for the root in argv."""
    if len(sys.argv) != 2:
        sys.exit(f"usage: {sys.argv[0]} ROOT")
    report(check(sys.argv[1]), os.path.basename(sys.argv[0]))
