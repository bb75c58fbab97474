#!/usr/bin/python3
"""The examples of docs/proxies/ with real servers: every answer through nginx and Caddy is agendad's own, in HTTP/2 and
HTTP/1.1; and files that nginx serves without agendad differ in nothing that a calendar program looks at."""
import gzip
import pathlib
import shutil

import support
import web_servers

FEED = "/feeds/cspen.ics"
UPSTREAM = "127.0.0.1:8080"
# What an example has for a Unix socket, commented out before the line that it stands in for.
NGINX_SOCKET = "server 127.0.0.1:8080;\n    # server unix:/run/agendad/http.sock;"
CADDY_SOCKET = "# reverse_proxy unix//run/agendad/http.sock {\n    reverse_proxy 127.0.0.1:8080 {"
# Each server's own: about the connection, itself, or the moment.
OF_THE_SERVER = {"date", "server", "connection", "keep-alive", "alt-svc", "via"}


def requests(etags):
    """[(what, method, path, fields)]"""
    plain, coded, brotli = (etags[coding] for coding in ("identity", "gzip", "br"))
    rows = [
        ("a feed", "GET", FEED, {}),
        ("a feed for Google", "GET", FEED, {"Accept-Encoding": "gzip, deflate, br"}),
        ("a feed in gzip", "GET", FEED, {"Accept-Encoding": "gzip"}),
        ("a feed in brotli", "GET", FEED, {"Accept-Encoding": "br"}),
        ("a feed without gzip", "GET", FEED, {"Accept-Encoding": "gzip;q=0"}),
        ("the same", "GET", FEED, {"If-None-Match": plain}),
        ("the same in gzip", "GET", FEED, {"If-None-Match": coded, "Accept-Encoding": "gzip"}),
        ("the same in brotli", "GET", FEED, {"If-None-Match": brotli, "Accept-Encoding": "br"}),
        ("the same, weakly", "GET", FEED, {"If-None-Match": f'"other", W/{plain}'}),
        ("another one", "GET", FEED, {"If-None-Match": '"other"'}),
        ("a part", "GET", FEED, {"Range": "bytes=0-9"}),
        ("with a query", "GET", FEED + "?refresh=1", {}),
        ("with a final slash", "GET", FEED + "/", {}),
        ("no feed", "GET", "/feeds/none.ics", {}),
        ("nothing", "GET", "/favicon.ico", {}),
        ("two slashes", "GET", "//feeds/cspen.ics", {}),
        ("percent", "GET", "/feeds/%63spen.ics", {}),
        ("the list", "GET", "/", {}),
        ("robots", "GET", "/robots.txt", {}),
    ]
    rows += [(f"{what}, its head", "HEAD", path, fields) for what, _, path, fields in rows]
    return rows + [(method, method, FEED, {}) for method in ("POST", "DELETE", "OPTIONS", "PROPFIND", "BREW")]


def own(fields):
    return {name: values for name, values in fields.items() if name not in OF_THE_SERVER}


def compare(checks, site, server, etags):
    for what, method, path, fields in requests(etags):
        status, direct_fields, body = web_servers.ask_directly(server, path, method, fields, site.folder)
        for version in ("1.1", "2"):
            shown = f"{site.name}, HTTP/{version}, {what}"
            found = site.ask(path, method=method, fields=fields, version=version)
            checks.equal(found[0], status, f"{shown}: status")
            checks.equal(own(found[1]), own(direct_fields), f"{shown}: fields")
            checks.that(found[2] == body, f"{shown}: {len(found[2])} octets that are not agendad's {len(body)}")
    status, fields, _ = site.ask(FEED, scheme="http")
    checks.equal(status, 308, f"{site.name}: status of http")
    checks.equal([value.replace(f":{site.secure}", "") for value in fields["location"]],
                 [f"https://{web_servers.NAME}{FEED}"], f"{site.name}: where http leads")


def passes_on(checks, site, recorder):
    """What a proxy makes of a request."""
    for fields in ({}, {"Accept-Encoding": "gzip, br", "If-None-Match": '"a", W/"b"'}):
        status, _, _ = site.ask(FEED, fields=fields)
        checks.equal(status, 204, f"{site.name}: the recorder's status")
        line, found = recorder.last()
        checks.equal(line, f"GET {FEED} HTTP/1.1", f"{site.name}: request line")
        checks.equal(found.get("x-forwarded-proto"), "https", f"{site.name}: X-Forwarded-Proto")
        checks.equal(found.get("host", "").partition(":")[0], web_servers.NAME, f"{site.name}: Host")
        for name in ("Accept-Encoding", "If-None-Match"):
            checks.equal(found.get(name.lower()), fields.get(name), f"{site.name}: {name}")


