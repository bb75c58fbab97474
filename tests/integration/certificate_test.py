#!/usr/bin/python3
"""TLS: the certificate, its renewal, those that are wrong or over, and one that is a credential."""
import datetime
import ssl
import subprocess
import time

import doors
import monitored
import network
import support
from doors import BASE, FEED, ONE, ask, plain


def check_tls(site):
    checks = site.checks
    trusting = site.certify("first")
    settings = (f'listen: ["{ONE}:443", "[{network.WORLD_IPV6}]:443"]\nbase-url: {BASE}\ntls:\n'
                f"  certificate: {site.folder}/certificate.pem\n  key: {site.folder}/key.pem\n"
                f'  redirect-from: ["{ONE}:80", "[{network.WORLD_IPV6}]:80"]\n')
    with site.serving(settings) as (server, where):
        checks.equal(where, f"https://{ONE}:443, https://[{network.WORLD_IPV6}]:443", "addresses")
        for host in (ONE, network.WORLD_IPV6):
            site.expect_feed(site.secure(trusting, host), f"TLS at {host}")
            status, headers, _ = ask(plain(host), FEED + "?x=%20y")
            checks.equal((status, headers["location"]), (308, f"{BASE}{FEED}?x=%20y"), f"port 80 at {host}")
        curl = subprocess.run(["curl", "--silent", "--show-error", "--location", "--compressed", "--cacert",
                               site.folder / "trusted.pem", "--resolve", f"agenda.example.org:443:{ONE}",
                               f"http://{ONE}{FEED}"], capture_output=True, check=False)
        checks.that(curl.stdout == site.feed, f"curl from port 80 to 443: {curl.stderr.decode()}")

        # A client that has a connection keeps it while the certificate is renewed.
        old = site.secure(trusting, ONE)
        old.request("GET", FEED)
        checks.that(old.getresponse().read() == site.feed, "before the renewal")
        seen = len(server.log)
        renewed = site.certify("second")
        server.wait_for("new connections get the new certificate, which ends", since=seen)
        site.expect_feed(site.secure(renewed, ONE), "the new certificate")
        days = (datetime.datetime.fromisoformat(site.status()["certificate_ends"].replace("Z", "+00:00")) -
                datetime.datetime.now(datetime.timezone.utc)).days
        checks.that(28 <= days <= 30, f"the certificate ends in {days} days, by the status")
        try:
            ask(site.secure(trusting, ONE))
            checks.that(False, "the old certificate is still in use")
        except ssl.SSLCertVerificationError:
            checks.that(True, "")
        old.request("GET", FEED)
        checks.that(old.getresponse().read() == site.feed, "after the renewal, on the old connection")
        old.close()

        # One that is wrong changes nothing, and is told once.
        seen = len(server.log)
        (site.folder / "key.pem").write_text("nonsense")
        server.wait_for(f"the certificate that is in use stays: cannot use the key {site.folder}/key.pem: ", since=seen)
        time.sleep(5)
        checks.equal(len([line for line in server.log[seen:] if "stays" in line]), 1, "how often it was told")
        site.expect_feed(site.secure(renewed, ONE), "with a broken key on disk")
        # Nor is a good one given up for one that is over.
        seen = len(server.log)
        site.certify("over", ended=True)
        server.wait_for("the certificate that is in use stays: the one on disk ended ", since=seen)
        site.expect_feed(site.secure(renewed, ONE), "with one on disk that is over")
        checks.that("the one on disk ended" in site.status()["certificate_failure"], "the status is content")
        site.certify("third")
        server.wait_for("new connections get the new certificate", since=seen)
        checks.equal(site.status()["certificate_failure"], "", "with a good one")
    # Who has no other serves with it, and says so.
    site.certify("over again", ended=True)
    nowhere = settings.replace("  redirect-from", f"  webroot: {site.folder}/none\n  redirect-from")
    with site.serving(nowhere + f'admin: "unix:{site.folder}/admin.sock"\n') as (server, _):
        server.wait_for("error: certificate: it ended ")
        server.wait_for(f"the folder {site.folder}/none of 'webroot' cannot be read: No such file or directory")
        status, _, text = monitored.Admin(address=f"unix:{site.folder}/admin.sock").ask("/readyz")
        checks.equal(status, 503, "readiness with a certificate that is over")
        checks.that("; certificate: it ended " in text, f"which says {text}")
        checks.equal(ask(plain(ONE))[0], 308, "port 80 with a certificate that is over")
    (site.folder / "key.pem").write_text("nonsense")
    with site.serving(settings, says="") as (server, _):
        server.wait_for(f"cannot use the key {site.folder}/key.pem")
        checks.equal(server.process.wait(support.PATIENCE), 1, "exit code with a broken key")


def check_credentials(site):
    trusting = site.certify("credential")
    settings = (f'listen: "{ONE}:443"\ntls:\n  certificate: credential:certificate.pem\n  key: credential:key.pem\n')
    with site.serving(settings, before=["env", f"CREDENTIALS_DIRECTORY={site.folder}"]):
        site.expect_feed(site.secure(trusting, ONE), "a certificate from a credential")
    with site.serving(settings, says="") as (server, _):
        server.wait_for("credential:certificate.pem: systemd passed no credentials; expected LoadCredential= in the unit")


if __name__ == "__main__":
    doors.run(check_tls, check_credentials)
