"""What fuzzers begin with: requests as clients and attackers send them, header fields, and definition files."""
import pathlib

SOURCE = pathlib.Path(__file__).resolve().parents[2]
HASH = "0123456789abcdef0123456789abcdef"

_FEED = "GET /feeds/cspen.ics HTTP/1.1\r\nHost: a.example\r\n"
_REQUESTS = (
    _FEED + "User-Agent: Google-Calendar-Importer\r\nAccept-Encoding: gzip, deflate, br\r\n\r\n",
    _FEED + "User-Agent: Microsoft Exchange/15.20\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n",
    _FEED + "If-Modified-Since: Mon, 01 Jan 2024 00:00:00 GMT\r\nAuthorization: Bearer\r\n\r\n",
    _FEED + f'If-None-Match: W/"{HASH}-gzip", "{HASH}"\r\nCache-Control: no-cache\r\n\r\n',
    _FEED + "Range: bytes=0-1,2-3\r\nExpect: 100-continue\r\n\r\n",
    _FEED + "\r\n" + _FEED + "\r\n",
    "HEAD /feeds/dcpen.ics?a=b HTTP/1.1\r\nhost: [::1]:8080\r\nAccept: text/calendar;q=0.9\r\n\r\n",
    "GET http://a.example/feeds/%63spen.ics HTTP/1.1\r\nHost: a.example\r\n\r\n",
    "GET /feeds/cspen.ics/ HTTP/1.0\r\n\r\n",
    "\r\nGET / HTTP/1.1\r\nHost:\r\n\r\n",
    "GET /robots.txt HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, Upgrade\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
    _FEED + "Content-Length: 0\r\nContent-Length: 5\r\n\r\n",
    _FEED + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    _FEED + "X-Folded: a\r\n b\r\n\r\n",
    _FEED + "X-Space : a\r\n\r\n",
    "GET /feeds/cspen.ics HTTP/1.1\nHost: a\n\n",
    "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /../../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET / HTTP/2.0\r\nHost: a\r\n\r\n",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "GET /" + 2100 * "a" + " HTTP/1.1\r\nHost: a\r\n\r\n",
    _FEED + 65 * "A: b\r\n" + "\r\n",
)

_FIELDS = (
    f'"{HASH}"\ngzip, deflate, br',
    f'W/"{HASH}-gzip"\nbr;q=0.5, gzip;q=0.8',
    f'"a,b", "{HASH}-br"\n*;q=0',
    "*\nidentity;q=0, *",
    f'"unfinished, {HASH}\ngzip;q=0.0001, br;q=2',
    "\n",
)


def _definitions():
    for folder in ("config/examples", "tests/data"):
        for path in sorted((SOURCE / folder).rglob("*.y*ml")):
            yield path.read_bytes()


def seeds(name):
    """The inputs of the fuzzer `name`."""
    if name == "request":
        # The first octet says how many of the others come at a time.
        return [bytes([step]) + text.encode() for text in _REQUESTS for step in (0, 255)]
    if name == "conditional_request":
        return [text.encode() for text in _FIELDS]
    if name == "definition":
        return list(_definitions())
    raise ValueError(f"no fuzzer {name}")
