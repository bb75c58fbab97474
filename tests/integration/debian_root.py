"""A Debian that has nothing yet: a folder that debootstrap fills from the archive that this machine's apt uses."""
import os
import pathlib
import re
import shutil
import subprocess

# This machine's own.
OURS = "bookworm"

# Runs in mounts and processes of its own, which end with it: nothing of this is ever mounted where the folder is removed.
# A new root and not just another folder's view of the old one (chroot), in which no machine of machine.py could be made.
ENTER = """
set -eu
mount --bind "$0" "$0"
mount --rbind /dev "$0/dev"
mount --rbind /sys "$0/sys"
mount -t proc proc "$0/proc"
mount -t tmpfs tmpfs "$0/run"
cd "$0"
pivot_root . mnt
cd /
umount --lazy /mnt
exec env -i HOME=/root LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"
"""

class DebianRoot:
    """`release` in the folder `root`, with these packages beside the most necessary ones."""

    def __init__(self, root, release="bookworm", packages=("sudo", "ca-certificates")):
        self.root = pathlib.Path(root)
        sources = subprocess.run(
            ["apt-get", "indextargets", "--format", "deb $(REPO_URI) $(CODENAME) $(COMPONENT)", "Created-By: Packages",
             "Origin: Debian"], check=True, capture_output=True, text=True).stdout
        archive = re.search(f"^deb (\\S+) {OURS} main$", sources, re.MULTILINE)[1]
        if release != OURS:
            sources = f"deb {archive} {release} main\n"
        subprocess.run(["debootstrap", "--variant=minbase", "--include=" + ",".join(packages), release, root, archive],
                       check=True, stdout=subprocess.DEVNULL)
        self.root.chmod(0o755)  # a temporary folder is its owner's alone; a root is everybody's
        (self.root / "etc/apt/sources.list").write_text(sources)
        shutil.copy("/etc/resolv.conf", self.root / "etc/resolv.conf")
        (self.root / "etc/hosts").write_text("127.0.0.1 localhost\n")
        self.environment = []
        self._trust_what_we_trust()

    def _trust_what_we_trust(self):
        """Where this machine reaches the network through somebody who has an authority of its own, so does the new one."""
        bundle = os.environ.get("NODE_EXTRA_CA_CERTS")
        if bundle:
            shutil.copy(bundle, self.root / "etc/extra-authorities.crt")
            self.environment = ["NODE_EXTRA_CA_CERTS=/etc/extra-authorities.crt"]

    def command(self, *words):
        return ["unshare", "--mount", "--propagation", "private", "--pid", "--fork", "--kill-child",
                "bash", "-c", ENTER, str(self.root), *self.environment, *words]

    def run(self, script):
        subprocess.run(self.command("bash", "-e", "-c", script), check=True, stdin=subprocess.DEVNULL)

    def clone(self, source, path):
        shutil.copytree(source, self.root / path,
                        ignore=shutil.ignore_patterns(".git", "build", "node_modules", "__pycache__"))
