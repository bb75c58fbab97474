#!/usr/bin/python3
"""run_fuzzer.py PROGRAM NAME SECONDS: lets a fuzzer try what comes to its mind, and shows the input that broke
something."""
import pathlib
import re
import subprocess
import sys
import tempfile

from seeds import seeds

# Longer inputs than a head may be, or than most definitions are, only take longer.
LONGEST = {"request": 17 * 1024, "conditional_request": 1024, "definition": 4096}


def main():
    program, name, seconds = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        given, found = pathlib.Path(folder) / "given", pathlib.Path(folder) / "found"
        given.mkdir()
        found.mkdir()
        for number, seed in enumerate(seeds(name)):
            (given / str(number)).write_bytes(seed)
        result = subprocess.run(
            [program, f"-max_total_time={seconds}", f"-max_len={LONGEST[name]}", "-timeout=10", "-rss_limit_mb=1024",
             "-print_final_stats=1", f"-artifact_prefix={folder}/", found, given],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        output = result.stdout.decode(errors="replace")
        runs = re.search(r"stat::number_of_executed_units: (\d+)", output)
        for path in pathlib.Path(folder).glob("*-*"):
            print(f"{path.name}: {path.read_bytes()!r}")
        if result.returncode != 0 or not runs or int(runs[1]) <= len(seeds(name)):
            print(output[-20000:])
            print(f"{name}: exit code {result.returncode}")
            sys.exit(1)
    print(f"{name}: {runs[1]} inputs in {seconds} s, {len(seeds(name))} of them given, none broke anything")


if __name__ == "__main__":
    main()
