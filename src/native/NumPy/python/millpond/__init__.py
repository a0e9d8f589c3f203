"""Millpond keeps freed large NumPy arrays warm for the next request.

    import millpond
    millpond.enable()

Needs Linux on x86-64 or arm64, Python 3.9 or later and NumPy 1.22 or later; nothing is compiled.
Importing this package does nothing and costs next to nothing: NumPy, ctypes and the native library are
touched by the first call that needs them.
"""

__version__ = "0.1.0"
__all__ = ["diagnose", "disable", "enable", "enabled", "is_enabled", "stats", "trim", "verify"]


def enable(thrift="balanced", limit=None, policy="millpond", threshold=None, scope="process"):
    """Serve large arrays from warm memory from now on, and tell whether that is so (a bool).

    May be called before or after `import numpy`; before it, it takes effect when NumPy has been imported
    and answers False until then. Calling it again changes the settings. Where it must stay off (MILLPOND=off,
    tracemalloc, memray, valgrind, a sanitizer) it says so in one line on stderr and answers False.

    thrift     "fast", "balanced", "small", or a price: what holding a MiB for a second is worth, in microseconds.
               The higher the price, the sooner memory goes back.
    limit      the most freed memory to keep: bytes, "512M", or "25%" of the memory this process may have.
    policy     "millpond", or "proposal", "victim", "decay" to compare with, or "off" to keep nothing.
    threshold  arrays smaller than this many bytes stay with NumPy's own allocator ("256K" also works).
    scope      "process": every thread, pool and event loop. "context": the current contextvars context only.

    A MILLPOND_* variable wins over its argument: whoever runs the program has the last word.
    Raises ValueError for a setting it cannot read, and RuntimeError where it cannot work, changing nothing.
    Thread-safe. Costs a few milliseconds the first time.
    """
    from . import _options, _switch
    return _switch.enable(_options.resolve(thrift, limit, policy, threshold, scope))


def disable():
    """Give NumPy its own allocator back and return all idle memory to the kernel. Thread-safe.

    Arrays that still live on Millpond's memory stay valid, and are taken back whenever they are freed.
    """
    from . import _switch
    _switch.disable()


def enabled(thrift="balanced", limit=None, policy="millpond", threshold=None, scope="process"):
    """A context manager: `enable(...)` inside, and what was there before (settings too) after it. Nests."""
    from . import _options, _switch
    return _switch.enabled(_options.resolve(thrift, limit, policy, threshold, scope))


def is_enabled():
    """Whether large arrays made here and now are served by Millpond."""
    from . import _switch
    return _switch.is_enabled()


def trim(keep=0):
    """Give idle memory back to the kernel until `keep` bytes of it are left, oldest first; return the bytes given back.

    Live arrays are not touched. Costs the kernel's time to clear page tables: 3 to 60 microseconds a MiB. Thread-safe.
    """
    from . import _switch
    return _switch.trim(keep)


def stats():
    """The counters, as a new dict: bytes unless the name says otherwise, seconds where it says so.

    live_bytes are in arrays; hot_bytes, warm_bytes and cold_bytes are idle. rss_bytes less lazy_free_bytes (what
    the kernel may take without asking) is true_resident_bytes. Reading those three walks the page tables:
    50 microseconds with huge pages, some milliseconds where much memory is mapped by small ones. Thread-safe.
    """
    from . import _report
    return _report.stats()


def verify():
    """Check the library's structures, all of them; raise RuntimeError with what is broken. Slow, thread-safe."""
    from . import _switch
    _switch.verify()


def diagnose():
    """What Millpond found in this process and why it is on or off, as a dict of plain values."""
    from . import _report
    return _report.diagnose()
