#!/usr/bin/python3
"""Includes point only downwards, and each library has one owner.

The tables are those of HACKING.md. Tests may include everything.
"""
import os
import re

import repository

LAYERS = {  # which layers a layer may include
    "config": ("config",),
    "feeds": ("feeds", "config"),
    "daemon": ("daemon", "feeds", "config"),
}

OWNERS = {  # which paths may include a header, by a prefix of either
    "yaml-cpp/": ("config/yaml_reader.",),
    "libical/": ("feeds/ical/",),
    "unicode/": ("feeds/text/",),
    "zlib.h": ("feeds/representation.cc", "daemon/doctor/content_decoder.cc"),
    "brotli/": ("feeds/representation.cc", "daemon/doctor/content_decoder.cc"),
    "openssl/": ("feeds/digest.cc", "daemon/http/tls_", "daemon/doctor/"),
    "boost/asio": ("daemon/http/", "daemon/doctor/", "daemon/daemon.", "daemon/definition_watcher.", "daemon/service/control_socket."),
    "boost/system": ("daemon/http/", "daemon/daemon.", "daemon/definition_watcher.", "daemon/service/control_socket."),
    "httplib.h": ("daemon/http/",),
    "prometheus/": ("daemon/monitoring/metrics.cc",),
    "systemd/": ("daemon/service/",),
    "CLI/": ("daemon/command_line.cc", "daemon/fact_command_line.cc", "daemon/doctor_command_line.cc"),
    "spdlog/": ("daemon/log.cc",),
    "soci/": ("daemon/store/",),
    "libpq-fe.h": ("daemon/store/ledger_place.cc",),
}

# The world outside: whoever includes these is no longer a pure function.
EFFECTS = {"condition_variable", "filesystem", "fstream", "future", "iostream",
           "mutex", "semaphore", "shared_mutex", "stop_token", "thread"}
SYSTEM = re.compile(r"(linux|net|netinet|sys)/|"
                    r"(dirent|dlfcn|fcntl|netdb|poll|pthread|pwd|signal|"
                    r"spawn|syslog|termios|unistd)\.h$")
C_HEADERS = ("malloc.h", "stdlib.h", "string.h", "time.h")  # what has no <c...> of its own
READS_FILES = ("config/definition_files.cc",)
CLOCK = re.compile(r"_clock::now|\bgettimeofday\b|\bclock_gettime\b|"
                   r"\bstd::time\(|\b(secure_)?getenv\b|\bsetlocale\b")

INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')
COMMENT = re.compile(r"//.*")


def _owned(path, header):
    for prefix, owners in OWNERS.items():
        if header.startswith(prefix):
            return path.startswith(owners), " or ".join(owners)
    return None


def _complaint(root, path, quote, header):
    """What is wrong with one include, or None."""
    layer = path.split("/")[0]
    if quote == '"':
        if not os.path.exists(os.path.join(root, header)):
            return "includes are written from the repository's root"
        if header.split("/")[0] not in LAYERS[layer]:
            return f"{layer}/ may include only {', '.join(LAYERS[layer])}"
        return None
    owned = _owned(path, header)
    if owned is not None:
        return None if owned[0] else f"only {owned[1]} may include it"
    if layer != "daemon" and path not in READS_FILES:
        if header in EFFECTS or SYSTEM.match(header):
            return f"{layer}/ has no files, sockets, threads or clock"
    if header == "arpa/inet.h" or SYSTEM.match(header):
        return None  # the first one only converts between text and octets
    if "/" in header or ("." in header and header not in C_HEADERS):
        return "this library has no owner in tests/lint/includes.py"
    return None


def check(root):
    complaints = []
    for path in repository.files(root, repository.CXX, LAYERS):
        for number, line in enumerate(
                repository.read(root, path).splitlines(), 1):
            place = f"{path}:{number}"
            include = INCLUDE.match(line)
            if include:
                wrong = _complaint(root, path, *include.groups())
                if wrong:
                    complaints.append(f"{place}: {include[2]}: {wrong}")
            elif not path.startswith("daemon/"):
                outside = CLOCK.search(COMMENT.sub("", line))
                if outside:
                    complaints.append(f"{place}: {outside[0]}: only daemon/ "
                                      "may ask the clock or the environment")
    return complaints


if __name__ == "__main__":
    repository.main(check)
