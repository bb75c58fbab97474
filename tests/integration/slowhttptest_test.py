#!/usr/bin/python3
"""slowhttptest finds the service available all the while, and so does everybody else."""
# ctest: labels=attack timeout=300 serial
import csv
import subprocess

import besieged
import support

CLIENTS = 1000
SECONDS = 15
COMMON = ("-c", CLIENTS, "-r", 200, "-l", SECONDS, "-p", 2, "-g")
ATTACKS = {
    "slow headers": ("-H", "-i", 3, "-x", 24),
    "slow read": ("-X", "-k", 5, "-n", 5, "-w", 512, "-y", 1024, "-z", 32),
    "ranges": ("-R", "-a", 5, "-b", 3000),
}


def attacked(checks, server, visits, folder, name, arguments):
    prefix = f"{folder}/{name.replace(' ', '-')}"
    command = ["slowhttptest", *arguments, *COMMON, "-u", server.url(visits.largest), "-o", prefix]
    with open(f"{prefix}.txt", "wb") as output:
        attacker = subprocess.Popen(list(map(str, command)), stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        try:
            figures = besieged.attack(server.port, visits, seconds=SECONDS)
            code = attacker.wait(support.PATIENCE)
        finally:
            if attacker.poll() is None:
                attacker.kill()
                attacker.wait()
    with open(f"{prefix}.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    # The column is 0 once a probe had no answer in time, and CLIENTS while all have.
    available = {int(row["Service Available"]) for row in rows}
    most = max((int(row["Connected"]) for row in rows), default=0)
    print(f"{name}: available {sorted(available)} in {len(rows)} seconds, at most {most} connected; "
          f"{besieged.shown(figures)}")
    checks.equal(code, 0, f"{name}: exit code of slowhttptest")
    checks.equal(available, {CLIENTS}, f"{name}: service available")
    besieged.all_answered(checks, figures, name)


def main():
    checks = support.start()
    config = checks.source / "config/examples/ine"
    with support.temporary_directory() as folder, support.serving(checks, config) as server:
        besieged.allow_descriptors(server)
        visits = besieged.Visits(checks, server, config, f"{folder}/visits")
        for name, arguments in ATTACKS.items():
            attacked(checks, server, visits, folder, name, arguments)
        checks.equal(server.stop(), 0, "exit code")
    checks.finish()


if __name__ == "__main__":
    main()
