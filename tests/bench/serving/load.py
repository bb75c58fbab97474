"""Requests as fast as a server answers them, by wrk; and what they cost the server."""
import dataclasses
import json
import math
import os
import subprocess

# Printed when wrk is done. Its summary counts an answer of 400 and above as an error of status, so a 304 is none.
REPORT = """
done = function(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '{"requests": %d, "microseconds": %d, "octets": %d, "p99": %d, "errors": %d}\\n',
    summary.requests, summary.duration, summary.bytes, latency:percentile(99.0),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
"""
TICKS = os.sysconf("SC_CLK_TCK")
LARGEST_DEVIATION = 0.02  # of the octets that all answers have


@dataclasses.dataclass
class Result:
    rate: float  # answers in a second; if there are none, the next two are no numbers
    p99: float  # milliseconds
    cost: float  # microseconds of processor time that the server took for an answer
    errors: int  # connections that failed, answers that took more than two seconds, statuses of 400 and above


def run(server, case, connections, seconds, folder):
    """One turn. Raises RuntimeError if what came is not as many octets as the expected answers have."""
    script = folder / "report.lua"
    script.write_text(REPORT)
    command = ["wrk", "--threads", "1", "--connections", str(connections), "--duration", f"{seconds}s",
               "--script", str(script)]
    for name, value in server.fields(case).items():
        command += ["--header", f"{name}: {value}"]
    before = processor_time(server.processes())
    done = subprocess.run([*command, server.url], capture_output=True, text=True, timeout=seconds + 60, check=True)
    spent = processor_time(server.processes()) - before
    report = json.loads(done.stdout.splitlines()[-1])
    if not report["requests"]:
        return Result(0, math.nan, math.nan, report["errors"])
    expected = server.answer_octets[case]
    # Each connection may have one that has not come to its end.
    least, most = expected * report["requests"], expected * (report["requests"] + connections)
    if not report["errors"] and not (
            least * (1 - LARGEST_DEVIATION) <= report["octets"] <= most * (1 + LARGEST_DEVIATION)):
        raise RuntimeError(f"{server.name}, {case}, {connections} connections: {report['octets']} octets, "
                           f"expected from {least} to {most}: {done.stdout}")
    return Result(report["requests"] / report["microseconds"] * 1e6, report["p99"] / 1000,
                  spent / report["requests"] * 1e6, report["errors"])


def processor_time(processes):
    """Seconds in user and system mode so far."""
    ticks = 0
    for process in processes:
        with open(f"/proc/{process}/stat", encoding="ascii") as file:
            fields = file.read().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / TICKS
