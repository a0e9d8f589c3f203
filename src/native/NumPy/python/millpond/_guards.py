"""Tools that watch every allocation. Millpond would hide frees from them, so it stays off beside them."""

import sys

# What each sanitizer's run-time library defines, wherever it is linked in.
_SANITIZERS = {
    "__asan_init": "AddressSanitizer",
    "__hwasan_init": "HWAddressSanitizer",
    "__msan_init": "MemorySanitizer",
    "__tsan_init": "ThreadSanitizer",
}


def watcher():
    """The name of the tool that watches memory in this process, or None. Costs about 100 microseconds."""
    return _tracemalloc() or _memray() or _valgrind() or _sanitizer()


def mapping(address):
    """The permissions of the mapping that holds an address, such as "rw-p"; "" if none does."""
    for line in _maps():
        bounds, _, rest = line.partition(" ")
        start, _, end = bounds.partition("-")
        if int(start, 16) <= address < int(end, 16):
            return rest[:4]
    return ""


def _tracemalloc():
    try:
        import _tracemalloc
    except ImportError:
        return None
    return "tracemalloc" if _tracemalloc.is_tracing() else None


def _memray():
    return "memray" if "memray" in sys.modules else None


def _valgrind():
    return "valgrind" if any("/vgpreload_" in line for line in _maps()) else None


def _sanitizer():
    import ctypes
    program = ctypes.CDLL(None)
    for symbol, name in _SANITIZERS.items():
        if hasattr(program, symbol):
            return name
    return None


def _maps():
    try:
        with open("/proc/self/maps", errors="replace") as file:
            return file.read().splitlines()
    except OSError:
        return []
