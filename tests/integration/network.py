"""A network of this test alone: its own loopback interface, with addresses of the world's on it, and all ports free."""
import os
import subprocess
import sys

INSIDE = "AGENDAD_TEST_NETWORK"
WORLD = ("192.0.2.1", "192.0.2.2")  # documentation's (RFC 5737, 3849): nobody else's, and no loopback addresses
WORLD_IPV6 = "2001:db8::1"


def enter():
    """Starts this script again within the network, unless it is there; returns there only."""
    if os.environ.get(INSIDE):
        _set_up()
        return
    unshare = ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--net"]
    os.environ[INSIDE] = "yes"
    os.execvp(unshare[0], [*unshare, sys.executable, *sys.argv])


def _set_up():
    for command in ("link set lo up", *(f"address add {address}/32 dev lo" for address in WORLD),
                    f"address add {WORLD_IPV6}/128 dev lo nodad"):
        subprocess.run(["ip", *command.split()], check=True)
