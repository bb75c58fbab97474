#!/usr/bin/python3
"""A daemon that was just installed is ready without a program, says where to put one, and serves it as soon as it is there.

`check` is another matter: who checks means to publish, and a folder without a definition is then most likely another folder
than the one that was meant.
"""
import os
import pathlib
import re
import shutil
import subprocess
import time

import service_test
import support

HINT = "no program yet: put directory.yaml and programs/*.yaml into "


def get_when_served(server, path):
    deadline = time.monotonic() + support.PATIENCE
    while True:
        answer = server.get(path)
        if answer[0] == 200 or time.monotonic() > deadline:
            return answer
        time.sleep(0.05)


def status(checks, config):
    return checks.run("status", "--config", config).stdout.decode()


def begins(checks, config, manager):
    """From nothing to feeds, without a restart."""
    manager.drain()
    port = service_test.free_port()
    command = [checks.agendad, "serve", "--config", config, "--listen", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        server = support.Server(process)
        server.host, server.port = "127.0.0.1", port
        try:
            manager.wait_for("READY=1")
            told = [line for line in manager.drain() if line.startswith("STATUS=")]
            checks.that(any(HINT + str(config) in line for line in told), f"the status line: {told}")
            server.wait_for(re.escape(HINT))
            text = status(checks, config)
            checks.that(HINT + str(config) in text and "attention" not in text, f"agendad status: {text}")
            front = server.get("/")
            checks.equal(front[0], 200, "the front door without a program")
            checks.that("no program is published yet" in front[2].decode(), f"the front door: {front}")
            answer = server.get("/feeds/cspen.ics")
            checks.equal((answer[0], answer[1].get("retry-after")), (503, "60"), "a feed without a program")
            shutil.copytree(checks.source / "config/examples/ine", config, dirs_exist_ok=True)
            answer = get_when_served(server, "/feeds/cspen.ics")
            checks.equal(answer[0], 200, "a feed, after its program was written")
            server.wait_for(r"serving \d+ feeds")
            checks.that("no program" not in status(checks, config), "agendad status, with a program")
            checks.that(b"/feeds/cspen.ics" in server.get("/")[2], "the front door, with a program")
            # What is gone is gone by mistake: calendars keep what they have.
            for path in config.iterdir():
                (shutil.rmtree if path.is_dir() else os.remove)(path)
            server.wait_for("directory.yaml: error: no such file")
            checks.equal(server.get("/feeds/cspen.ics")[1]["etag"], answer[1]["etag"], "a feed whose program is gone")
            checks.that("attention: not published: the definition has errors" in status(checks, config),
                        "agendad status tells that the files are gone")
            checks.equal(server.stop(), 0, "exit code after SIGTERM")
        finally:
            process.kill()
    return answer[1]["etag"]


def main():
    checks = support.start()
    with support.temporary_directory() as folder:
        config = pathlib.Path(folder) / "config"
        config.mkdir()
        (config / "agendad.yaml").write_text("# listen: 127.0.0.1:8080\n")
        manager = service_test.ServiceManager(folder)
        result = checks.run("check", "--config", config)
        checks.equal((result.returncode, result.stdout.decode()), (1, "directory.yaml: error: no such file; expected the bodies, "
                                                                      "directorates and councillors\n"), "check of nothing")
        etag = begins(checks, config, manager)
        with support.serving(checks, config) as server:
            checks.equal(server.get("/feeds/cspen.ics")[1]["etag"], etag, "a feed whose program is gone, after a restart")
        result = checks.run("serve", "--config", config / "elsewhere", "--listen", "127.0.0.1:0")
        checks.equal(result.returncode, 1, "a folder that is not there")
    checks.finish()


if __name__ == "__main__":
    main()
