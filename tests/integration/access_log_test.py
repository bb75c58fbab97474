#!/usr/bin/python3
# ctest: labels=packaging timeout=300
"""The access log tells which feed was given to which kind of client, and never a path, a query or an address.

On standard error, and in a real journal, in a machine of its own.
"""
import os
import pathlib
import re
import socket
import subprocess

import machine
import node
import support

LINE = re.compile(r"^agendad: info: (\S+) (\d+) (\d+) octets (\d+) us (\w+)$")
SECRET = "k7Qz9secret"

INSTALL = """
systemd-sysusers
mkdir -p /etc/agendad
cp -r {examples}/ine/. /etc/agendad
echo 'access-log: {access_log}' >>/etc/agendad/agendad.yaml
systemctl start agendad
ask() {{ curl --silent --show-error --output /dev/null --user-agent "$1" "http://127.0.0.1:8080$2"; }}
ask 'Google-Calendar-Importer' '/feeds/cspen.ics?token={secret}'
ask 'iOS/18.0 (22A3354) dataaccessd/1.0 {secret}' /feeds/{secret}.ics
"""

ACTS = [
    ("each answer is an entry of the journal, with fields", "true", """
        for try in $(seq 100); do
          if journalctl AGENDAD_FEED=cspen AGENDAD_STATUS=200 AGENDAD_CLIENT=google --output=json >/root/one &&
             journalctl AGENDAD_FEED=- AGENDAD_STATUS=404 AGENDAD_CLIENT=apple | grep --quiet ' 404 '; then break; fi
          sleep 0.1
        done
        [ "$(wc --lines </root/one)" = 1 ]
        grep --quiet '"_SYSTEMD_UNIT":"agendad.service"' /root/one
        grep --quiet '"AGENDAD_OCTETS":"[1-9][0-9]*"' /root/one
        grep --quiet '"AGENDAD_DURATION_USEC":"[1-9][0-9]*"' /root/one
        grep --quiet '"PRIORITY":"6"' /root/one
     """),
    ("nothing that a client wrote is in the journal", "true", """
        for try in $(seq 100); do
          if journalctl AGENDAD_STATUS=404 | grep --quiet ' 404 '; then break; fi
          sleep 0.1
        done
        journalctl AGENDAD_STATUS=404 | grep --quiet ' 404 '
        if journalctl --output=verbose _SYSTEMD_UNIT=agendad.service | grep --text {secret}; then exit 1; fi
     """),
    ("without the setting no answer is in the journal", "false", """
        systemctl stop agendad
        journalctl _SYSTEMD_UNIT=agendad.service | grep --quiet 'serving [0-9]* feeds'
        [ -z "$(journalctl --quiet --output=cat AGENDAD_CLIENT=google)" ]
     """),
]


def on_standard_error(checks, folder):
    place = node.Node(checks, folder, "access-log: true\n")
    place.environment.pop("JOURNAL_STREAM", None)
    with place.serving() as server:
        _, fields, body = server.get(f"/feeds/cspen.ics?token={SECRET}", {"User-Agent": "Google-Calendar-Importer"})
        server.wait_for(r"cspen 200 .* google$")
        server.get("/feeds/cspen.ics", {"If-None-Match": fields["etag"], "User-Agent": f"Evolution/3.46.4 {SECRET}"})
        server.wait_for(r"cspen 304 .* evolution$")
        server.get(f"/feeds/{SECRET}.ics")
        server.wait_for(r"- 404 .* other$")
        # A client that goes before it has all, and one whose request is none.
        with socket.socket() as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2304)
            client.connect((server.host, server.port))
            client.sendall(b"GET /feeds/cspen.ics HTTP/1.1\r\nHost: a\r\nUser-Agent: vdirsyncer/0.19\r\n\r\n")
            client.recv(100)
        server.wait_for(r"cspen 200 .* vdirsyncer$")
        with socket.create_connection((server.host, server.port)) as client:
            client.sendall(f"BREW /{SECRET} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
            refusal = b"".join(iter(lambda: client.recv(65536), b""))
        server.wait_for(rf"- 405 {len(refusal)} octets .* other$")
        # What comes right before the end is written, too.
        server.get("/robots.txt")
        checks.equal(server.stop(), 0, "exit code")
        server.wait_for(r"- 200 .* other$")
    lines = [match for line in server.log if line and (match := LINE.match(line))]
    checks.equal([(match[1], match[2], match[5]) for match in lines],
                 [("cspen", "200", "google"), ("cspen", "304", "evolution"), ("-", "404", "other"),
                  ("cspen", "200", "vdirsyncer"), ("-", "405", "other"), ("-", "200", "other")], "what is logged")
    checks.that(0 < int(lines[3][3]) < len(body), f"octets of what was not taken to the end: {lines[3][0]}")
    checks.that(len(body) < int(lines[0][3]) < len(body) + 1000, f"octets are those of head and body: {lines[0][0]}")
    checks.that(not any(SECRET in line or "127.0.0.1:" in line.replace(f"{server.host}:{server.port}", "")
                        for line in server.log if line), f"a path, a query or an address is in the log: {server.log}")


def main():
    machine.enter("access_log_test")
    checks = support.start()
    with support.temporary_directory() as folder:
        on_standard_error(checks, folder)
    build = os.environ.get("AGENDAD_BUILD") or pathlib.Path(checks.agendad).parent
    with support.temporary_directory() as stage:
        subprocess.run(["cmake", "--install", build], check=True, stdout=subprocess.DEVNULL,
                       env={**os.environ, "DESTDIR": stage})
        for what, access_log, act in ACTS:
            install = INSTALL.format(examples=checks.source / "config/examples", access_log=access_log, secret=SECRET)
            status, output = machine.run(install + "set -x\n" + act.replace("{secret}", SECRET), lent=[checks.source],
                                         installed=stage, timeout=60)
            checks.equal(status, 0, f"{what}:\n{output}")
    checks.finish()


if __name__ == "__main__":
    main()