def static(checks, site, server):
    """Of what a calendar program looks at, all but the ETag itself is as agendad's."""
    for coding in ("identity", "gzip"):
        asked = {} if coding == "identity" else {"Accept-Encoding": coding}
        _, direct, body = web_servers.ask_directly(server, FEED, "GET", asked, site.folder)
        status, fields, found = site.ask(FEED, fields=asked)
        shown = f"{site.name}, {coding}"
        checks.equal(status, 200, f"{shown}: status")
        whole, expected = (gzip.decompress(octets) if coding == "gzip" else octets for octets in (found, body))
        checks.that(whole == expected, f"{shown}: {len(found)} octets that are not agendad's {len(body)}")
        for name in ("content-type", "content-encoding", "vary", "cache-control", "x-content-type-options",
                     "x-robots-tag"):
            checks.equal(fields.get(name), direct.get(name), f"{shown}: {name}")
        checks.that(fields["etag"][0].startswith('"'), f"{shown}: a strong ETag, not {fields['etag']}")
        again = site.ask(FEED, fields={**asked, "If-None-Match": fields["etag"][0]})
        checks.equal((again[0], again[1]["etag"], again[2]), (304, fields["etag"], b""), f"{shown}: asked again")
        head = site.ask(FEED, method="HEAD", fields=asked)
        checks.equal(own(head[1]), own(fields), f"{shown}: fields of HEAD")
    checks.that(site.ask(FEED)[1]["etag"] != site.ask(FEED, fields={"Accept-Encoding": "gzip"})[1]["etag"],
                f"{site.name}: each coding has an ETag of its own")
    status, fields, _ = site.ask(FEED + "/")
    checks.equal((status, fields["location"]), (308, [f"https://{web_servers.NAME}{FEED}"]), f"{site.name}: final slash")
    for path in ("/feeds/none.ics", "/", "/feeds/", FEED + ".gz"):
        checks.equal(site.ask(path)[0], 404, f"{site.name}: status of {path}")
    for method in ("POST", "DELETE", "PROPFIND", "BREW"):
        checks.equal(site.ask(FEED, method=method)[0], 405, f"{site.name}: status of {method}")
    checks.equal(site.ask(FEED, scheme="http")[0], 308, f"{site.name}: status of http")


def main():
    checks = support.start()
    web_servers.require("nginx", "caddy", "curl", "openssl")
    examples = checks.source / "docs/proxies"
    with support.temporary_directory() as name:
        folder = pathlib.Path(name)
        config, socket = folder / "config", folder / "http.sock"
        shutil.copytree(checks.source / "config/examples/ine", config)
        settings = (config / "agendad.yaml").read_text().replace(
            "listen: 127.0.0.1:8080\n",
            f'listen: ["127.0.0.1:0", "unix:{socket}"]\nbase-url: https://{web_servers.NAME}\n')
        (config / "agendad.yaml").write_text(settings)
        certificate = web_servers.make_certificate(folder)

        def site(title):
            return web_servers.Site(title, folder / title.replace(" ", "-"), certificate)

        with support.serving(checks, config, listen=()) as server:
            etags = {coding: server.get(FEED, {"Accept-Encoding": coding})[1]["etag"]
                     for coding in ("identity", "gzip", "br")}
            checks.equal(len(set(etags.values())), 3, f"different ETags in {etags}")
            there = [(UPSTREAM, f"{server.host}:{server.port}")]
            with site("nginx").nginx(examples / "nginx.conf", there) as proxy:
                compare(checks, proxy, server, etags)
            with site("Caddy").caddy(examples / "Caddyfile", there) as proxy:
                compare(checks, proxy, server, etags)
            there = [(NGINX_SOCKET, f"server unix:{socket};")]
            with site("nginx by socket").nginx(examples / "nginx.conf", there) as proxy:
                compare(checks, proxy, server, etags)
            there = [(CADDY_SOCKET, f"reverse_proxy unix/{socket} {{")]
            with site("Caddy by socket").caddy(examples / "Caddyfile", there) as proxy:
                compare(checks, proxy, server, etags)

            recorder = web_servers.Recorder()
            there = [(UPSTREAM, f"127.0.0.1:{recorder.port}")]
            with site("nginx recorded").nginx(examples / "nginx.conf", there) as proxy:
                passes_on(checks, proxy, recorder)
            with site("Caddy recorded").caddy(examples / "Caddyfile", there) as proxy:
                passes_on(checks, proxy, recorder)

            result = checks.run("render", "--all", folder / "files", "--precompressed", "--config", config)
            checks.equal(result.returncode, 0, f"exit code of render, which says {result.stderr.decode()!r}")
            there = [("/srv/agenda", str(folder / "files"))]
            with site("nginx alone").nginx(examples / "nginx-static.conf", there) as files:
                static(checks, files, server)
    checks.finish()


if __name__ == "__main__":
    main()
