"""A clean Debian with a real systemd, on which packages of agendad can be installed as their administrator would."""
import pathlib
import shutil
import subprocess

import debian_root
import machine

# What an administrator's machine has before anybody thinks of agendad.
THERE = ("systemd", "systemd-sysv", "dbus", "ca-certificates", "curl", "sudo", "man-db")

# With the archive out of reach: everything has been fetched. No terminal, and nobody to ask.
PROLOGUE = r"""
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
trap 'status=$?; if [ $status != 0 ]; then journalctl --no-pager --unit agendad --lines 30; fi' EXIT
apt() { apt-get -q -o Dpkg::Use-Pty=0 "$@" </dev/null; }
install_version() { apt install --yes --no-install-recommends --allow-downgrades "/root/agendad_$1_amd64.deb"; }
show() { systemctl show agendad --property "$1" --value; }
eventually() {
  for try in $(seq 50); do if "$@"; then return; fi; sleep 0.2; done
  echo "never: $*"
  return 1
}
"""


def build(build_folder, folder, version):
    """The package, as this version; the program in it is the one that was built."""
    subprocess.run(["cpack", "-G", "DEB", "--config", pathlib.Path(build_folder) / "CPackConfig.cmake", "-B", folder,
                    "-D", f"CPACK_PACKAGE_VERSION={version}"], check=True, stdout=subprocess.DEVNULL)
    return pathlib.Path(folder) / f"agendad_{version}_amd64.deb"


def make(folder, packages, more=()):
    """A clean root with `packages` in its /root, and what they need within reach of its apt; `more` is installed already."""
    fresh = debian_root.DebianRoot(folder, packages=THERE + tuple(more))
    for package in packages:
        shutil.copy(package, fresh.root / "root")
    fresh.run("export DEBIAN_FRONTEND=noninteractive; apt-get -q update; "
              f"apt-get -q install --yes --download-only /root/{packages[0].name}")
    return fresh


def boot(fresh, commands, timeout=300):
    """As machine.boot(), in such a root."""
    # With a machine-id this is not a first boot, which would enable every unit that there is.
    (fresh.root / "etc/machine-id").write_text("0123456789abcdef0123456789abcdef\n")
    return machine.boot(fresh.root, PROLOGUE + commands, timeout=timeout)
