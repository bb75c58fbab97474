#!/usr/bin/python3
"""The alarms and the dashboard are right: promtool checks and tries the rules, and a running daemon has every metric that
they name."""
import json
import re
import subprocess

import yaml

import monitored
import node
import support

RULES = "docs/monitoring/alerts.yaml"
TRIED = "tests/data/alerts.yaml"
DASHBOARD = "docs/monitoring/grafana-dashboard.json"
GUIDE = "docs/guia-observacion.md"
METRIC = re.compile(r"\b(?:agendad|process)_[a-z_]+")
# Of Prometheus itself.
OTHERS = {"up"}


def promtool(checks, *arguments):
    result = subprocess.run(["promtool", *arguments], cwd=checks.source, stdin=subprocess.DEVNULL, capture_output=True,
                            timeout=support.PATIENCE * 6, check=False)
    checks.equal(result.returncode, 0, f"promtool {' '.join(arguments)}: {result.stdout.decode()}{result.stderr.decode()}")


def expressions(dashboard):
    for panel in dashboard["panels"]:
        for target in panel["targets"]:
            yield panel["title"], target["expr"]


def check_queries(checks, dashboard):
    """Every query of the dashboard is one, to promtool, with the variables as Grafana fills them in."""
    filled = [expression.replace("$__rate_interval", "5m").replace("$instance", ".+")
              for _, expression in expressions(dashboard)]
    rules = {"groups": [{"name": "dashboard", "rules": [{"record": f"query:{number}", "expr": expression}
                                                        for number, expression in enumerate(filled)]}]}
    with support.temporary_directory() as folder:
        path = f"{folder}/queries.yaml"
        with open(path, "w", encoding="utf-8") as file:
            yaml.safe_dump(rules, file)
        promtool(checks, "check", "rules", path)


def real_names(checks):
    """What a daemon tells when a feed has been fetched once."""
    with support.temporary_directory() as folder:
        with node.Node(checks, folder, "admin: 127.0.0.1:0\n").serving() as server:
            admin = monitored.Admin(server)
            server.get("/feeds/cspen.ics", {"User-Agent": "Google-Calendar-Importer"})
            metrics = admin.wait_for(lambda now: now.all("agendad_feed_client_current"), "a fetch")
            names = metrics.names()
    return names | names_with_tls(checks)


def names_with_tls(checks):
    with support.temporary_directory() as folder:
        certificate, key = f"{folder}/certificate.pem", f"{folder}/key.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate,
                        "-days", "30", "-subj", "/CN=localhost"], check=True, capture_output=True)
        settings = f"admin: 127.0.0.1:0\ntls: {{certificate: {certificate}, key: {key}}}\n"
        machine = node.Node(checks, folder, settings)
        path = machine.config / "agendad.yaml"
        path.write_text(path.read_text().replace("listen: 127.0.0.1:8080", "listen: 127.0.0.1:0"))
        with machine.serving(listen=()) as server:
            return monitored.Admin(server).metrics().names()


def main():
    checks = support.start()
    promtool(checks, "check", "rules", RULES)
    promtool(checks, "test", "rules", TRIED)
    dashboard = json.loads((checks.source / DASHBOARD).read_text(encoding="utf-8"))
    check_queries(checks, dashboard)

    names = real_names(checks)
    rules = [rule for group in yaml.safe_load((checks.source / RULES).read_text())["groups"] for rule in group["rules"]]
    tried = {test["alertname"] for case in yaml.safe_load((checks.source / TRIED).read_text())["tests"]
             for test in case["alert_rule_test"] if test.get("exp_alerts")}
    guide = (checks.source / GUIDE).read_text(encoding="utf-8")
    for rule in rules:
        checks.that(rule["alert"] in tried, f"no made-up day raises {rule['alert']}")
        checks.that(f"`{rule['alert']}`" in guide, f"{GUIDE} does not explain {rule['alert']}")
    wanted = [(rule["alert"], rule["expr"]) for rule in rules] + list(expressions(dashboard))
    wanted.append((GUIDE, guide))
    used = set()
    for where, text in wanted:
        for name in METRIC.findall(text):
            used.add(name)
            checks.that(name in names, f"{where}: no daemon tells {name}")
    told = {re.sub(r"_(bucket|sum|count)$", "", name) for name in names} - {"agendad_build_info"}
    for name in sorted(told):
        checks.that(any(name in text for text in used), f"{name} is told, but neither the alarms, the dashboard nor the "
                                                        "guide know it")
    checks.finish()


if __name__ == "__main__":
    main()
