#!/usr/bin/python3
# ctest: labels=packaging timeout=1500
"""The Debian package on a clean Debian: installed, changed, upgraded, removed, installed again, purged. Nobody is ever asked.

lintian has nothing to say of it but at its lowest level.
"""
import os
import pathlib
import subprocess
import sys

import machine
import package_machine
import support

VERSIONS = ("1.0.0", "1.1.0", "1.2.0")
EXAMPLE = "/usr/share/doc/agendad/examples/ine"

# One after the other on one machine; each is (what is shown, commands).
ACTS = [
    ("installed, it is enabled, ready, and says that there is no program yet", """
        install_version 1.0.0 >/root/apt 2>&1 || { cat /root/apt; exit 1; }
        if grep --ignore-case 'error\\|warning\\|failed' /root/apt; then exit 1; fi
        [ "$(systemctl is-enabled agendad)" = enabled ]
        [ "$(systemctl is-active agendad)" = active ]
        [ "$(systemctl is-enabled agendad.socket agendad-redirect.socket | sort --unique)" = disabled ]
        show StatusText | grep 'no program yet: put directory.yaml and programs/[*].yaml into /etc/agendad'
        agendad status | grep 'no program yet'
        journalctl --unit agendad | grep 'no program yet'
        curl --silent --fail http://127.0.0.1:8080/ | grep '/etc/agendad'
        [ "$(stat --format %U "/proc/$(show MainPID)")" = agendad ]
        [ "$(systemctl show --property NFailedUnits --value)" = 0 ]
        man --where agendad agendad.yaml
     """),
    ("an administrator's program and settings are served", f"""
        sed --in-place 's/^#listen: .*/listen: 127.0.0.1:8090/; s/^#keep-programs: .*/keep-programs: 600/' /etc/agendad/agendad.yaml
        cp --recursive {EXAMPLE}/directory.yaml {EXAMPLE}/non-working-days.yaml {EXAMPLE}/programs /etc/agendad
        serves() {{ curl --silent --fail "http://127.0.0.1:$1/feeds/cspen.ics" | grep --quiet '^END:VCALENDAR'; }}
        # As soon as they are there; where it listens, when it starts again.
        eventually serves 8080
        systemctl restart agendad
        serves 8090
        etags >/root/etags
        [ "$(grep --count . /root/etags)" -gt 5 ]
        md5sum /etc/agendad/agendad.yaml >/root/settings
     """),
    ("an upgrade starts it again, keeps what was edited, and changes no calendar", """
        pid=$(show MainPID)
        install_version 1.1.0 >/root/apt 2>&1 || { cat /root/apt; exit 1; }
        if grep --ignore-case 'configuration file\\|error\\|failed' /root/apt; then exit 1; fi
        [ "$(dpkg-query --show --showformat '${Version}' agendad)" = 1.1.0 ]
        [ "$(systemctl is-active agendad)" = active ]
        [ "$(show MainPID)" != "$pid" ]
        [ "$(show NRestarts)" = 0 ]
        md5sum --check /root/settings
        [ -z "$(find /etc/agendad -name '*dpkg*')" ]
        etags | cmp /root/etags
        agendad ledger show | tail -n 1
     """),
    ("what an administrator disabled stays disabled", """
        systemctl disable --now agendad
        install_version 1.2.0 >/root/apt 2>&1 || { cat /root/apt; exit 1; }
        [ "$(systemctl is-enabled agendad)" = disabled ]
        [ "$(systemctl is-active agendad)" = inactive ]
        systemctl enable --now agendad
        etags | cmp /root/etags
     """),
    ("removed, it serves nothing and leaves what was written", """
        apt remove --yes agendad >/root/apt 2>&1 || { cat /root/apt; exit 1; }
        if curl --silent http://127.0.0.1:8090/; then exit 1; fi
        [ ! -e /usr/bin/agendad ]
        [ "$(systemctl is-active agendad)" = inactive ]
        md5sum --check /root/settings
        [ -e /etc/agendad/programs/cspen-2024.yaml ]
        [ -e /var/lib/agendad/ledger.sqlite ]
        [ "$(systemctl show --property NFailedUnits --value)" = 0 ]
     """),
    ("installed again, it goes on where it was", """
        install_version 1.2.0 >/root/apt 2>&1 || { cat /root/apt; exit 1; }
        [ "$(systemctl is-enabled agendad)" = enabled ]
        etags | cmp /root/etags
        md5sum --check /root/settings
     """),
    ("purged, it leaves nothing but its user", """
        apt purge --yes agendad >/root/apt 2>&1 || { cat /root/apt; exit 1; }
        if grep --ignore-case 'error\\|not empty\\|failed' /root/apt; then exit 1; fi
        for path in /etc/agendad /var/lib/agendad /run/agendad; do [ ! -e $path ]; done
        [ -z "$(find / -xdev -name '*agendad*' ! -path '/root/*' ! -path '/proc/*' ! -path '/sys/*' ! -path '/var/cache/apt/*')" ]
        getent passwd agendad
        if dpkg-query --show agendad 2>/dev/null; then exit 1; fi
     """),
    ("and can be installed as if nothing had been", """
        install_version 1.0.0 >/root/apt 2>&1 || { cat /root/apt; exit 1; }
        [ "$(systemctl is-enabled agendad)" = enabled ]
        show StatusText | grep 'no program yet'
     """),
]

# The feeds' ETags, of all that the front door lists.
ETAGS = r"""
etags() {
  curl --silent --fail http://127.0.0.1:8090/ >/root/feeds
  for feed in $(cat /root/feeds); do
    echo "$feed $(curl --silent --fail --head "$feed" | grep --ignore-case '^etag')"
  done
}
"""


def commands():
    """Each act is a shell of its own, as an administrator opens one, and the first that fails is the last."""
    parts = [ETAGS]
    for what, act in ACTS:
        parts.append(f"echo '== {what.replace(chr(39), '’')}'\n(set -ex\n{act})\n")
    return "\n".join(parts)


def main():
    machine.enter("package_test")
    checks = support.start()
    build = os.environ.get("AGENDAD_BUILD") or pathlib.Path(checks.agendad).parent
    with support.temporary_directory() as folder, support.temporary_directory() as root:
        packages = [package_machine.build(build, folder, version) for version in VERSIONS]
        lintian = subprocess.run(["lintian", "--allow-root", "--fail-on", "error,warning", packages[0]],
                                 capture_output=True, text=True, check=False)
        checks.equal((lintian.returncode, lintian.stdout), (0, ""), "lintian")
        status, output = package_machine.boot(package_machine.make(root, packages), commands())
        sys.stdout.write("".join(line + "\n" for line in output.splitlines() if line.startswith("==")))
        checks.equal(output.count("== "), len(ACTS), "acts that were begun")
        checks.that(status == 0, f"the last act failed ({status}):\n{output[-4000:]}")
    checks.finish()


if __name__ == "__main__":
    main()
