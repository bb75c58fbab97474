"""What publishing_guide_test.py does around the blocks of the guide to publishing, in bash, as root of a machine of its own."""

# What a server has before anybody opens the guide: the README's installation; and the names that the guide uses.
AT_THE_START = r"""
export LC_ALL=C.UTF-8
trap 'if [ $? != 0 ]; then journalctl --no-pager --lines 20; fi' EXIT
cat >/usr/local/bin/sudo <<'END'
#!/bin/sh
if [ "$1" != -u ]; then exec "$@"; fi
user=$2
shift 2
exec runuser -u "$user" -- "$@"
END
echo '127.0.0.1 localhost agenda.example.org db.example.org' >/etc/hosts
mkdir -p /etc/ssh/sshd_config.d /etc/pam.d /root/.ssh /run/sshd
cp /usr/share/openssh/sshd_config /etc/ssh
for stack in auth account session; do echo "$stack required pam_unix.so"; done | tee /etc/pam.d/sshd >/etc/pam.d/other
printf 'auth sufficient pam_rootok.so\nsession required pam_permit.so\n' >/etc/pam.d/runuser
echo 'StrictHostKeyChecking accept-new' >/root/.ssh/config
useradd --system --no-create-home --home-dir /run/sshd --shell /usr/sbin/nologin sshd
ssh-keygen -q -A
systemctl start ssh

systemd-sysusers
mkdir -p /etc/agendad
cp -r "$EXAMPLE"/. /etc/agendad
year=$(($(date +%Y) + 1))
sed --in-place "s/^year: 2024/year: $year/; s/^    due: 2024/    due: $year/" /etc/agendad/programs/cspen-2024.yaml
systemctl start agendad

mkdir /root/desk
cp -r /etc/agendad/. /root/desk
cd /root/desk

feed() { curl --silent --show-error --fail "http://127.0.0.1:8080/feeds/${1-cspen}.ics"; }
events() { feed "$@" | grep --count '^BEGIN:VEVENT'; }
status() { sudo -u agendad agendad status; }
version() { status | sed --quiet 's/^version: \([0-9]*\),.*/\1/p'; }
# Until a command ends with 0, a second apart at most.
eventually() {
  for try in $(seq 50); do if "$@"; then return; fi; sleep 0.2; done
  echo "never: $*"
  status
  return 1
}
is_version() { [ "$(version)" = "$1" ]; }
serves() { feed | grep --quiet "$1"; }
needs_attention() { status | grep --quiet "^attention: .*$1"; }
# Every UID's SEQUENCE and LAST-MODIFIED, sorted.
numbers() {
  feed | tr --delete '\r' | awk -F: '/^UID/ {u=$2} /^SEQ/ {s=$2} /^LAST-M/ {m=$2} /^END:VEVENT/ {print u, s, m}' | sort
}
no_number_fell() {
  [ "$(wc --lines <numbers-now)" = "$(wc --lines <numbers-before)" ]
  [ "$(join numbers-before numbers-now | tee joined | wc --lines)" = "$(wc --lines <numbers-now)" ]
  head -3 joined
  awk '$4 < $2 || $5 < $3 {exit 1}' joined
}
title() { sed --in-place "/id: informe-anual-comision/,/short:/ s/short:.*/short: $1/" "$2/programs/cspen-2024.yaml"; }
"""

BEFORE = {
    "sftp -b - -i agendad": "title 'Subido por SFTP' .",
    "sudo useradd --system --no-create-home --home-dir / --shell /usr/sbin/nologin agendad-git": r"""
        git config --system --add safe.directory '*'
        git config --system user.name Office
        git config --system user.email office@example.org
        git config --system init.defaultBranch main
        git config --system url./srv/repositories/.insteadOf https://git.example.org/
        git init --quiet --bare /srv/repositories/definicion.git
        git clone --quiet https://git.example.org/definicion.git definicion 2>/dev/null
        cp -r /etc/agendad/. definicion
        git -C definicion add .
        git -C definicion commit --quiet --message "The definition"
        git -C definicion push --quiet
     """,
    "sudo systemctl daemon-reload": r"""
        systemd-analyze verify --man=no /etc/systemd/system/agendad-git.* 2>&1 | tee complaints
        [ ! -s complaints ]
        # Whoever tests cannot wait for five minutes.
        mkdir /etc/systemd/system/agendad-git.timer.d
        printf '[Timer]\nOnCalendar=*:*:0/2\nRandomizedDelaySec=0\nAccuracySec=1ms\n' >/etc/systemd/system/agendad-git.timer.d/test.conf
     """,
    "agendad check --config definicion": "title 'Traído por git' definicion; before=$(version)",
    "sudo systemctl start agendad-git": r"""
        systemctl stop agendad-git.timer
        title 'Traído en seguida' definicion
        echo 'publish: on-command' >>definicion/agendad.yaml
        git -C definicion commit --quiet --all --message "On command from now on"
        git -C definicion push --quiet
        before=$(version)
     """,
    "sudo -u agendad agendad ledger show": "before=$(version)",
    "sudo systemctl stop agendad": "numbers >numbers-before; before=$(version)",
    "sudo systemctl stop agendad#2": r"""
        install -d -m 755 /var/backups/agendad/feeds
        for name in $(agendad feeds 2>/dev/null | cut -f 1); do
          curl --silent --fail --output "/var/backups/agendad$name" "http://127.0.0.1:8080$name"
        done
        numbers >numbers-before
     """,
    "sudo -u postgres createuser agendad": r"""
        useradd --system --user-group postgres
        install -d -o postgres -g postgres /run/postgresql
        postgresql=$(ls -d /usr/lib/postgresql/*/bin)
        runuser -u postgres -- "$postgresql/initdb" --pgdata /run/postgresql/data --auth trust >/dev/null
        runuser -u postgres -- "$postgresql/pg_ctl" --pgdata /run/postgresql/data --wait --log /run/postgresql/log \
          --options '-h 127.0.0.1' start >/dev/null
        numbers >numbers-before
        before=$(version)
     """,
    "ledger: postgresql://": "definition=/srv/agendad-git/definicion/agendad.yaml",
}

