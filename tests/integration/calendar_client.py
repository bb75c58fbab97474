"""A person's calendar: vdirsyncer subscribes to feeds over HTTP, khal shows what arrived."""
import os
import pathlib
import re
import subprocess

FIELDS = ["calendar", "start-long", "end-long", "start-time", "title", "status", "categories", "description"]
CHANGES = re.compile(r"^(?:Copying|Deleting).*", re.MULTILINE)


class CalendarClient:
    """Keeps everything, HOME included, in `folder`, which is its own."""

    def __init__(self, folder, urls):
        self.folder = pathlib.Path(folder)
        home = self.folder / "home"
        home.mkdir(parents=True)
        self.environment = {"HOME": str(home), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC",
                            "XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home), "XDG_CACHE_HOME": str(home)}
        for feed in urls:
            (self.folder / "calendars" / feed).mkdir(parents=True)
        (self.folder / "vdirsyncer.conf").write_text(self._vdirsyncer(urls))
        (self.folder / "khal.conf").write_text(self._khal(urls))
        self._run("vdirsyncer", "discover")

    def sync(self):
        """What vdirsyncer says that it changed."""
        return CHANGES.findall(self._run("vdirsyncer", "-v", "INFO", "sync"))

    def shown(self, first_day, days):
        """{feed: sorted events as (start, end, title, status, categories, description)}; ends as khal shows them."""
        record = "\x1e" + "\x1f".join(f"{{{field}}}" for field in FIELDS)
        text = self._run("khal", "list", "--once", "--day-format", "", "--format", record, first_day, f"{days}d")
        feeds = {}
        for row in text.split("\x1e")[1:]:
            calendar, start, end, time, title, status, categories, description = row.split("\x1f")
            event = (start, end, bool(time), title, status.strip(), categories, description.strip("\n"))
            feeds.setdefault(calendar, []).append(event)
        return {feed: sorted(events) for feed, events in feeds.items()}

    def _run(self, program, *arguments):
        command = [program, "-c", str(self.folder / f"{program}.conf"), *arguments]
        result = subprocess.run(command, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                                timeout=300)
        if result.returncode != 0:
            raise RuntimeError(f"{command} ended with {result.returncode}: {result.stdout}{result.stderr}")
        return result.stdout + result.stderr if program == "vdirsyncer" else result.stdout

    def _vdirsyncer(self, urls):
        parts = [f'[general]\nstatus_path = "{self.folder}/status"\n']
        for feed, url in urls.items():
            name = feed.replace("-", "_")
            parts.append(f'[pair {name}]\na = "{name}_feed"\nb = "{name}_files"\ncollections = null\n'
                         f'[storage {name}_feed]\ntype = "http"\nurl = "{url}"\n'
                         f'[storage {name}_files]\ntype = "filesystem"\npath = "{self.folder}/calendars/{feed}"\n'
                         'fileext = ".ics"\n')
        return "\n".join(parts)

    def _khal(self, urls):
        calendars = "\n".join(f"[[{feed}]]\npath = {self.folder}/calendars/{feed}\nreadonly = True" for feed in urls)
        return (f"[calendars]\n{calendars}\n[sqlite]\npath = {self.folder}/khal.db\n"
                "[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\ntimeformat = %H:%M\n"
                "dateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
                "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n")
