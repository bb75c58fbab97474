#!/usr/bin/python3
# ctest: labels=packaging timeout=300
"""The guide for who watches the server: its settings and commands work as they stand there, on an installed service."""
import os
import pathlib
import re
import subprocess

import machine
import support

GUIDE = "docs/guia-observacion.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"\(`(curl [^`]*)`\)")
SOCKET = re.compile(r"`(admin: unix:[^`]*)`")

START = """
systemd-sysusers
mkdir -p /etc/agendad
cp -r {examples}/ine/. /etc/agendad
cat >>/etc/agendad/agendad.yaml <<'END'
{settings}
access-log: true
END
systemctl start agendad
# So that there is something to be told.
curl --silent --show-error --fail --output /dev/null --user-agent Google-Calendar-Importer http://127.0.0.1:8080/feeds/cspen.ics
for try in $(seq 100); do
  if journalctl AGENDAD_CLIENT=google | grep --quiet cspen; then break; fi
  sleep 0.1
done
set -x
"""

# Whatever the guide says to ask shows something.
ASK = """
{command} >/root/answer
grep --invert-match --quiet '^-- No entries' /root/answer
"""


def main():
    machine.enter("monitoring_guide_test")
    checks = support.start()
    guide = (checks.source / GUIDE).read_text(encoding="utf-8")
    blocks = BLOCK.findall(guide)
    admin, prometheus = (text for language, text in blocks if language == "yaml")
    commands = [line for language, text in blocks if language == "sh" for line in text.splitlines()]
    checks.that(len(commands) >= 5, f"the guide has hardly any commands: {commands}")
    with support.temporary_directory() as folder:
        (pathlib.Path(folder) / "prometheus.yml").write_text(prometheus)
        (pathlib.Path(folder) / "alerts.yaml").write_bytes((checks.source / "docs/monitoring/alerts.yaml").read_bytes())
        judged = subprocess.run(["promtool", "check", "config", f"{folder}/prometheus.yml"], capture_output=True, check=False)
        checks.equal(judged.returncode, 0, f"promtool about the guide's prometheus.yml: {judged.stdout}{judged.stderr}")
    build = os.environ.get("AGENDAD_BUILD") or pathlib.Path(checks.agendad).parent
    with support.temporary_directory() as stage:
        subprocess.run(["cmake", "--install", build], check=True, stdout=subprocess.DEVNULL,
                       env={**os.environ, "DESTDIR": stage})
        for settings, asked in [(admin, commands), (SOCKET.search(guide)[1], INLINE.findall(guide))]:
            checks.that(asked, f"nothing is asked of {settings}")
            start = START.format(examples=checks.source / "config/examples", settings=settings)
            act = "".join(ASK.format(command=command) for command in asked)
            status, output = machine.run(start + act, lent=[checks.source], installed=stage, timeout=60)
            checks.equal(status, 0, f"{settings}:\n{output}")
    checks.finish()


if __name__ == "__main__":
    main()
