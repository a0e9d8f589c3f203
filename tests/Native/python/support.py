"""What the tests share. Each test runs in a Python of its own, so all of them may leave Millpond enabled."""

import os
import resource
import subprocess
import sys
import textwrap
import time

MIB = 1 << 20
# Well above every threshold, and no multiple of a page.
BIG = 3 * MIB + 24
PACKAGE = os.environ["MILLPOND_PACKAGE"]
AUTOLOAD = os.environ["MILLPOND_AUTOLOAD_FOLDER"]
# Some tests crash Pythons on purpose.
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class CannotRun(Exception):
    """This machine has not what the test needs, and no set-up could give it."""


class NotSetUp(Exception):
    """./test should have installed what the test needs."""


def need(condition, reason):
    if not condition:
        raise CannotRun(reason)


def need_set_up(condition, reason):
    if not condition:
        raise NotSetUp(reason)


def need_module(name):
    try:
        return __import__(name)
    except ImportError as error:
        raise NotSetUp("%s: install python3-%s" % (error, name.partition(".")[0])) from None


def enable(**options):
    """Enabled, with NumPy imported; answers both."""
    import numpy

    import millpond
    assert millpond.enable(**options), millpond.diagnose()["reason"]
    return numpy, millpond


def requests(millpond):
    """How many requests the library has served."""
    counters = millpond.stats()
    return counters["hits"] + counters["misses"]


def served(millpond, action):
    """Whether the library served anything while action ran, the result of which is dropped."""
    before = requests(millpond)
    action()
    return requests(millpond) > before


def held(millpond):
    """Idle bytes that count in RSS."""
    counters = millpond.stats()
    return counters["hot_bytes"] + counters["warm_bytes"]


def faults(action):
    """Page faults of this thread while action runs."""
    before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
    action()
    return resource.getrusage(resource.RUSAGE_THREAD).ru_minflt - before


def rss():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


def struct():
    """The bytes of NumPy's default handler."""
    import ctypes

    from millpond import _handler
    return ctypes.string_at(_handler.Patch().address, ctypes.sizeof(_handler.Handler))


def wait_until(condition, what, seconds=30):
    """Poll; fail when it has not come true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited %d s for: %s" % (seconds, what)
        time.sleep(0.02)


def python(code, *options, autoload=False, folders=(), timeout=120, prefix=(), **variables):
    """Run code in a fresh Python, by itself (`autoload`: as `millpond run` would), and answer what became of it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MILLPOND")}
    environment["PYTHONPATH"] = os.pathsep.join([*folders, *([AUTOLOAD] if autoload else []), PACKAGE])
    environment.update({"MILLPOND_AUTOLOAD": "1"} if autoload else {})
    environment.update(variables)
    return subprocess.run(
        [*prefix, sys.executable, *options, "-c", textwrap.dedent(code)], env=environment, timeout=timeout,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True, cwd="/")


def output(code, *options, **settings):
    """What code prints; fails where it does not end well."""
    done = python(code, *options, **settings)
    assert done.returncode == 0, (done.returncode, done.stderr)
    return done.stdout.strip()


ASK = "import numpy, millpond; print(millpond.enable(), millpond.diagnose()['reason'])"


def is_off(done, tool):
    """A run of ASK found Millpond off beside that tool, and said so in one line."""
    assert done.returncode == 0, done.stderr
    assert done.stdout == "False %s is watching memory\n" % tool, done.stdout
    said = [line for line in done.stderr.splitlines() if line.startswith("millpond:")]
    assert said == ["millpond: off, as %s is watching memory" % tool], done.stderr
