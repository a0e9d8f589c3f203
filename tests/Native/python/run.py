"""Runs one test: python3 run.py FILE FUNCTION. Exit code 0 passed, 77 skipped, 78 not set up, anything else failed."""

import importlib
import os
import sys

import support


def main(file, function):
    test = getattr(importlib.import_module(file), function)
    try:
        test()
    except support.CannotRun as reason:
        print(reason)
        sys.exit(77)
    except support.NotSetUp as reason:
        print(reason)
        sys.exit(78)


if __name__ == "__main__":
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    main(*sys.argv[1:])
