"""A machine to install things on: a container with a real systemd, made in a second and thrown away.

Its /usr is this machine's with a writable layer on top, its /etc and /var are new, its network is a loopback interface of
its own. Nothing that happens in it is seen outside of it, except in the folders that it is lent.

It takes root (or sudo without a password) to make one.
"""
import contextlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

# What the programs of /usr cannot do without, and no package makes when /etc is new.
ETC = ("alternatives", "ld.so.cache", "os-release")

UNIT = """
[Unit]
Requires=basic.target
After=basic.target
SuccessAction=exit-force
FailureAction=exit-force
[Service]
Type=oneshot
ExecStart=/bin/sh -c 'cd "$0" && HOME=/root bash -e /root/commands >/root/output 2>&1' {folder}
ExecStopPost=/bin/sh -c 'echo $EXIT_STATUS >/root/status'
"""

TARGET = """
[Unit]
Requires=commands.service
After=commands.service
"""

# Who is root needs no sudo; what it would have run is run.
SUDO = """#!/bin/sh
exec "$@"
"""


def enter(needs_root_for):
    """Runs this script again as root, in mounts of its own."""
    if os.environ.get("AGENDAD_MACHINE") == "entered":
        return
    command = ["unshare", "--mount", "--propagation", "private", "env", "AGENDAD_MACHINE=entered"]
    if os.geteuid() != 0:
        command = ["sudo", "-n", "--preserve-env"] + command
        if shutil.which("sudo") is None:
            sys.exit(f"{needs_root_for}: this takes root, or sudo without a password")
    os.execvp(command[0], command + [sys.executable] + sys.argv)


def _mount(*arguments):
    subprocess.run(["mount", *arguments], check=True)


def _write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@contextlib.contextmanager
def _root_folder():
    """The root of a new machine, on a file system in memory."""
    with tempfile.TemporaryDirectory(prefix="agendad-machine-") as folder:
        _mount("-t", "tmpfs", "agendad-machine", folder)
        base = pathlib.Path(folder)
        root = base / "root"
        for name in ("upper", "work", "root/usr", "root/etc", "root/var/lib", "root/root", "root/tmp"):
            (base / name).mkdir(parents=True)
        _mount("-t", "overlay", "agendad-machine", "-o",
               f"lowerdir=/usr,upperdir={base}/upper,workdir={base}/work", str(root / "usr"))
        for name in ("bin", "sbin", "lib", "lib64"):
            (root / name).symlink_to(f"usr/{name}")
        for name in ETC:
            subprocess.run(["cp", "--archive", "--dereference" if name == "os-release" else "--no-dereference",
                            f"/etc/{name}", str(root / "etc")], check=True)
        # With a machine-id this is not a first boot, which would enable every unit that there is.
        _write(root / "etc/machine-id", "0123456789abcdef0123456789abcdef\n")
        _write(root / "etc/hosts", "127.0.0.1 localhost\n")
        _write(root / "etc/passwd", "root:x:0:0:root:/root:/bin/bash\n")
        _write(root / "etc/group", "root:x:0:\n")
        # Which packages are installed is as true in there as out here.
        shutil.copytree("/var/lib/dpkg", root / "var/lib/dpkg")
        _write(root / "usr/local/bin/sudo", SUDO)
        (root / "usr/local/bin/sudo").chmod(0o755)
        # Where systemd-nspawn keeps what only it needs; outside of these mounts it would stay.
        pathlib.Path("/run/systemd/nspawn").mkdir(parents=True, exist_ok=True)
        _mount("-t", "tmpfs", "agendad-machine", "/run/systemd/nspawn")
        try:
            yield root
        finally:
            for mounted in ("/run/systemd/nspawn", str(root / "usr"), folder):
                subprocess.run(["umount", "--lazy", mounted], check=True)


def run(commands, lent=(), folder="/root", installed=None, timeout=600):
    """(exit code, output) of a bash script in a new machine, which ends when a command fails.

    `lent` are folders that it sees, and may change, at their own paths; `installed` is a folder whose content lies over its
    root, as `DESTDIR` leaves it.
    """
    with _root_folder() as root:
        if installed is not None:
            for path in pathlib.Path(installed).iterdir():
                subprocess.run(["cp", "--archive", str(path), str(root)], check=True)
        return boot(root, commands, lent, folder, timeout)


def boot(root, commands, lent=(), folder="/root", timeout=600):
    """The same in a root that is there already, and stays as the commands leave it; it has a systemd."""
    root = pathlib.Path(root)
    _write(root / "root/commands", commands)
    _write(root / "etc/systemd/system/commands.service", UNIT.format(folder=folder))
    _write(root / "etc/systemd/system/commands.target", TARGET)
    for name in ("status", "output"):
        (root / "root" / name).unlink(missing_ok=True)
    machine = subprocess.run(
        ["systemd-nspawn", "--quiet", "--boot", "--directory", str(root), f"--machine=agendad-{os.getpid()}",
         "--register=no", "--keep-unit", "--private-network", "--console=read-only",
         *(f"--bind={path}" for path in lent),
         "systemd.unit=commands.target", "systemd.log_level=warning", "systemd.show_status=no"],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=timeout, check=False)
    try:
        status = (root / "root/status").read_text().strip()
        output = (root / "root/output").read_text()
    except FileNotFoundError:
        sys.exit(f"the machine did not come up ({machine.returncode}): {machine.stdout.decode(errors='replace')}")
    return int(status) if status.isdigit() else status, output
