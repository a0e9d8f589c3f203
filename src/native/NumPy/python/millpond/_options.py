"""Settings: arguments and MILLPOND_* variables, checked and turned into the numbers the library takes."""

import os
from typing import NamedTuple

# The order is the C ABI's.
POLICIES = ("off", "proposal", "victim", "decay", "millpond", "victim-first", "victim-best")
SCOPES = ("process", "context")
# Microseconds per MiB and second, as in Millpond.Blocks' Thrift; below zero: the library's own default.
PRICES = {"fast": 10.0, "balanced": -1.0, "small": 1000.0}
_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}


class Options(NamedTuple):
    """What the user asked for, read and checked. None and negative numbers leave the choice to the library."""

    price: float
    limit_bytes: int
    policy: int
    threshold_bytes: int
    scope: str
    idle_milliseconds: int = -1


def switched_off():
    """Why the environment keeps Millpond off, or None."""
    value = os.environ.get("MILLPOND", "on").strip().lower()
    if value in ("off", "0", "no", "false"):
        return "MILLPOND=%s is set" % os.environ["MILLPOND"]
    return None


def resolve(thrift="balanced", limit=None, policy="millpond", threshold=None, scope="process"):
    """Options from the arguments, each of which its variable overrides."""
    return Options(
        _setting("THRIFT", thrift, _price),
        _setting("LIMIT", limit, _limit),
        _setting("POLICY", policy, _policy),
        _setting("THRESHOLD", threshold, _threshold),
        _setting("SCOPE", scope, _scope),
    )


def parse_bytes(value):
    """A number of bytes from an int, or from text such as "65536", "64K", "1.5G" or "512MiB"."""
    if isinstance(value, str):
        text = value.strip().upper()
        digits = text.rstrip("BIKMGT")
        unit = text[len(digits):].replace("IB", "").replace("B", "")
        value = float(digits) * _UNITS[unit]
    number = int(value)
    if number < 0:
        raise ValueError(number)
    return number


def memory_bytes():
    """The memory this process may have: its cgroup's limit, or the machine's where that is less."""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return min([total, *_cgroup_limits()])


def _setting(name, argument, read):
    variable = "MILLPOND_" + name
    text = os.environ.get(variable, "").strip()
    value = text or argument
    try:
        return read(value)
    except (ValueError, TypeError, KeyError, OverflowError):
        shown = "%s=%s" % (variable, text) if text else "%s=%r" % (name.lower(), argument)
        raise ValueError("%s is not understood: give %s" % (shown, _HELP[name])) from None


def _price(value):
    if value is None:
        return PRICES["balanced"]
    if isinstance(value, str) and value.strip().lower() in PRICES:
        return PRICES[value.strip().lower()]
    price = float(value)
    if not 0 < price < float("inf"):
        raise ValueError(price)
    return price


def _limit(value):
    if value is None:
        return -1
    if isinstance(value, str) and value.strip().endswith("%"):
        share = float(value.strip()[:-1])
        if not 0 <= share <= 100:
            raise ValueError(share)
        return int(memory_bytes() * share / 100)
    return parse_bytes(value)


def _policy(value):
    return POLICIES.index(value.strip().lower())


def _threshold(value):
    return -1 if value is None else parse_bytes(value)


def _scope(value):
    return SCOPES[SCOPES.index(value.strip().lower())]


_HELP = {
    "THRIFT": "fast, balanced, small, or microseconds per MiB and second (a number above 0)",
    "LIMIT": "bytes, a size such as 512M, or a share of memory such as 25%",
    "POLICY": "one of " + ", ".join(POLICIES),
    "THRESHOLD": "bytes, or a size such as 256K",
    "SCOPE": "process or context",
}


def _cgroup_limits():
    """The limits of this process's cgroups and of all above them; empty where there are none to read."""
    try:
        with open("/proc/self/cgroup") as file:
            lines = file.read().splitlines()
    except OSError:
        return
    for line in lines:
        _, controllers, path = line.split(":", 2)
        if controllers == "":
            root, name = "/sys/fs/cgroup", "memory.max"
        elif "memory" in controllers.split(","):
            root, name = "/sys/fs/cgroup/memory", "memory.limit_in_bytes"
        else:
            continue
        # In a container the path may be the host's, of which only the root is mounted here: hence the walk up.
        while True:
            try:
                with open(root + path.rstrip("/") + "/" + name) as file:
                    yield int(file.read())
            except (OSError, ValueError):
                pass
            if path in ("", "/"):
                break
            path = os.path.dirname(path)
