#!/usr/bin/python3
# ctest: labels=packaging timeout=300
"""The service, as `cmake --install` leaves it: systemd finds nothing wrong with it, and runs it in a machine of its own."""
import os
import pathlib
import subprocess

import machine
import support

# Of 100. What is left: it speaks IP, sees the machine's own files, and has no private network.
WORST_EXPOSURE = 15

FEED = "http://127.0.0.1:8080/feeds/cspen.ics"

INSTALL = f"""
systemd-sysusers
mkdir -p /etc/agendad
cp -r {{examples}}/ine/. /etc/agendad
fetch() {{{{ curl --silent --show-error --fail "$@" {FEED}; }}}}
show() {{{{ systemctl show agendad --property "$1" --value; }}}}
"""

# Each is (what is shown, a script that ends with 0 if it is so), on one machine after the other's end.
ACTS = [
    ("systemd-analyze finds nothing wrong", f"""
        systemd-analyze verify --man=no agendad.service 2>&1 | tee /root/complaints
        [ ! -s /root/complaints ]
        systemd-analyze security --no-pager --threshold={WORST_EXPOSURE} agendad.service
     """),
    ("`systemctl start` returns when the feed is served, not before", """
        systemctl start agendad
        fetch >/root/first
        grep --quiet '^END:VCALENDAR' /root/first
     """),
    ("it runs as its own user, without any capability", """
        systemctl start agendad
        [ "$(ps -o user= -p "$(show MainPID)")" = agendad ]
        grep --quiet '^CapEff:.*0000000000000000$' "/proc/$(show MainPID)/status"
        [ "$(stat --format %U /var/lib/agendad)" = agendad ]
     """),
    ("its builder yields to whoever asks", """
        systemctl start agendad
        for try in $(seq 50); do
          if ps -L -o ni= -p "$(show MainPID)" | sort --numeric-sort --unique | tr -d ' \\n' | grep --quiet '^010$'; then
            exit 0
          fi
          sleep 0.1
        done
        exit 1
     """),
    ("the status says what is served", """
        systemctl start agendad
        show StatusText | grep --quiet '[0-9]'
     """),
    ("`systemctl reload` serves what was changed", """
        systemctl start agendad
        sed --in-place 's/short: CSPEN/short: PRUEBA/' /etc/agendad/directory.yaml
        systemctl reload agendad
        for try in $(seq 50); do
          if fetch | grep --quiet '^SUMMARY:PRUEBA'; then exit 0; fi
          sleep 0.1
        done
        exit 1
     """),
    ("a broken definition changes nothing, and the journal and the status say why", """
        systemctl start agendad
        pid=$(show MainPID)
        fetch >/root/before
        echo 'bodies: [' >/etc/agendad/directory.yaml
        systemctl reload agendad
        for try in $(seq 50); do
          if show StatusText | grep --quiet error; then break; fi
          sleep 0.1
        done
        show StatusText | grep --quiet error
        journalctl --unit agendad | grep --quiet 'directory.yaml:[0-9]*:[0-9]*: error'
        fetch >/root/after
        cmp /root/before /root/after
        [ "$(show MainPID)" = "$pid" ]
     """),
    ("what cannot start is not started", """
        echo 'bodies: [' >/etc/agendad/directory.yaml
        if systemctl start agendad; then exit 1; fi
        [ "$(show ExecMainStatus)" = 1 ]
     """),
    ("`systemctl stop` is an orderly end", """
        systemctl start agendad
        systemctl stop agendad
        [ "$(show Result)" = success ]
        [ "$(show ExecMainStatus)" = 0 ]
     """),
    ("it comes back when it hangs", """
        mkdir -p /etc/systemd/system/agendad.service.d
        printf '[Service]\\nWatchdogSec=2\\n' >/etc/systemd/system/agendad.service.d/soon.conf
        systemctl daemon-reload
        systemctl start agendad
        # While it is well nobody ends it.
        sleep 4
        [ "$(show NRestarts)" = 0 ]
        kill -STOP "$(show MainPID)"
        for try in $(seq 200); do
          if [ "$(show NRestarts)" = 1 ] && fetch >/root/again; then
            journalctl --unit agendad | grep --quiet 'Watchdog timeout'
            exit
          fi
          sleep 0.1
        done
        exit 1
     """),
    ("it comes back when it is killed", """
        systemctl start agendad
        kill -KILL "$(show MainPID)"
        for try in $(seq 100); do
          if [ "$(show NRestarts)" = 1 ] && fetch >/root/again; then exit 0; fi
          sleep 0.1
        done
        exit 1
     """),
]


def main():
    machine.enter("systemd_test")
    checks = support.start()
    build = os.environ.get("AGENDAD_BUILD") or pathlib.Path(checks.agendad).parent
    with support.temporary_directory() as stage:
        subprocess.run(["cmake", "--install", build], check=True, stdout=subprocess.DEVNULL,
                       env={**os.environ, "DESTDIR": stage})
        install = INSTALL.format(examples=checks.source / "config/examples")
        for what, act in ACTS:
            status, output = machine.run(install + "set -x\n" + act, lent=[checks.source], installed=stage, timeout=60)
            checks.equal(status, 0, f"{what}:\n{output}")
    checks.finish()


if __name__ == "__main__":
    main()
