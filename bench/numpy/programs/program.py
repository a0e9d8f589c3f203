"""What the programs share: their arguments, the clock around the main loop, and one line of JSON.

A program gives `run` three functions and its default sizes, one of which is `iterations`:
`prepare(**sizes)` returns the arrays to start from (untimed), `work(*arrays, iterations)` is the timed main loop and
returns the array or arrays that are the answer, `check()` asserts the mathematics on small sizes with known answers.
"""
import argparse
import json
import mmap
import pathlib
import resource
import sys
import time
import zlib

import numpy as np


def run(prepare, work, check, name=None, **sizes):
    """Runs the program named on the command line: `--check`, or one timed run that prints one line of JSON."""
    name = name or pathlib.Path(sys.argv[0]).stem
    parser = argparse.ArgumentParser(prog=name, description=sys.modules["__main__"].__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    for size, default in sizes.items():
        parser.add_argument("--" + size.replace("_", "-"), type=_positive, default=default, metavar="N",
                            help=f"default {default:,}")
    parser.add_argument("--check", action="store_true", help="assert the mathematics on small sizes and exit")
    parser.add_argument("--linger", type=float, metavar="SECONDS",
                        help="also report resident memory right after everything is freed, and SECONDS later")
    arguments = parser.parse_args()
    if arguments.check:
        check()
        print(f"{name}: check passed")
        return
    sizes = {size: getattr(arguments, size) for size in sizes}
    report = {"program": name, **_measure(prepare, work, **sizes)}
    if arguments.linger is not None:
        report.update(_resident_after(arguments.linger))
    print(json.dumps(report))


def _positive(text):
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a size; give a whole number of at least 1")
    return value


def _measure(prepare, work, iterations, **sizes):
    """All arrays die with this frame, so that the caller can look at what the process still holds."""
    arrays = prepare(**sizes)
    faults = _faults()
    start = time.perf_counter()
    answer = work(*arrays, iterations)
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "checksum": checksum(answer), "iterations": iterations,
            "loopFaults": _faults() - faults, "numpy": np.__version__}


def checksum(answer):
    """Of the bytes, not of a sum: two sides agree only when every bit of the answer does."""
    crc = 0
    for array in answer if isinstance(answer, tuple) else (answer,):
        crc = zlib.crc32(np.ascontiguousarray(array), crc)
    return f"{crc:08x}"


def _faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt


def _resident_after(seconds):
    """Without a collection: arrays die by their counts, and a program that merely waits does not collect either."""
    freed_bytes, freed_lazy_bytes = _resident()
    time.sleep(seconds)
    later_bytes, later_lazy_bytes = _resident()
    return {"lingerSeconds": seconds, "freedRssBytes": freed_bytes, "freedLazyBytes": freed_lazy_bytes,
            "laterRssBytes": later_bytes, "laterLazyBytes": later_lazy_bytes}


def _resident():
    """Resident bytes, and how many of them the kernel may take back at will (MADV_FREE)."""
    with open("/proc/self/statm") as statm:
        resident_bytes = int(statm.read().split()[1]) * mmap.PAGESIZE
    with open("/proc/self/smaps_rollup") as rollup:
        lazy_kibibytes = next(int(line.split()[1]) for line in rollup if line.startswith("LazyFree:"))
    return resident_bytes, lazy_kibibytes * 1024
