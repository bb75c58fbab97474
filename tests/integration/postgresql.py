"""A PostgreSQL server of one's own, on a Unix socket, that can be stopped, frozen and started again."""
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import time

import support


def _programs():
    found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        raise RuntimeError("there is no PostgreSQL")
    return found[-1].parent


class PostgreSQL:
    """Lives as long as it is used as a context."""

    def __init__(self):
        self._folder = support.temporary_directory()
        self.folder = pathlib.Path(self._folder.name)
        self.process = None
        self.programs = _programs()
        # It refuses to run as root.
        self._servant = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
        if self._servant:
            servant = pwd.getpwnam("postgres")
            os.chown(self.folder, servant.pw_uid, servant.pw_gid)
        self.url = f"postgresql://agendad@/postgres?host={self.folder}"

    def __enter__(self):
        self._run("initdb", "--pgdata", self.folder / "data", "--username=agendad", "--auth=trust", "--encoding=UTF8",
                  "--locale=C.UTF-8", "--no-sync")
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.folder / "data")
        self._folder.cleanup()

    def _command(self, program, *arguments):
        return [*self._servant, str(self.programs / program), *map(str, arguments)]

    def _run(self, program, *arguments):
        result = subprocess.run(self._command(program, *arguments), cwd="/", stdin=subprocess.DEVNULL,
                                capture_output=True, timeout=60, check=False)
        if result.returncode != 0:
            raise RuntimeError(f"{program}: {result.stderr.decode()}")
        return result.stdout.decode()

    def ask(self, sql):
        return self._run("psql", "--no-psqlrc", "--tuples-only", "--no-align", "--command", sql, self.url).strip()

    def schema(self, name):
        """The URL of a ledger of its own in this server."""
        self.ask(f"create schema {name}")
        return f"{self.url}&options=-csearch_path%3D{name}"

    def start(self):
        log = open(self.folder / "log", "ab")  # pylint: disable=consider-using-with
        with log:
            self.process = subprocess.Popen(
                self._command("postgres", "-D", self.folder / "data", "-k", self.folder, "-c", "listen_addresses=",
                              "-c", "fsync=off"),
                cwd="/", stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        deadline = time.monotonic() + support.PATIENCE
        while subprocess.run(self._command("pg_isready", "--quiet", "--host", self.folder), cwd="/",
                             check=False).returncode != 0:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self.folder / "log").read_text())
            time.sleep(0.05)

    def stop(self):
        """At once; the server recovers when it is started again."""
        if self.process.poll() is None:
            self._signal(signal.SIGCONT)
            self.process.send_signal(signal.SIGQUIT)
        self.process.wait(support.PATIENCE)

    def freeze(self):
        """It answers nobody, and closes nothing."""
        self._signal(signal.SIGSTOP)

    def thaw(self):
        self._signal(signal.SIGCONT)

    def _signal(self, number):
        pid = self.process.pid
        children = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        for process in (pid, *map(int, children)):
            os.kill(process, number)
