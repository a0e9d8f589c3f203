"""One side of `millpond compare --snippet`: sets up once, then times batches of loops on request.

Reads JSON lines on standard input: first {"setup": …, "statements": […]}, then {"loops": N} as often as wanted. Answers
each with a JSON line on what was standard output; whatever the snippet itself prints is dropped.
"""
import gc
import itertools
import json
import os
import resource
import sys
import textwrap
import time

# One generator holds setup and loop, so that names are fast locals and live on from batch to batch.
TEMPLATE = """
def _mp_loop(_mp_usage, _mp_clock, _mp_repeat):
    import numpy as np
{setup}
    _mp_loops = yield
    while True:
        _mp_parts = [0.0] * {count}
        _mp_before = _mp_usage()
        _mp_start = _mp_clock()
        for _mp_each in _mp_repeat(None, _mp_loops):
{body}
        _mp_seconds = _mp_clock() - _mp_start
        _mp_loops = yield _mp_seconds, _mp_before, _mp_usage(), _mp_parts
"""
PART = """
_mp_mark = _mp_clock()
{statement}
_mp_parts[{index}] += _mp_clock() - _mp_mark
"""


def usage():
    return resource.getrusage(resource.RUSAGE_SELF)


def checked(where, source):
    try:
        compile(source, where, "exec")
    except SyntaxError as error:
        raise ValueError(f"{where}, line {error.lineno}: {error.msg}") from None
    return source


def make_loop(request):
    setup = checked("setup", request["setup"])
    statements = [checked("snippet", one) for one in request["statements"]]
    # Parts are timed one by one only where there are several: the clock costs as much as a small array's sum.
    body = statements[0] if len(statements) == 1 else "".join(
        PART.format(statement=one, index=index) for index, one in enumerate(statements))
    source = TEMPLATE.format(
        setup=textwrap.indent(setup, " " * 4), body=textwrap.indent(body, " " * 12), count=len(statements))
    scope = {"__name__": "__main__"}
    exec(compile(checked("snippet", source), "snippet", "exec"), scope)
    loop = scope["_mp_loop"](usage, time.perf_counter, itertools.repeat)
    next(loop)
    return loop


def state():
    import numpy
    millpond = sys.modules.get("millpond")
    return {
        "python": sys.version.split()[0],
        "numPy": numpy.__version__,
        "enabled": bool(millpond is not None and millpond.is_enabled()),
    }


def batch(loop, loops):
    seconds, before, after, parts = loop.send(loops)
    return {
        "seconds": seconds,
        "userSeconds": after.ru_utime - before.ru_utime,
        "systemSeconds": after.ru_stime - before.ru_stime,
        "minorFaults": after.ru_minflt - before.ru_minflt,
        "majorFaults": after.ru_majflt - before.ru_majflt,
        "partSeconds": parts,
        "peakResidentBytes": after.ru_maxrss * 1024,
    }


def main():
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)

    def answer(value):
        answers.write(json.dumps(value) + "\n")
        answers.flush()

    try:
        loop = make_loop(json.loads(sys.stdin.readline()))
        gc.disable()  # as timeit does
        answer(state())
        for line in sys.stdin:
            answer(batch(loop, json.loads(line)["loops"]))
    except ValueError as error:
        answer({"error": str(error)})
    except Exception as error:
        answer({"error": f"{type(error).__name__}: {error}"})


main()
