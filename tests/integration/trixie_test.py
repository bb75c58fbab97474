#!/usr/bin/python3
# ctest: labels=long timeout=7200 serial
"""On Debian 13 agendad is built without a change, with its libraries' later versions, as a package that can be installed.

What is ours to adapt is what talks to cpp-httplib, so the tests of daemon/http/ are built and run there, too; the whole suite
needs tools that Debian 13 does not have in the versions that it asks for.
"""
import json
import re
import subprocess
import sys
import time

import debian_root
import machine
import package_machine
import support

RELEASE = "trixie"
# What has its version in its name.
RENAMED = {"libboost1.81-dev": "libboost1.83-dev"}

# A project around ours: its libraries, and some of its tests.
PROJECT = """
cmake_minimum_required(VERSION 3.25)
project(trixie CXX)
set(CMAKE_CXX_STANDARD 20)
set(BUILD_TESTING OFF)
add_subdirectory(/root/agendad agendad)
find_package(GTest REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(HTTPLIB REQUIRED IMPORTED_TARGET cpp-httplib)
pkg_check_modules(LIBRARIES REQUIRED IMPORTED_TARGET libical icu-i18n zlib libbrotlidec)
file(GLOB sources /root/agendad/tests/support/*.cc /root/agendad/tests/daemon/http/*_test.cc)
add_executable(http_test ${sources})
target_compile_definitions(http_test PRIVATE AGENDAD_SOURCE_DIR="/root/agendad")
target_link_libraries(http_test PRIVATE agendad_daemon agendad_config PkgConfig::HTTPLIB PkgConfig::LIBRARIES
  GTest::gtest_main GTest::gmock)
"""

# In the way that a service was installed on Debian 12.
ACTS = """
install_version {version} >/root/apt 2>&1 || {{ cat /root/apt; exit 1; }}
[ "$(systemctl is-active agendad)" = active ]
show StatusText | grep 'no program yet'
cp --recursive /usr/share/doc/agendad/examples/ine/. /etc/agendad
feed() {{ curl --silent --fail http://127.0.0.1:8080/feeds/cspen.ics | grep --quiet '^END:VCALENDAR'; }}
eventually feed
agendad --version
apt purge --yes agendad >/root/apt 2>&1 || {{ cat /root/apt; exit 1; }}
[ ! -e /etc/agendad ]
"""


def build_packages(checks):
    """What scripts/install-packages installs to build with."""
    script = (checks.source / "scripts/install-packages").read_text()
    names = re.search(r'^build="([^"]*)"', script, re.MULTILINE)[1].split()
    return [RENAMED.get(name, name) for name in names]


def main():
    machine.enter("trixie_test")
    checks = support.start()
    took, begin = {}, time.monotonic()

    def done(what):
        nonlocal begin
        took[what], begin = round(time.monotonic() - begin), time.monotonic()

    with support.temporary_directory() as root:
        fresh = debian_root.DebianRoot(root, RELEASE, package_machine.THERE)
        done("debootstrap")
        fresh.clone(checks.source, "root/agendad")
        (fresh.root / "root/trixie").mkdir()
        (fresh.root / "root/trixie/CMakeLists.txt").write_text(PROJECT)
        fresh.run("export DEBIAN_FRONTEND=noninteractive; apt-get -q update; apt-get -q install --yes --no-install-recommends "
                  + " ".join([*build_packages(checks), "libgtest-dev", "libgmock-dev"]))
        version = subprocess.run(fresh.command("dpkg-query", "--show", "--showformat", "${Version}", "libcpp-httplib-dev"),
                                 check=True, capture_output=True, text=True).stdout
        checks.that(not version.startswith("0.11"), f"another cpp-httplib than Debian 12's: {version}")
        done("packages")
        fresh.run("cmake -S /root/trixie -B /root/build -G Ninja -D CMAKE_BUILD_TYPE=RelWithDebInfo; ninja -C /root/build")
        done("build")
        tests = subprocess.run(fresh.command("/root/build/http_test", "--gtest_brief=1"), capture_output=True, text=True,
                               check=False)
        sys.stdout.write(tests.stdout[-3000:])
        checks.equal(tests.returncode, 0, "the tests of daemon/http/")
        checks.that(re.search(r"\[  PASSED  \] \d{2,} tests", tests.stdout), "there were tests")
        done("tests")
        fresh.run("cd /root; cpack -G DEB --config build/CPackConfig.cmake")
        package = next((fresh.root / "root").glob("agendad_*_amd64.deb"))
        status, output = package_machine.boot(fresh, ACTS.format(version=package.name.split("_")[1]))
        checks.equal(status, 0, f"the package:\n{output[-4000:]}")
        done("package")
    print(f"cpp-httplib {version}", json.dumps(took))
    checks.finish()


if __name__ == "__main__":
    main()
