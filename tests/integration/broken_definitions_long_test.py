#!/usr/bin/python3
"""broken_definitions_test with a restart after each one."""
# ctest: labels=long timeout=3600
import broken_definitions_test

if __name__ == "__main__":
    broken_definitions_test.main(restart_every=1)
