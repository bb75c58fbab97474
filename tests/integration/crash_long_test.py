#!/usr/bin/python3
"""crash_test at many more moments."""
# ctest: labels=long timeout=7200
import crash_test

if __name__ == "__main__":
    crash_test.main(long=True)
