#!/usr/bin/python3
"""Thousands of clients that drip, sleep or never read: everybody else is answered at once, and memory is bounded."""
# ctest: labels=attack timeout=300 serial
import besieged
import support

FORCE = {"dripping": 2000, "idle": 2000, "deaf": 500}
FEWEST_STANDING = 4000  # of them; some are always on their way back
P99 = 50  # milliseconds
MOST_RESIDENT = 150  # MB
MOST_KERNEL = 300  # MB, of whatever else there is on this machine too
SECONDS = 40
LONG_SECONDS = 900
GREEDY = {"greedy": 100}  # they take the processor, which is no fault: nobody is left without an answer
CHURN = 200_000
# What may be left after it: memory that the allocator keeps, and connections that linger.
MOST_GROWN = 24  # MB
LINGERING = 5  # seconds


def besiege(checks, server, visits, seconds):
    pid = server.process.pid
    before = besieged.memory(pid)[0]
    with besieged.Watch(pid) as watch:
        figures = besieged.attack(server.port, visits, seconds=seconds, **FORCE)
    peak = besieged.memory(pid)[1]
    print(f"attack: {besieged.shown(figures)}; at most {watch.most_descriptors} descriptors, "
          f"{before:.0f} MB before, {peak:.0f} MB at most, {watch.most_kernel:.0f} MB in the kernel")
    besieged.all_answered(checks, figures, "attack")
    checks.that(figures["p99_ms"] < P99, f"attack: p99 {figures['p99_ms']} ms, expected less than {P99}")
    checks.that(peak <= MOST_RESIDENT, f"attack: {peak:.0f} MB resident, expected at most {MOST_RESIDENT}")
    checks.that(watch.most_kernel <= MOST_KERNEL,
                f"attack: {watch.most_kernel:.0f} MB in the kernel, expected at most {MOST_KERNEL}")
    checks.that(watch.most_descriptors >= FEWEST_STANDING,
                f"attack: only {watch.most_descriptors} descriptors at the same time, expected {FEWEST_STANDING}")


def churn(checks, server, visits, seconds):
    """After the attack, so that what it left is there before."""
    pid = server.process.pid
    before = besieged.descriptors(pid)
    resident = besieged.memory(pid)[0]
    figures = besieged.attack(server.port, visits, churn=CHURN, seconds=seconds)
    gone = besieged.eventually(lambda: besieged.descriptors(pid) <= before, LINGERING)
    after = besieged.memory(pid)[0]
    print(f"churn: {besieged.shown(figures)}; {before} descriptors before, {besieged.descriptors(pid)} after, "
          f"{resident:.0f} MB before, {after:.0f} MB after")
    besieged.all_answered(checks, figures, "churn")
    checks.equal(figures["opened"] + figures["refused"], CHURN, "churn: connections")
    checks.equal(figures["refused"], 0, "churn: refused connections")
    checks.that(gone, f"churn: {besieged.descriptors(pid)} descriptors, {before} before")
    checks.that(after <= resident + MOST_GROWN, f"churn: {after:.0f} MB resident, {resident:.0f} before")


def main(long=False):
    checks = support.start()
    config = checks.source / "config/examples/ine"
    with support.temporary_directory() as folder, support.serving(checks, config) as server:
        besieged.allow_descriptors(server)
        pid = server.process.pid
        # Feeds that are asked for again without a coding stay open as files.
        for path in [path for path, *_ in checks.list_feeds(config)] * 2:
            checks.equal(server.get(path)[0], 200, path)
        calm = besieged.descriptors(pid)
        visits = besieged.Visits(checks, server, config, f"{folder}/visits")
        besiege(checks, server, visits, LONG_SECONDS if long else SECONDS)
        checks.that(besieged.eventually(lambda: besieged.descriptors(pid) <= calm),
                    f"{besieged.descriptors(pid)} descriptors after the attack, {calm} before")
        if long:
            figures = besieged.attack(server.port, visits, seconds=SECONDS, **GREEDY)
            print(f"greedy: {besieged.shown(figures)}")
            besieged.all_answered(checks, figures, "greedy")
        print(f"after the attack {besieged.memory(pid)[0]:.0f} MB")
        churn(checks, server, visits, 60)
        checks.equal(server.stop(), 0, "exit code")
    checks.finish()


if __name__ == "__main__":
    main()
