#!/usr/bin/python3
# ctest: labels=integration timeout=600
"""`agendad doctor` against servers that are sound, wrong in one thing, or hostile: every fault has its row, and nothing
else is told; whatever a server does, the doctor ends in time and in bounded memory."""
import gzip
import itertools
import json
import os
import re
import shlex
import ssl
import subprocess
import time
import zlib

import doctor_server
import support
from doctor_server import BODY, PATH, Answer, changing, running, serving_body

LOCAL = ("note", "public-address")  # as all of this is on the loopback interface
PLAIN = ("warning", "url-scheme")
LARGEST = 400_000  # kilobytes that the process may ever have had
GUIDE = "docs/guia-doctor.md"
# The address sanitizer keeps what was freed, 256 MB of it unless it is told otherwise.
FORGETFUL = {"ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":quarantine_size_mb=16"}
RULE = re.compile(r"\bP\d+\b")


def run(checks, *arguments, environment=None):
    """(exit code, {(level, check): what was seen}, seconds, kilobytes)"""
    begin = time.monotonic()
    process = subprocess.Popen([checks.agendad, "doctor", *arguments, "--json"], stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL, env=os.environ | FORGETFUL | (environment or {}))
    output = process.stdout.read()
    process.stdout.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    rows = {}
    for report in json.loads(output):
        for row in report["findings"]:
            checks.that((row["level"] == "ok") == (row["advice"] is None), f"{arguments}: advice of {row}")
            rows.setdefault((row["level"], row["check"]), []).append(row["seen"])
    return process.returncode, rows, time.monotonic() - begin, usage.ru_maxrss


def troubles(rows):
    return {key for key in rows if key[0] != "ok"}


def field(name, value):
    def change(_, answer):
        answer.fields[name] = value
    return changing(change)


def without(name):
    return changing(lambda _, answer: answer.fields.pop(name, None) and None)


def only_to(header, value, status):
    """Another status to who says this."""
    return changing(lambda request, answer: Answer(status) if value in request.fields.get(header, "") else None)


def counting():
    """Other octets at each request, as of a DTSTAMP of now."""
    minutes = itertools.cycle(range(60))

    def respond(request):
        body = BODY.replace(b"DTSTAMP:20240101T0000", b"DTSTAMP:20240101T00%02d" % next(minutes))
        return doctor_server.sound(request, body).octets(request)
    return respond


def twice_compressed(request, answer):
    if answer.fields.get("Content-Encoding") == "gzip":
        answer.body = gzip.compress(answer.body)


FAULTS = [  # name, what answers, (level, check) beside the usual ones
    ("sound", serving_body(BODY), []),
    ("401", changing(lambda *_: Answer(401, WWW_Authenticate="Basic")), [("error", "status")]),
    ("login page", changing(lambda *_: Answer(body=b"<html>Log in", Content_Type="text/html")), [("error", "answer")]),
    ("to the login page", changing(lambda *_: Answer(302, Location="/login")), [("warning", "redirect"), ("error", "status")]),
    ("circle", changing(lambda *_: Answer(308, Location=PATH)), [("error", "redirect"), ("error", "status")]),
    ("no type", without("Content-Type"), [("error", "content-type"), ("warning", "head")]),
    ("type", field("Content-Type", "text/plain"), [("error", "content-type")]),
    ("attachment", field("Content-Disposition", "attachment"), [("warning", "content-disposition")]),
    ("long age", field("Cache-Control", "max-age=86400"), [("warning", "cache-control")]),
    ("cookie", field("Set-Cookie", "a=b"), [("warning", "cookies")]),
    ("no ETag", without("ETag"), [("warning", "etag")]),
    ("one ETag", changing(lambda _, answer: answer.fields.update(ETag='"x"')),
     [("warning", "conditional"), ("warning", "etag-per-coding")]),
    ("never 304", changing(lambda request, answer: setattr(answer, "status", 200)), [("warning", "conditional")]),
    ("no Vary", without("Vary"), [("warning", "vary")]),
    ("gzip twice", changing(twice_compressed), [("error", "compression"), ("warning", "user-agents")]),
    ("no HEAD", changing(lambda request, _: Answer(501) if request.method == "HEAD" else None), [("warning", "head")]),
    ("no Google", only_to("user-agent", "Google", 403), [("error", "user-agents")]),
    ("no Bearer", only_to("authorization", "Bearer", 401), [("error", "user-agents")]),
    ("other octets each time", counting(), None),
    ("LF", serving_body(BODY.replace(b"\r\n", b"\n")), [("error", "line-ends")]),
    ("long line", serving_body(BODY.replace(b"SUMMARY:", b"SUMMARY:" + b"x" * 80)), [("warning", "long-lines")]),
    ("wrong fold", serving_body(BODY.replace(b"Session\r\nSTATUS", b"Sesi\xc3\r\n \xb3n\r\nSTATUS")), [("error", "folds")]),
    ("Latin-1", serving_body(BODY.replace(b"Session\r\nSTATUS", b"Sesi\xf3n\r\nSTATUS")), [("error", "characters")]),
    ("half", serving_body(BODY[:-30]), None),
    ("empty", serving_body(b""), [("error", "answer")]),
    ("zone", serving_body(BODY.replace(b"DTSTART:20240311T160000Z", b"DTSTART;TZID=Europe/Madrid:20240311T160000")),
     [("error", "time-zones"), ("note", "times")]),
]


def forever(head, octets, pause=0.0):
    def respond(_):
        yield head
        while True:
            time.sleep(pause)
            yield octets
    return respond


def endless_redirects(request):
    return Answer(308, Location=request.target + "x").octets(request)


def bomb():
    """200 MB of one letter, compressed."""
    gzipped = zlib.compressobj(wbits=31)
    octets = b"".join(gzipped.compress(b"a" * 1_000_000) for _ in range(200)) + gzipped.flush()
    answer = Answer(body=octets, Content_Encoding="gzip", Content_Type="text/calendar")
    return answer.octets


OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
HOSTILE = [  # name, what answers, what the row of the answer says
    ("hangs", lambda _: time.sleep(30) or b"", "in time"),
    ("drips the head", forever(OK, b"A: b\r\n", 0.2), "in time"),
    ("drips the body", forever(OK + b"Content-Length: 100000\r\n\r\n", b"x", 0.2), "not over in time"),
    ("garbage", lambda _: os.urandom(4096), "not HTTP/1.1|status line"),
    ("another protocol", lambda _: b"220 mail.example.org ESMTP\r\n", "not HTTP/1.1"),
    ("10 GB", forever(OK + b"Content-Length: 10000000000\r\n\r\n", b"x" * 65536), "10000000000 octets"),
    ("no end", forever(OK + b"\r\n", b"x" * 65536), "more than"),
    ("chunks without end", forever(CHUNKED, b"10000\r\n" + b"x" * 65536 + b"\r\n"), "more than"),
    ("small chunks without end", forever(CHUNKED, b"1\r\nx\r\n" * 10000), "more than|not over in time"),
    ("header without end", forever(OK, b"A: " + b"b" * 60000 + b"\r\n"), "head has more"),
    ("interim answers without end", forever(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), "interim"),
    ("ends early", lambda _: OK + b"Content-Length: 100\r\n\r\nBEGIN:VCALENDAR\r\n", "ended after 17 octets"),
    ("ends at once", lambda _: b"", "without an answer"),
    ("broken chunk", lambda _: CHUNKED + b"zz\r\n", "size of a chunk"),
    ("chunk too long", lambda _: CHUNKED + b"2\r\nabc\r\n", "longer than"),
    ("two lengths", lambda _: OK + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", "Content-Length"),
    ("bomb", bomb(), "cannot be decoded"),
]


def check_faults(checks):
    for name, respond, expected in FAULTS:
        with running(respond) as server:
            code, rows, *_ = run(checks, server.url)
        found = troubles(rows) - {LOCAL, PLAIN}
        if expected is None:
            wanted = {"other octets each time": ("warning", "stable"), "half": ("error", "calendar-whole")}[name]
            checks.that(wanted in found, f"{name}: found {found}")
        else:
            checks.equal(found, set(expected), name)
        checks.equal(code, 1 if any(level == "error" for level, _ in found) else 0, f"{name}: exit code")


def check_hostile(checks):
    for name, respond, reason in HOSTILE:
        with running(respond) as server:
            code, rows, seconds, kilobytes = run(checks, server.url, "--timeout", "1", "--deadline", "4")
        seen = " ".join(rows.get(("error", "answer"), []))
        checks.that(code == 1 and re.search(reason, seen), f"{name}: exit code {code}, {seen or rows}")
        checks.that(seconds < 10, f"{name}: it took {seconds:.1f} s")
        checks.that(kilobytes < LARGEST, f"{name}: it took {kilobytes} kB")
    with running(endless_redirects) as server:
        code, rows, *_ = run(checks, server.url)
        checks.that(code == 1 and ("error", "status") in rows and "10 redirects" in str(rows), f"redirects: {rows}")


def check_slow(checks):
    """What there is no more time for is not held against the server."""
    def slow(request):
        time.sleep(0.5)
        return doctor_server.sound(request).octets(request)
    with running(slow) as server:
        code, rows, seconds, _ = run(checks, server.url, "--deadline", "4")
        checks.equal((code, troubles(rows) - {LOCAL, PLAIN}), (0, {("warning", "time")}), "slow")
        checks.that(seconds < 6, f"slow: it took {seconds:.1f} s")


def check_tls(checks, folder):
    ours, others = (doctor_server.Authority(folder, name) for name in ("ours", "others"))
    with running(lambda request: Answer(body=ours.der_of_intermediate()).octets(request)) as issuer:
        where = f"authorityInfoAccess=caIssuers;URI:{issuer.url}\n"
        both = (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3)
        rows = [  # name, TLS, root, troubles, part of what is seen
            ("sound", ours.context("sound"), ours.root, [], None),
            ("leaf alone", ours.context("leaf", chain=()), ours.root, [("error", "tls-chain")], "is missing: 1 sent"),
            ("leaf alone, root unknown", ours.context("lost", chain=(), more=where), others.root,
             [("error", "tls-chain")], "no root that this system trusts"),
            ("leaf alone, its issuer to be had", ours.context("aia", chain=(), more=where), ours.root,
             [("error", "tls-chain")], "is missing"),
            ("root unknown", ours.context("stranger"), others.root, [("error", "tls-chain")], "ends at 'ours root'"),
            ("root sent and unknown", ours.context("proud", chain=("intermediate", "root")), others.root,
             [("error", "tls-chain")], "no root that this system trusts"),
            ("self-signed", ours.context("self", issuer=None, chain=()), ours.root, [("error", "tls-chain")],
             "vouches for itself"),
            ("other name", ours.context("other", names="DNS:other.example.org"), ours.root, [("error", "tls-name")],
             "for other.example.org, not for 127.0.0.1"),
            ("soon over", ours.context("soon", days=5), ours.root, [("warning", "tls-dates")], "expires on"),
            ("over", ours.context("over", days=-1), ours.root, [("error", "tls-dates")], "has expired on"),
            ("TLS 1.0", ours.context("old", versions=(ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_3)), ours.root,
             [("warning", "tls-versions")], "TLS 1.0, 1.1, 1.2, 1.3"),
            ("only TLS 1.0", ours.context("only", versions=(ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1)), ours.root,
             [("error", "tls-versions")], "neither 1.2 nor 1.3"),
            ("only TLS 1.2", ours.context("two", versions=(both[0], both[0])), ours.root, [("note", "tls-versions")], None),
        ]
        for name, tls, root, expected, seen in rows:
            with running(serving_body(BODY), tls=tls) as server:
                code, found, *_ = run(checks, server.url, "--ca", str(root))
                by_environment = run(checks, server.url, environment={"SSL_CERT_FILE": str(root), "SSL_CERT_DIR": folder})
            checks.equal(troubles(found) - {LOCAL}, set(expected), f"TLS, {name}")
            checks.equal(by_environment[:2], (code, found), f"TLS, {name}: SSL_CERT_FILE and --ca")
            if seen:
                checks.that(seen in str([found.get(key) for key in expected]), f"TLS, {name}: {found}")
    with running(serving_body(BODY), tls=ours.context("mute"), handshake=False) as server:
        code, found, seconds, _ = run(checks, server.url, "--timeout", "1", "--deadline", "4")
        checks.that(code == 1 and ("error", "tls-versions") in found and seconds < 10, f"no handshake: {seconds} s, {found}")


def check_agendad(checks):
    for config in checks.golden():
        with support.serving(checks, config) as server:
            # One that has a base-url lists addresses that are not of this machine.
            listed = [path.split(server.url(""))[1] for path in server.get("/")[2].decode().split()
                      if path.startswith(server.url(""))]
            feeds = listed or [line.split("\t")[0] for line in checks.run("feeds", "--config", str(config)).stdout.decode().splitlines()]
            if listed:
                reports = [run(checks, server.url("/"), "--feeds", "100")]
                checks.that(f"lists {len(feeds)} feed" in str(reports[0][1][("ok", "list")]), f"{config.name}: the list")
            else:
                reports = [run(checks, server.url(path)) for path in feeds]
            for code, rows, *_ in reports:
                checks.equal((code, troubles(rows) - {LOCAL, PLAIN}), (0, set()), f"{config.name}: what is wrong: {rows}")
            seen = sum(len(rows[("ok", "etag")]) for _, rows, *_ in reports)
            checks.equal(seen, len(feeds), f"{config.name}: feeds that were looked at")
            if config.name == "ine":
                check_commands_of_guide(checks, server)
                text = checks.run("doctor", server.url("/"), "--feeds", "1")
                checks.equal(text.stderr, b"0 errors, 1 warning, 1 note\n", "--feeds 1: the count")
                checks.equal(re.findall("^http.*", text.stdout.decode(), re.MULTILINE),
                             [server.url("/"), server.url(feeds[0])], "--feeds 1: what was looked at")


def check_commands_of_guide(checks, server):
    blocks = re.findall(r"^```sh\n(.*?)^```$", (checks.source / GUIDE).read_text(), re.MULTILINE | re.DOTALL)
    checks.that(len(blocks) >= 3, f"{GUIDE}: commands")
    for block in blocks:
        program, *arguments = shlex.split(block.replace("http://127.0.0.1:8080", server.url("")))
        checks.equal((program, checks.run(*arguments).returncode), ("agendad", 0), f"{GUIDE}: {block}")


def check_usage(checks):
    for arguments in ([], ["ftp://a/"], ["a.ics"], ["http://a/", "--feeds", "0"], ["http://a/", "--deadline", "0"],
                      ["http://a/", "--ca", "/nowhere"], ["http://a/", "--format", "xml"], ["http://a/", "b"]):
        checks.equal(checks.run("doctor", *arguments).returncode, 2, f"doctor {arguments}: exit code")


def check_guide(checks):
    """The table of the guide names each rule once, and those that are said to be checked are."""
    text = (checks.source / GUIDE).read_text()
    rows = re.findall(r"^\| (P\d+) \| [^|]+ \| ([^|]+) \|$", text, re.MULTILINE)
    checks.equal([rule for rule, _ in rows], [f"P{number}" for number in range(1, 76)], f"{GUIDE}: rules")
    told = {rule: set(re.findall(r"`([^`]+)`", row)) for rule, row in rows}
    coded = {}
    for path in sorted((checks.source / "daemon").glob("doctor*/*.cc")) + [checks.source / "daemon/doctor_command.cc"]:
        for check, rules in re.findall(r'constexpr Check k\w+\s*=\s*\{\s*"([^"]+)",\s*"([^"]+)"\}', path.read_text()):
            for rule in RULE.findall(rules):
                coded.setdefault(rule, set()).add(check)
    for rule in told:
        checks.equal(told[rule], coded.get(rule, set()), f"{GUIDE}: what checks {rule}")


def main():
    checks = support.start()
    check_usage(checks)
    check_guide(checks)
    check_faults(checks)
    check_hostile(checks)
    check_slow(checks)
    with support.temporary_directory() as folder:
        check_tls(checks, folder)
    check_agendad(checks)
    checks.finish()


if __name__ == "__main__":
    main()
