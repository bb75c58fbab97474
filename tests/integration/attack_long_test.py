#!/usr/bin/python3
"""attack_test for a quarter of an hour."""
# ctest: labels=long timeout=3600 serial
import attack_test

if __name__ == "__main__":
    attack_test.main(long=True)
