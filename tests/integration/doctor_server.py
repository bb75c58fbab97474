"""A server of one feed for the doctor to look at: sound unless it is told what to do instead.

It speaks plain octets, so that it can do what no library lets it do. Certificates are made by openssl.
"""
import contextlib
import email.utils
import gzip
import hashlib
import pathlib
import socket
import ssl
import subprocess
import threading

PATH = "/feeds/a.ics"
BODY = b"".join(line + b"\r\n" for line in b"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Doctor//EN
X-WR-CALNAME:Sessions
NAME:Sessions
REFRESH-INTERVAL;VALUE=DURATION:PT1H
X-PUBLISHED-TTL:PT1H
BEGIN:VEVENT
UID:one@example.org
DTSTAMP:20240101T000000Z
LAST-MODIFIED:20240101T000000Z
SEQUENCE:0
DTSTART:20240311T160000Z
DTEND:20240311T180000Z
SUMMARY:Session
STATUS:CONFIRMED
TRANSP:OPAQUE
END:VEVENT
END:VCALENDAR""".split(b"\n"))


class Request:
    def __init__(self, head):
        first, *lines = head.decode("latin-1").split("\r\n")
        self.method, self.target, _ = first.split(" ")
        self.fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}


class Answer:
    """What the feed is answered with; each fault changes something of it."""

    def __init__(self, status=200, body=b"", **fields):
        self.status = status
        self.body = body
        self.fields = {"Date": email.utils.formatdate(usegmt=True)}
        self.fields |= {name.replace("_", "-"): value for name, value in fields.items()}

    def octets(self, request):
        length = {} if self.status == 304 or "Content-Length" in self.fields else {"Content-Length": len(self.body)}
        head = f"HTTP/1.1 {self.status} Reason\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in (self.fields | length).items())
        return head.encode() + b"\r\n" + (b"" if request.method == "HEAD" or self.status == 304 else self.body)


def sound(request, body=BODY):
    """What a good server answers."""
    if request.target == "/robots.txt":
        return Answer(body=b"User-agent: *\r\nAllow: /\r\n")
    if request.target == PATH + "/":
        return Answer(308, Location=PATH)
    if request.target != PATH:
        return Answer(404)
    if request.method not in ("GET", "HEAD"):
        return Answer(405, Allow="GET, HEAD")
    tag = hashlib.sha256(body).hexdigest()[:16]
    answer = Answer(body=body, Content_Type="text/calendar; charset=utf-8", ETag=f'"{tag}"', Vary="Accept-Encoding",
                    Cache_Control="private, max-age=0, must-revalidate", X_Robots_Tag="noindex",
                    Strict_Transport_Security="max-age=31536000")
    if "gzip" in request.fields.get("accept-encoding", ""):
        answer.body = gzip.compress(body, mtime=0)
        answer.fields |= {"Content-Encoding": "gzip", "ETag": f'"{tag}-gzip"'}
    asked = request.fields.get("if-none-match", "")
    if asked == "*" or answer.fields["ETag"] in asked:
        answer.status = 304
    return answer


def changing(change, body=BODY):
    """A server that is sound but for what `change(request, answer)` does to the answers about the feed."""
    def respond(request):
        answer = sound(request, body)
        if request.target == PATH:
            answer = change(request, answer) or answer
        return answer.octets(request)
    return respond


def serving_body(body):
    return changing(lambda request, answer: None, body)


class Server:
    """Answers each connection with what `respond(request)` gives: octets, or an iterator of them."""

    def __init__(self, respond, tls=None, handshake=True):
        self.respond, self.tls, self.handshake = respond, tls, handshake
        self.closing = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self):
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}{PATH}"

    def _accept(self):
        with contextlib.suppress(OSError):
            while not self.closing.is_set():
                connection, _ = self.listener.accept()
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        with contextlib.suppress(OSError, ValueError), connection:
            if not self.handshake:
                self.closing.wait(60)
            if self.tls:
                connection = self.tls.wrap_socket(connection, server_side=True)
            head = b""
            while b"\r\n\r\n" not in head:
                octets = connection.recv(65536)
                if not octets:
                    return
                head += octets
            answer = self.respond(Request(head.partition(b"\r\n\r\n")[0]))
            for octets in [answer] if isinstance(answer, bytes) else answer:
                connection.sendall(octets)
                if self.closing.is_set():
                    return
            connection.shutdown(socket.SHUT_WR)
            connection.recv(1)

    def close(self):
        self.closing.set()
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()


@contextlib.contextmanager
def running(respond, **options):
    server = Server(respond, **options)
    try:
        yield server
    finally:
        server.close()


class Authority:
    """A root, an intermediate and what they sign, in a folder of its own."""

    def __init__(self, folder, name):
        self.folder = pathlib.Path(folder) / name
        self.folder.mkdir()
        self.name = name
        authority = "basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign,cRLSign\n"
        self.root = self._certificate("root", f"{name} root", None, authority)
        self.intermediate = self._certificate("intermediate", f"{name} intermediate", "root", authority)

    def _openssl(self, *arguments):
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True, timeout=60)

    def _certificate(self, name, subject, issuer, extensions, days=90):
        (self.folder / f"{name}.ext").write_text(extensions)
        self._openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", f"{name}.key",
                      "-out", f"{name}.csr", "-subj", f"/CN={subject}")
        signer = ["-CA", f"{issuer}.pem", "-CAkey", f"{issuer}.key"] if issuer else ["-signkey", f"{name}.key"]
        self._openssl("x509", "-req", "-in", f"{name}.csr", "-out", f"{name}.pem", "-days", str(days), *signer,
                      "-set_serial", str(abs(hash((self.name, name))) + 1), "-extfile", f"{name}.ext")
        return self.folder / f"{name}.pem"

    def der_of_intermediate(self):
        self._openssl("x509", "-in", "intermediate.pem", "-outform", "DER", "-out", "intermediate.der")
        return (self.folder / "intermediate.der").read_bytes()

    def context(self, name, issuer="intermediate", chain=("intermediate",), names="IP:127.0.0.1", days=90, more="",
                versions=(ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3)):
        """A server's TLS with a new certificate that `issuer` has signed (itself, if None), and with what it sends along."""
        extensions = f"subjectAltName={names}\nextendedKeyUsage=serverAuth\n{more}"
        certificate = self._certificate(name, f"{self.name} {name}", issuer, extensions, days)
        sent = self.folder / f"{name}-chain.pem"
        sent.write_text("".join(path.read_text() for path in
                                [certificate, *(self.folder / f"{each}.pem" for each in chain)]))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version, context.maximum_version = versions
        context.set_ciphers("DEFAULT:@SECLEVEL=0")
        context.load_cert_chain(sent, self.folder / f"{name}.key")
        return context
