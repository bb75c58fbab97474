#!/usr/bin/python3
# ctest: labels=packaging timeout=900
"""The guide for administrators tells the truth: on a clean Debian, from its first line to its last.

Every command is run as it stands, and so is every one in its table; every file is put where its first line says. Parts that
need what this program does not have are marked in the guide (`<!-- Con: tls -->`, to the next mark) and wait: they are run as
soon as the program has it, which it is asked.
"""
import json
import os
import pathlib
import re
import shlex
import sys

import machine
import package_machine
import support

GUIDE = "docs/guia-administracion.md"
MARK = re.compile(r"^<!-- (?:Con: ([a-z, ]+)|Fin) -->$", re.MULTILINE)
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\| [^|]+ \| `([^`]+)` \| [^|]+ \|$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)#]+)?(?:#([^)]+))?\)")

# An administrator at home: the package is there, the name leads here, certbot has been here.
AT_THE_START = r"""
cd /root
echo "127.0.0.1 localhost agenda.example.org $(uname -n)" >/etc/hosts
mkdir -p /etc/letsencrypt/live/agenda.example.org /etc/letsencrypt/renewal-hooks/deploy /etc/cron.daily
cd /etc/letsencrypt/live/agenda.example.org
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=agenda.example.org -addext subjectAltName=DNS:agenda.example.org \
  -keyout privkey.pem -out fullchain.pem 2>/dev/null
chmod 600 privkey.pem
cp fullchain.pem /usr/local/share/ca-certificates/agenda.crt
update-ca-certificates >/dev/null 2>&1
cd /root
# Only what fails is an answer to whoever runs this.
curl() { command curl --silent --show-error --fail "$@"; }
# What was saved a moment ago may not have been read.
feed() { curl --output feed http://127.0.0.1:8080/feeds/cspen.ics 2>/dev/null; }
"""

# After the block that begins so: what the text around it promises.
AFTER = {
    "sudo apt-get install --yes ./agendad_*_amd64.deb\nsystemctl": """
        [ "$(systemctl is-enabled agendad)" = enabled ]
        curl http://127.0.0.1:8080/ | grep 'no program is published yet'
        agendad status | grep 'no program yet'
        man --where agendad agendad.yaml
     """,
    "# /etc/agendad/agendad.yaml\n# El ejemplo": "eventually feed",
    "agendad check": """
        agendad feeds | grep '^/feeds/cspen.ics'
        agendad status | grep 'serving'
     """,
    "sudo systemctl restart agendad\ncurl": "curl http://127.0.0.1:8080/ | grep '^https://agenda.example.org/feeds/cspen.ics$'",
    # What follows is about a service that a proxy stands before.
    "sudo chmod 755 /etc/letsencrypt": """
        curl https://agenda.example.org/feeds/cspen.ics | grep '^END:VCALENDAR'
        mkdir --parents /var/lib/agendad-acme/.well-known/acme-challenge
        echo token.key >/var/lib/agendad-acme/.well-known/acme-challenge/token
        curl http://agenda.example.org/.well-known/acme-challenge/token | grep '^token.key$'
        systemctl stop agendad
        systemctl disable --now agendad.socket agendad-redirect.socket
        rm -r /etc/systemd/system/agendad.socket.d /etc/systemd/system/agendad.service.d
        sed --in-place '/^tls:$/,$d' /etc/agendad/agendad.yaml
        systemctl daemon-reload
        systemctl start agendad
        eventually feed
     """,
    "sudo chown root:agendad": """
        if runuser -u nobody -- cat /etc/agendad/agendad.yaml; then exit 1; fi
        sudo -u agendad agendad check
     """,
    "sudo install -d -o agendad": """
        copy=$(ls /var/backups/agendad/registro-*.sqlite)
        tar --list --file /var/backups/agendad/definicion-*.tar.gz | grep agendad/programs/cspen-2024.yaml
        # It can be restored.
        systemctl stop agendad
        mv /var/lib/agendad /var/lib/lost
        install -d -o agendad -g agendad /var/lib/agendad
        sudo -u agendad agendad ledger restore "$copy"
        systemctl start agendad
        eventually feed
        sudo -u agendad agendad ledger show | tail -n 1 | grep '^1'
     """,
    "sudo chmod 755 /etc/cron.daily": "[ -s /var/backups/agendad/noche-*.sqlite ]",
    "sudo apt-get install --yes ./agendad_*_amd64.deb\nagendad": "eventually feed",
    "agendad status --format json": "agendad status --format json | grep '\"failure\":\"\"'",
    "sudo apt-get remove": """
        [ ! -e /etc/agendad ]
        [ ! -e /var/lib/agendad ]
        getent passwd agendad
     """,
    "sudo install -D -m 644 -t": '[ "$(systemctl show agendad --property PrivateNetwork --value)" = yes ]',
}


def abilities(checks):
    """What the parts of the guide may need, and the program has."""
    has = set()
    if "tls" in json.loads((checks.source / "config/schema/agendad.schema.json").read_text())["properties"]:
        has.add("tls")
    if b"sd_listen_fds" in pathlib.Path(checks.agendad).read_bytes():
        has.add("sockets")
    return has


def parts(text, has):
    """(what is run, what waits)"""
    run, waits = text[:MARK.search(text).start()], []
    for mark, after in zip(MARK.finditer(text), [*list(MARK.finditer(text))[1:], None]):
        part = text[mark.end():after.start() if after else len(text)]
        if set(re.findall(r"[a-z]+", mark[1] or "")) <= has:
            run += part
        else:
            waits.append((mark[1], len(BLOCK.findall(part))))
    return run, waits


def script(checks, text):
    lines, used = [AT_THE_START], set()
    for language, block in BLOCK.findall(text):
        if language == "shell":
            continue  # for certbot, which needs an authority: acme_test.py runs it
        first = block.splitlines()[0]
        lines.append(f"echo {shlex.quote('== ' + first)}")
        # The table's questions can be answered while it is still there.
        if first.startswith("sudo apt-get remove"):
            for command in ROW.findall(text):
                lines.append(f"echo {shlex.quote('== ' + command)}\n{command}")
        path = pathlib.PurePosixPath(first[2:]) if first.startswith("# /") else None
        if language == "sh":
            lines.append(block)
        elif checks.that(path, f"a block that nobody runs: {block}"):
            how = ">>" if language == "yaml" else ">"
            content = block.partition("\n")[2]
            lines.append(f"mkdir -p {path.parent}\ncat {how}{path} <<'END'\n{content}END")
        key = max((key for key in AFTER if block.startswith(key)), key=len, default=None)
        if key:
            used.add(key)
            lines.append(f"(set -ex\n{AFTER[key]})")
    return "\n".join(lines), used


def check_links(checks, text):
    anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in re.findall(r"^#+ (.*)$", text, re.MULTILINE)}
    for link, anchor in LINK.findall(text):
        if link:
            checks.that((checks.source / "docs" / link).exists(), f"{GUIDE} links to {link}, which does not exist")
        else:
            checks.that(anchor in anchors, f"{GUIDE} links to #{anchor}, which does not exist")


def main():
    machine.enter("administration_guide_test")
    checks = support.start()
    build = os.environ.get("AGENDAD_BUILD") or pathlib.Path(checks.agendad).parent
    text = (checks.source / GUIDE).read_text()
    check_links(checks, text)
    checks.equal(len(ROW.findall(text)), len(re.findall(r"^\| ", text, re.MULTILINE)) - 1, "rows of the table that have a command")
    run, waits = parts(text, abilities(checks))
    commands, used = script(checks, run)
    if not waits:
        checks.equal(AFTER.keys() - used, set(), "blocks that are not there")
    with support.temporary_directory() as folder, support.temporary_directory() as root:
        package = package_machine.build(build, folder, "1.0.0")
        fresh = package_machine.make(root, [package], more=("iproute2", "openssl"))
        status, output = package_machine.boot(fresh, commands)
    sys.stdout.write("".join(line + "\n" for line in output.splitlines() if line.startswith("==")))
    for needs, blocks in waits:
        print(f"not run, because the program does not have {needs} yet: {blocks} blocks")
    checks.equal(status, 0, f"the last command failed:\n{output[-4000:]}")
    checks.finish()


if __name__ == "__main__":
    main()
