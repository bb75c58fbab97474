#!/usr/bin/python3
# ctest: labels=packaging timeout=300
"""The service, as `cmake --install` leaves it: systemd finds nothing wrong with it, and runs it in a machine of its own."""
import os
import pathlib
import subprocess

import machine
import support

# Of 100. What is left: it speaks IP, sees the machine's own files, and has no private network.
WORST_EXPOSURE = 12
# The last of these goes with sockets that systemd holds, and so does the first.
WORST_EXPOSURE_WITHOUT_NETWORK = 6
DROP_IN = "/usr/local/share/doc/agendad/examples/systemd"

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
        systemd-analyze verify --man=no agendad.service agendad.socket agendad-redirect.socket 2>&1 | tee /root/complaints
        [ ! -s /root/complaints ]
        systemd-analyze security --no-pager --threshold={WORST_EXPOSURE} agendad.service
        systemd-analyze security --offline=true --no-pager --threshold={WORST_EXPOSURE} agendad.service
     """),
    ("nothing but the service is enabled or started by itself", """
        [ "$(systemctl is-enabled agendad.socket agendad-redirect.socket | sort --unique)" = disabled ]
        systemctl start agendad
        [ "$(systemctl is-active agendad.socket agendad-redirect.socket | sort --unique)" = inactive ]
     """),
    ("with sockets from systemd it has no network of its own", f"""
        mkdir -p /etc/systemd/system/agendad.service.d
        cp {DROP_IN}/socket-activated.conf /etc/systemd/system/agendad.service.d
        systemctl daemon-reload
        systemd-analyze verify --man=no agendad.service 2>&1 | tee /root/complaints
        [ ! -s /root/complaints ]
        systemd-analyze security --no-pager --threshold={WORST_EXPOSURE_WITHOUT_NETWORK} agendad.service
        [ "$(show RestrictAddressFamilies)" = AF_UNIX ]
        [ "$(show PrivateNetwork)" = yes ]
        [ "$(show Requires | tr ' ' '\\n' | grep '^agendad')" = agendad.socket ]
     """),
    ("the sockets are there as soon as they are started, each with its name", """
        systemctl start agendad.socket agendad-redirect.socket
        ss --listening --tcp --numeric --no-header | grep --quiet '127.0.0.1:8080 '
        ss --listening --tcp --numeric --no-header | grep --quiet '[*]:80 '
        [ "$(systemctl show agendad.socket --property FileDescriptorName --value)" = http ]
        [ "$(systemctl show agendad-redirect.socket --property FileDescriptorName --value)" = redirect ]
        [ "$(systemctl show agendad-redirect.socket --property Triggers --value)" = agendad.service ]
     """),
    ("it does its whole job there: it starts with the first client, publishes what is saved, is asked, stops and comes back",
     f"""
        mkdir -p /etc/systemd/system/agendad.service.d
        cp {DROP_IN}/socket-activated.conf /etc/systemd/system/agendad.service.d
        systemctl daemon-reload
        systemctl start agendad.socket
        [ "$(systemctl is-active agendad.service)" = inactive ]
        fetch >/root/first
        grep --quiet '^END:VCALENDAR' /root/first
        [ "$(systemctl is-active agendad.service)" = active ]
        # Nothing but the loopback interface, and that is down.
        nsenter --target "$(show MainPID)" --net ip -oneline link | grep --count : | grep --quiet '^1$'
        agendad status | grep --quiet 'serving [0-9]* feeds on http://127.0.0.1:8080'
        sed --in-place 's/short: CSPEN/short: PRUEBA/' /etc/agendad/directory.yaml
        for try in $(seq 50); do
          if fetch | grep --quiet '^SUMMARY:PRUEBA'; then break; fi
          sleep 0.1
        done
        fetch | grep --quiet '^SUMMARY:PRUEBA'
        # Nobody is refused while it starts again: clients wait at the socket.
        systemctl restart agendad --no-block
        for try in $(seq 20); do fetch >/dev/null || exit 1; done
     """),
    ("it has a folder for its sockets, and `agendad status` reaches it all the same", """
        systemctl start agendad
        [ "$(stat --format '%U %a' /run/agendad)" = 'agendad 755' ]
        agendad status | grep --quiet '^agendad: .*serving'
     """),
    ("without a program it is ready, and says so", """
        rm -r /etc/agendad/*
        systemctl start agendad
        show StatusText | grep --quiet '^no program yet: put directory.yaml and programs/[*].yaml into /etc/agendad'
        curl --silent --show-error --fail http://127.0.0.1:8080/ | grep --quiet 'no program is published yet'
     """),
    ("the example of keys from systemd hands them over", f"""
        mkdir -p /etc/letsencrypt/live/agenda.example.org /etc/systemd/system/agendad.service.d
        for name in fullchain privkey; do
          echo $name >/etc/letsencrypt/live/agenda.example.org/$name.pem
          chmod 600 /etc/letsencrypt/live/agenda.example.org/$name.pem
        done
        sed 's/^#LoadCredential/LoadCredential/' {DROP_IN}/tls.conf >/etc/systemd/system/agendad.service.d/tls.conf
        systemctl daemon-reload
        systemctl start agendad
        credentials=/run/credentials/agendad.service
        [ "$(cat $credentials/certificate $credentials/key | tr '\\n' ' ')" = 'fullchain privkey ' ]
        [ "$(stat --format %U $credentials/key)" = agendad ]
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
