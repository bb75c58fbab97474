#!/usr/bin/python3
"""A strict HTTP/1.1 client (h11, which knows nothing of agendad) accepts every answer: what calendar clients ask, many
requests in one go, and what attackers send, which gets what RFC 9110 and 9112 say."""
import socket
import sys
import urllib.parse

import h11
import support

FEED = "GET /feeds/cspen.ics HTTP/1.1\r\nHost: a.example\r\n"

# What is asked; how it is answered. A refused connection is closed.
ASKED = (
    (FEED + "\r\n", 200),
    (FEED + "Accept-Encoding: gzip\r\n\r\n", 200),
    (FEED + "Accept-Encoding: br, gzip;q=0.5\r\nConnection: close\r\n\r\n", 200),
    (FEED + "Range: bytes=0-9,20-29\r\nIf-Range: \"x\"\r\n\r\n", 200),
    (FEED + "If-None-Match: *\r\n\r\n", 304),
    (FEED + "Expect: 100-continue\r\n\r\n", 200),
    ("GET /feeds/cspen.ics?x=1 HTTP/1.0\r\n\r\n", 200),
    ("GET http://a.example/feeds/cspen.ics HTTP/1.1\r\nHost: b\r\n\r\n", 200),
    ("HEAD /feeds/cspen.ics HTTP/1.1\r\nHost: a\r\n\r\n", 200),
    ("HEAD /nothing HTTP/1.1\r\nHost: a\r\n\r\n", 404),
    ("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 200),
    ("GET /robots.txt HTTP/1.1\r\nHost: a\r\n\r\n", 200),
    ("GET /feeds/cspen.ics/ HTTP/1.1\r\nHost: a\r\n\r\n", 308),
)
REFUSED = (
    ("GET / HTTP/1.1\r\n\r\n", 400),  # RFC 9112 3.2
    ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400),
    (FEED + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),  # 6.3
    (FEED + "Content-Length: x\r\n\r\n", 400),
    (FEED + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", 400),  # 6.1
    (FEED + "X: a\r\n b\r\n\r\n", 400),  # 5.2
    (FEED + "X : a\r\n\r\n", 400),  # 5.1
    (FEED + " X: a\r\n\r\n", 400),
    (FEED + "X: a\0b\r\n\r\n", 400),
    (FEED + "X: a\rb\r\n\r\n", 400),
    (FEED.replace("\r\n", "\n") + "\n", 400),  # 2.2
    ("GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ("GET / HTTP/1.1 \r\nHost: a\r\n\r\n", 400),
    ("GET / FTP/1.1\r\nHost: a\r\n\r\n", 400),
    ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505),  # RFC 9110 15.6.6
    ("G@T / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello", 405),  # 15.5.6
    ("DELETE /feeds/cspen.ics HTTP/1.1\r\nHost: a\r\n\r\n", 405),
    ("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 405),
    (FEED + "Content-Length: 5\r\n\r\nhello", 413),  # 15.5.14
    ("GET /" + 3000 * "a" + " HTTP/1.1\r\nHost: a\r\n\r\n", 414),  # 15.5.15
    (FEED + 70 * "X: a\r\n" + "\r\n", 431),  # RFC 6585 5
    (FEED + "X: " + 5000 * "a" + "\r\n\r\n", 431),
)


class Answers:
    """What comes back on one connection, as h11 reads it."""

    def __init__(self, address, octets):
        self.socket = socket.create_connection(address, timeout=support.PATIENCE)
        self.connection = h11.Connection(h11.CLIENT)
        self.socket.sendall(octets)

    def next(self, method):
        """(status, headers, body) of the answer to a request with this method."""
        # What was sent in truth need not be what h11 would send.
        self.connection.send(h11.Request(method=method, target="/", headers=[("Host", "a")]))
        self.connection.send(h11.EndOfMessage())
        status, headers, body = None, {}, b""
        while True:
            event = self.connection.next_event()
            if event is h11.NEED_DATA:
                self.connection.receive_data(self.socket.recv(65536))
            elif isinstance(event, h11.Response):
                status = event.status_code
                headers = {name.decode(): value.decode() for name, value in event.headers}
            elif isinstance(event, h11.Data):
                body += bytes(event.data)
            else:
                if not isinstance(event, h11.EndOfMessage):
                    raise h11.RemoteProtocolError(f"{event}")
                return status, headers, body

    def go_on(self):
        self.connection.start_next_cycle()

    def is_closed(self):
        return self.socket.recv(1) == b""


def method_of(request):
    method = request.split()[0]
    return method if method.isalpha() else "GET"


def check_one(checks, address, request, expected, is_refused):
    what = repr(request[:80])
    answers = Answers(address, request.encode())
    try:
        status, headers, body = answers.next(method_of(request))
        checks.equal(status, expected, what)
        checks.that("date" in headers, f"{what}: no Date")
        if is_refused:
            checks.equal(headers.get("connection"), "close", what)
            answers.socket.shutdown(socket.SHUT_WR)
            checks.that(answers.is_closed(), f"{what}: the connection stays")
        if expected == 405:
            checks.equal(headers.get("allow"), "GET, HEAD", what)
        if method_of(request) == "HEAD" or expected == 304:
            checks.equal(body, b"", f"{what}: a body")
        else:
            checks.equal(headers.get("content-length"), str(len(body)), f"{what}: its length")
    except h11.RemoteProtocolError as error:
        checks.that(False, f"{what}: {error}")
    finally:
        answers.socket.close()


def check_pipelined(checks, address):
    """Many requests in one go are answered one by one, and in their order."""
    requests = [request for request, status in ASKED if "close" not in request and "HTTP/1.0" not in request] * 3
    answers = Answers(address, "".join(requests).encode())
    expected = dict(ASKED)
    for number, request in enumerate(requests):
        if number > 0:
            answers.go_on()
        status, _, _ = answers.next(method_of(request))
        checks.equal(status, expected[request], f"pipelined {request[:60]!r}")
    answers.socket.close()


def main():
    checks = support.start()
    with support.serving(checks, checks.source / "config/examples/ine") as server:
        url = urllib.parse.urlsplit(server.url("/"))
        address = (url.hostname, url.port)
        for request, status in ASKED:
            check_one(checks, address, request, status, is_refused=False)
        for request, status in REFUSED:
            check_one(checks, address, request, status, is_refused=True)
        check_pipelined(checks, address)
        # After all that it serves as before.
        check_one(checks, address, *ASKED[0], is_refused=False)
    checks.finish()


if __name__ == "__main__":
    sys.exit(main())