AFTER = {
    "grep '^state:'": "eventually is_version 1; cp /etc/agendad/agendad.yaml .",
    "sudo useradd --system --no-create-home --home-dir / --shell /usr/sbin/nologin oficina": r"""
        eventually is_version 1
        sleep 1
        eventually is_version 1
     """,
    "sudo sshd -t": r"""
        reach() { sftp -b - -i agendad oficina@agenda.example.org; }
        # It may write there, and nowhere else, and do nothing else.
        greets() { echo ls | reach; }
        eventually greets
        if echo 'put complaints ../elsewhere' | reach; then exit 1; fi
        if echo 'get /etc/passwd stolen' | reach; then exit 1; fi
        if ssh -i agendad oficina@agenda.example.org true </dev/null; then exit 1; fi
        # The forced command takes no others: a file of the server's is none of the office's.
        [ ! -e stolen ]
     """,
    "sftp -b - -i agendad": r"""
        eventually serves 'Subido por SFTP'
        is_version 2
        [ "$(stat --format '%U %G %a' /etc/agendad/programs/cspen-2024.yaml)" = 'oficina agendad 640' ]

        office_uploads() {
          sftp -b - -i agendad oficina@agenda.example.org <<'END'
put programs/cspen-2024.yaml programs/cspen-2024.yaml.nuevo
rename programs/cspen-2024.yaml.nuevo programs/cspen-2024.yaml
END
        }
        # An upload that is cut off before it is renamed is nothing.
        cut_off() {
          size=$(stat --format %s programs/cspen-2024.yaml)
          (echo "put programs/cspen-2024.yaml $1"; sleep 60) |
            sftp -q -B 1024 -l 64 -R 1 -b - -i agendad oficina@agenda.example.org & upload=$!
          for try in $(seq 100); do
            arrived=$(stat --format %s "/srv/agendad/definicion/$1" || echo 0)
            if [ "$arrived" -gt 4000 ] && [ "$arrived" -lt "$((size / 2))" ]; then break; fi
            sleep 0.05
          done
          kill "$upload"
          eventually sh -c '! pgrep -u oficina -x sshd'
          [ "$(stat --format %s "/srv/agendad/definicion/$1")" -lt "$size" ]
        }
        title 'Otra vez por SFTP' .
        cut_off programs/cspen-2024.yaml.nuevo
        sleep 1
        is_version 2
        if status | grep attention; then exit 1; fi
        # What is left of it is in nobody's way.
        cp programs/cspen-2024.yaml all.yaml
        title 'Al segundo intento' .
        office_uploads
        eventually serves 'Al segundo intento'
        is_version 3
        feed >whole
        cp all.yaml programs/cspen-2024.yaml
        # One that is cut off in the good file is told, and not published.
        cut_off programs/cspen-2024.yaml
        eventually needs_attention .
        status
        is_version 3
        feed | cmp - whole
        echo 'put programs/cspen-2024.yaml programs/cspen-2024.yaml' | sftp -b - -i agendad oficina@agenda.example.org
        eventually serves 'Otra vez por SFTP'
        if status | grep attention; then exit 1; fi
        # One that the service may not read.
        chmod 600 programs/cspen-2024.yaml
        office_uploads
        eventually needs_attention .
        status
        chmod 644 programs/cspen-2024.yaml
        echo 'rm programs/cspen-2024.yaml' | sftp -b - -i agendad oficina@agenda.example.org
        echo 'put programs/cspen-2024.yaml programs/cspen-2024.yaml' | sftp -b - -i agendad oficina@agenda.example.org
        calm() { ! needs_attention .; }
        eventually calm
        # One that lacks no more than its last items is published, and put right by what comes next.
        cp programs/cspen-2024.yaml all.yaml
        sed --in-place '/^  - id: estatuto-cg255/,$ d' programs/cspen-2024.yaml
        echo 'put programs/cspen-2024.yaml programs/cspen-2024.yaml' | sftp -b - -i agendad oficina@agenda.example.org
        eventually serves STATUS:CANCELLED
        cp all.yaml programs/cspen-2024.yaml
        echo 'put programs/cspen-2024.yaml programs/cspen-2024.yaml' | sftp -b - -i agendad oficina@agenda.example.org
        put_right() { ! serves STATUS:CANCELLED; }
        eventually put_right
        [ "$(events)" = "$(grep --count '^BEGIN:VEVENT' whole)" ]
     """,
    "sudo useradd --system --no-create-home --home-dir / --shell /usr/sbin/nologin agendad-git": r"""
        # The same definition from elsewhere is no change.
        sleep 1
        if status | grep attention; then exit 1; fi
        serves 'Otra vez por SFTP'
     """,
    "agendad check --config definicion": "eventually serves 'Traído por git'; is_version $((before + 1))",
    "sudo systemctl start agendad-git": r"""
        eventually needs_attention "agendad publish"
        is_version "$before"
        if serves 'Traído en seguida'; then exit 1; fi
        # What the repository cannot give changes nothing, and is told.
        mv /srv/repositories/definicion.git /srv/repositories/away
        if systemctl start agendad-git; then exit 1; fi
        systemctl status agendad-git | grep --quiet 'away\|does not'
        mv /srv/repositories/away /srv/repositories/definicion.git
        is_version "$before"
     """,
    "sudo -u agendad agendad check": "eventually serves 'Traído en seguida'; is_version $((before + 1))",
    "sudo -u agendad agendad ledger show": r"""
        eventually serves 'Traído por git'
        is_version $((before + 1))
        grep --quiet 'Traído en seguida' /etc/agendad/programs/cspen-2024.yaml
        # Without --yes and without a terminal, nothing.
        if sudo -u agendad agendad publish </dev/null; then exit 1; fi
        # What would cancel a program is held back until somebody says so.
        as_saved() { sed --in-place "s/^publish: .*/publish: on-$1/" /srv/agendad-git/definicion/agendad.yaml; }
        mv /srv/agendad-git/definicion/programs/cspen-2024.yaml away.yaml
        as_saved save
        eventually needs_attention 'held back'
        journalctl --unit agendad | grep --quiet 'held back'
        is_version $((before + 1))
        sudo -u agendad agendad publish --yes
        # Who sits on the commission sees it, and so do its own calendars.
        eventually serves STATUS:CANCELLED
        feed rita-bell-lopez-vences | grep --quiet 'STATUS:CANCELLED'
        mv away.yaml /srv/agendad-git/definicion/programs/cspen-2024.yaml
        eventually serves 'Traído en seguida'
        if serves STATUS:CANCELLED; then exit 1; fi
        # One that has errors cannot be published at all.
        cp /etc/agendad/directory.yaml directory.yaml
        echo 'bodies: [' >/etc/agendad/directory.yaml
        eventually needs_attention errors
        if sudo -u agendad agendad publish --yes; then exit 1; fi
        cp directory.yaml /etc/agendad/directory.yaml
        eventually calm
     """,
    "sudo install -d -o agendad -g agendad -m 750": r"""
        if sudo -u agendad agendad ledger backup /var/backups/agendad/registro.sqlite; then exit 1; fi
     """,
    "sudo systemctl stop agendad": "eventually is_version \"$before\"; numbers | cmp - numbers-before",
    "sudo systemctl stop agendad#2": "eventually is_version 1; numbers >numbers-now; no_number_fell",
    "sudo -u agendad agendad ledger restore /var/backups/agendad/para": r"""
        eventually is_version "$before"
        numbers | cmp - numbers-before
        status | grep --quiet '^ledger: .*postgresql'
        # The other server: a definition and a state of its own.
        cp -r /srv/agendad-git/definicion /root/second
        sed --in-place 's,^state: .*,state: /root/second-state,' /root/second/agendad.yaml
        agendad serve --listen 127.0.0.1:8081 --config /root/second 2>second.log & second=$!
        other() { curl --silent --fail http://127.0.0.1:8081/feeds/cspen.ics; }
        same() { other >others && feed | cmp --silent - others; }
        eventually same
        title 'Publicado por el otro' /root/second
        eventually serves 'Publicado por el otro'
        eventually same
        systemctl restart agendad
        eventually needs_attention 'the files are those of version'
        serves 'Publicado por el otro'
        # Without the database, both go on.
        runuser -u postgres -- "$postgresql/pg_ctl" --pgdata /run/postgresql/data --mode immediate stop >/dev/null
        eventually needs_attention 'ledger'
        same
        systemctl restart agendad
        eventually serves 'Publicado por el otro'
        kill "$second"
     """,
}
