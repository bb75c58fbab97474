#!/usr/bin/python3
"""The lint scripts refuse a spoilt tree, and say where and why."""
import os
import tempfile
import unittest

import headers
import includes
import schema
import text

GOOD_HEADER = """// What it is. Any thread.
#ifndef AGENDAD_{0}_H_
#define AGENDAD_{0}_H_
{1}
#endif  // AGENDAD_{0}_H_
"""


class Refuses(unittest.TestCase):
    def complaints(self, check, tree):
        with tempfile.TemporaryDirectory() as root:
            for folder in ("config", "feeds", "daemon", "tests"):
                os.mkdir(os.path.join(root, folder))
            for path, content in tree.items():
                whole = os.path.join(root, path)
                os.makedirs(os.path.dirname(whole), exist_ok=True)
                with open(whole, "wb") as file:
                    file.write(content if isinstance(content, bytes)
                               else content.encode())
            return check(root)

    def assert_refused(self, check, path, content, complaint):
        tree = {"config/a.h": GOOD_HEADER.format("CONFIG_A", ""),
                "daemon/d.h": GOOD_HEADER.format("DAEMON_D", ""),
                "feeds/f.h": GOOD_HEADER.format("FEEDS_F", "")}
        if check is not schema.check:
            self.assertEqual(self.complaints(check, tree), [])
        tree[path] = content
        self.assertEqual(self.complaints(check, tree), [complaint])

    def test_includes(self):
        rows = [
            ("config/b.cc", '#include "feeds/f.h"', "feeds/f.h: config/ may "
             "include only config"),
            ("feeds/b.cc", '#include "daemon/d.h"', "daemon/d.h: feeds/ may "
             "include only feeds, config"),
            ("daemon/b.cc", '#include "d.h"', "d.h: includes are written "
             "from the repository's root"),
            ("daemon/b.cc", "# include <libical/ical.h>", "libical/ical.h: "
             "only feeds/ical/ may include it"),
            ("config/b.cc", "#include <yaml-cpp/yaml.h>", "yaml-cpp/yaml.h: "
             "only config/yaml_reader. may include it"),
            ("daemon/b.cc", "#include <boost/asio/ip/tcp.hpp>",
             "boost/asio/ip/tcp.hpp: only daemon/http/ or daemon/doctor/ or daemon/daemon. or "
             "daemon/definition_watcher. or daemon/service/control_socket. "
             "may include it"),
            ("daemon/b.cc", "#include <curl/curl.h>", "curl/curl.h: this "
             "library has no owner in tests/lint/includes.py"),
            ("daemon/b.cc", "#include <mstch.h>", "mstch.h: this "
             "library has no owner in tests/lint/includes.py"),
            ("feeds/b.cc", "#include <thread>", "thread: feeds/ has no "
             "files, sockets, threads or clock"),
            ("config/b.cc", "#include <sys/stat.h>", "sys/stat.h: config/ "
             "has no files, sockets, threads or clock"),
            ("feeds/b.cc", "auto now = std::chrono::system_clock::now();",
             "_clock::now: only daemon/ may ask the clock or the environment"),
        ]
        for path, line, what in rows:
            with self.subTest(line):
                self.assert_refused(includes.check, path, line + "\n",
                                    f"{path}:1: {what}")

    def test_includes_that_are_right(self):
        self.assertEqual(self.complaints(includes.check, {
            "config/a.h": "",
            "config/definition_files.cc": "#include <fcntl.h>\n",
            "config/yaml_reader.cc": "#include <yaml-cpp/eventhandler.h>\n",
            "feeds/ical/b.cc": "#include <libical/ical.h>\n",
            "feeds/b.cc": '#include "config/a.h"\n// no _clock::now here\n',
            "daemon/b.cc": '#include <thread>\n#include "config/a.h"\n',
            "tests/feeds/b_test.cc": "#include <libical/ical.h>\n",
        }), [])

    def test_headers(self):
        good = GOOD_HEADER.format("FEEDS_B", "")
        guard = "is not guarded by AGENDAD_FEEDS_B_H_"
        rows = [
            ("feeds/b.h", good.replace("Any thread.", ""),
             "does not say which thread may use it"),
            ("feeds/b.h", "\n" + good + "// thread\n",
             "does not open with its contract"),
            ("feeds/b.h", good.replace("define AGENDAD_FEEDS_B", "define B"),
             guard),
            ("feeds/b.h", good + "int after;\n",
             "does not end with #endif  // AGENDAD_FEEDS_B_H_"),
            ("feeds/b.cc", "\n" * 301,
             "has 301 lines, over 300: find the split"),
            ("tests/a.py", "\n" * 301,
             "has 301 lines, over 300: find the split"),
            ("feeds/BigName.cc", "\n", "is not named in snake_case"),
        ]
        for path, content, what in rows:
            with self.subTest(what):
                found = self.complaints(headers.check, {path: content})
                self.assertIn(f"{path}: {what}", found)
        self.assertEqual(self.complaints(headers.check, {"feeds/b.h": good}),
                         [])

    def test_text(self):
        # In two halves, because this file is looked at, too.
        machine = "/wo" + "rk/main"
        copied = '"reso' + 'lved": "https://host/x.tgz"\n'
        rows = [
            ("a.md", "no line end", "a.md:0: does not end with a line end"),
            ("a.md", "two\n\n", "a.md:0: ends with an empty line"),
            ("a.md", "space \n", "a.md:1: has space at its end"),
            ("a.md", "dos\r\n", "a.md:1: has space at its end"),
            ("a.md", "\ttab\n", "a.md:1: has a tab"),
            ("a.md", b"caf\xe9\n", "a.md:0: is not UTF-8 (octet 3)"),
            ("a.md", f"one\ncd {machine}\n",
             f"a.md:2: names a path of one machine: {machine}"),
            ("a-lock.json", copied,
             "a-lock.json:1: names the host that a package came from"),
        ]
        for path, content, what in rows:
            with self.subTest(what):
                self.assert_refused(text.check, path, content, what)
        self.assertEqual(self.complaints(text.check, {
            "tests/golden/a.ics": "BEGIN:VCALENDAR\r\n",
            "a.png": b"\xff",
            "build/a.txt": "built \n",
        }), [])

    def test_schema(self):
        good = '{"$schema": "https://json-schema.org/draft/2020-12/schema"'
        rows = [
            ("a.json", "{}", "there is no *schema.json"),
            ("a.schema.json", good + ', "type": "text"}',
             "a.schema.json: 'text' is not valid under any of the given "
             "schemas"),
        ]
        for path, content, what in rows:
            with self.subTest(what):
                self.assert_refused(schema.check, path, content, what)
        self.assertIn("a.json: Expecting value: line 1 column 1 (char 0)",
                      self.complaints(schema.check, {"a.json": "?"}))
        self.assertEqual(
            self.complaints(schema.check, {"a.schema.json": good + "}"}), [])


if __name__ == "__main__":
    unittest.main()
