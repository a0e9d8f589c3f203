"""What is known about this process: stats(), diagnose(), and the reports at its end."""

import json
import os
import platform
import sys
import threading

from . import __version__, _handler, _native, _options, _switch

_FLAGS = ("huge_pages", "machine_code", "background")
_written = None


def stats():
    counters = _native.counters()
    values = {name: getattr(counters, name) for name, _ in counters._fields_ if name != "sizeBytes"}
    values["kernel_seconds"] = values.pop("kernel_nanoseconds") / 1e9
    values["policy"] = _options.POLICIES[counters.policy]
    values.update((name, bool(values[name])) for name in _FLAGS)
    rss, lazy_free = _resident()
    values.update(rss_bytes=rss, lazy_free_bytes=lazy_free, true_resident_bytes=rss - lazy_free)
    return values


def diagnose():
    numpy = sys.modules.get("numpy")
    core = _handler.core()
    patch = _switch.patch()
    wanted = _switch.wanted()
    counters = _native.counters()
    found = {
        "version": __version__,
        "enabled": _switch.is_enabled(),
        "reason": _switch.reason(),
        "scope": wanted.scope if wanted else None,
        "python": platform.python_version(),
        "python_has_gil": getattr(sys, "_is_gil_enabled", lambda: True)(),
        "numpy": getattr(numpy, "__version__", None),
        "numpy_path": os.path.dirname(numpy.__file__) if getattr(numpy, "__file__", None) else None,
        "numpy_huge_pages": _handler.huge_pages() if core else None,
        "handler_name": core.get_handler_name() if core else None,
        "handler_version": core.get_handler_version() if core else None,
        "handler_patched": bool(patch and patch.active),
        "enabled_in_threads": _in_a_new_thread(_switch.is_enabled),
        "library": _native.PATH,
        "library_started": _native.started(),
        "machine_code": bool(counters.machine_code),
        "huge_pages": bool(counters.huge_pages),
        "policy": _options.POLICIES[counters.policy] if _native.started() else None,
        "limit_bytes": counters.limit_bytes,
        "threshold_bytes": counters.threshold_bytes,
        "memory_bytes": _options.memory_bytes(),
        "variables": {name: value for name, value in sorted(os.environ.items()) if name.startswith("MILLPOND")},
    }
    found["warnings"] = list(_warnings(found, patch))
    return found


def after_fork_in_child():
    """A child reports for itself, and only what happened in it."""
    global _written
    _written = None
    _native.uncount()


def write():
    """The line on stderr and the file that the environment asks for; once a process."""
    global _written
    if _written == os.getpid():
        return
    _written = os.getpid()
    folder = os.environ.get("MILLPOND_REPORT_DIR")
    line = os.environ.get("MILLPOND_REPORT", "0") not in ("", "0", "off")
    if not folder and not line:
        return
    values = stats()
    if line:
        print(summary(values), file=sys.stderr)
    if folder:
        _write_file(folder, values)


def summary(values):
    """One line for people."""
    if not _switch.is_enabled() and not values["misses"]:
        return "millpond: off: %s" % _switch.reason()
    requests = values["hits"] + values["misses"]
    return "millpond: %s of %s large arrays got warm memory, %s page faults avoided, at most %.1f MiB kept idle" % (
        format(values["hits"], ","), format(requests, ","), format(values["refaults_avoided"], ","),
        values["peak_cached_bytes"] / (1 << 20))


def _write_file(folder, values):
    numpy = sys.modules.get("numpy")
    values.update(
        pid=os.getpid(), python=platform.python_version(), numpy=getattr(numpy, "__version__", None),
        enabled=_switch.is_enabled(), reason=_switch.reason())
    path = os.path.join(folder, "%d.json" % os.getpid())
    # Renamed into place: a reader never sees half a file.
    with open(path + ".part", "w") as file:
        json.dump(values, file)
    os.replace(path + ".part", path)


def _warnings(found, patch):
    if patch and patch.taken_over:
        yield "another package has put its own functions over ours: some or all arrays are not ours"
    if found["enabled"] and not found["machine_code"]:
        yield "executable memory was refused: small arrays go through managed code, some percent slower"
    if found["enabled"] and not found["enabled_in_threads"]:
        yield "scope is context: threads and pools that do not copy this context use NumPy's own allocator"
    if found["handler_name"] not in (None, "default_allocator", "millpond"):
        yield "this context uses the memory handler %r: arrays made in it are not ours" % found["handler_name"]


def _in_a_new_thread(question):
    answers = []
    thread = threading.Thread(target=lambda: answers.append(question()))
    thread.start()
    thread.join()
    return answers == [True]


def _resident():
    """Resident bytes, and those of them that the kernel may take (MADV_FREE; Linux 4.14 and later tell)."""
    try:
        with open("/proc/self/smaps_rollup") as file:
            fields = dict(line.split(":", 1) for line in file.read().splitlines()[1:])
        return tuple(int(fields[name].split()[0]) << 10 for name in ("Rss", "LazyFree"))
    except (OSError, KeyError, ValueError):
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE"), 0
