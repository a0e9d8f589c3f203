"""The native library by ctypes: its C ABI, and nothing that knows NumPy."""

import ctypes
import os
import time
from ctypes import POINTER, Structure, byref, c_char_p, c_double, c_int, c_int64, c_void_p

PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), "libmillpond_numpy.so")


class Config(Structure):
    """struct millpond_config."""

    _fields_ = [
        ("sizeBytes", c_int64),
        ("policy", c_int64),
        ("price", c_double),
        ("limitBytes", c_int64),
        ("thresholdBytes", c_int64),
        ("hugePages", c_int64),
        ("idleMilliseconds", c_int64),
        ("background", c_int64),
    ]


class Stats(Structure):
    """struct millpond_stats: the counters' names are the keys of millpond.stats()."""

    _fields_ = [(name, c_int64) for name in (
        "sizeBytes", "live_bytes", "hot_bytes", "warm_bytes", "cold_bytes", "limit_bytes", "lost_bytes", "live_blocks",
        "cached_blocks", "hits", "misses", "refaults_avoided", "advise_calls", "purged_bytes", "kernel_nanoseconds",
        "peak_cached_bytes", "refused", "foreign_frees", "reserved_bytes", "policy", "threshold_bytes", "huge_pages",
        "machine_code", "background")] + [("thrift_price", c_double)]


# Those that only ever grow.
_CUMULATIVE = ("hits", "misses", "refaults_avoided", "advise_calls", "purged_bytes", "kernel_nanoseconds", "refused",
               "foreign_frees")
# verify() takes no lock, so it may meet a purge, or another thread's request, half done. What is broken stays broken.
_LOOKS, _SECONDS_BETWEEN_LOOKS = 50, 0.005
_library = None
_started = False
# What they counted that was not this program's: the self-test's requests, and a parent's before the fork.
_uncounted = dict.fromkeys(_CUMULATIVE, 0)


def started():
    """Whether the library is at work in this process. Once it is it stays: arrays may outlive everything else."""
    return _started


def library():
    """The library, loaded at the first call. Raises RuntimeError with what to do where that fails."""
    global _library
    if _library is None:
        try:
            library = ctypes.CDLL(PATH)
            _declare(library)
        except (OSError, AttributeError) as error:
            raise RuntimeError(
                "the native library cannot be loaded (%s): it needs Linux with glibc 2.34 or later on x86-64 or arm64, "
                "and a build of this version" % error) from None
        _library = library
    return _library


def start(config):
    """Start the library, or change its settings."""
    global _started
    config.sizeBytes = ctypes.sizeof(Config)
    _check(library().millpond_start(byref(config)))
    _started = True


def functions(originals):
    """Our malloc, calloc, realloc and free over the given four; all are addresses."""
    ours = (c_void_p * 4)()
    _check(library().millpond_functions((c_void_p * 4)(*originals), ours, 1))
    return tuple(ours)


def trim(keep_bytes):
    """Bytes given back to the kernel. The GIL is released meanwhile."""
    return library().millpond_trim(keep_bytes)


def counters():
    """The library's counters; zeros where it has not started."""
    result = Stats()
    result.sizeBytes = ctypes.sizeof(Stats)
    if _started:
        _check(_library.millpond_get_stats(byref(result)))
        for name, value in _uncounted.items():
            setattr(result, name, getattr(result, name) - value)
    return result


def uncount(since=None):
    """Leave what was counted since then, or ever, out of all later counters."""
    now = counters()
    for name in _CUMULATIVE:
        _uncounted[name] += getattr(now, name) - (getattr(since, name) if since else 0)


def verify():
    """Raise RuntimeError with what is broken, if anything is."""
    message = ctypes.create_string_buffer(1024)
    for _ in range(_LOOKS):
        if not _started or _library.millpond_verify(message, len(message)) == 0:
            return
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    raise RuntimeError("millpond: " + message.value.decode("utf-8", "replace"))


def survive_forks():
    """Have the C library's fork call ours at its very edges.

    os.register_at_fork would not do: between its last hook and the fork Python may switch threads, and one that
    then asks for an array would wait for the library's locks with the GIL in its hands. fork() itself is called
    with the GIL held and runs no Python. The C library's handlers also see the forks of C code.
    """
    register = getattr(ctypes.CDLL(None), "__register_atfork")
    hooks = [ctypes.cast(getattr(library(), name), c_void_p) for name in (
        "millpond_before_fork", "millpond_after_fork_in_parent", "millpond_after_fork_in_child")]
    register.argtypes = [c_void_p] * 4
    register(*hooks, None)


def _declare(library):
    signatures = {
        "millpond_start": ([POINTER(Config)], c_int),
        "millpond_functions": ([POINTER(c_void_p), POINTER(c_void_p), c_int], c_int),
        "millpond_trim": ([c_int64], c_int64),
        "millpond_get_stats": ([POINTER(Stats)], c_int),
        "millpond_verify": ([c_char_p, c_int], c_int),
        "millpond_explain": ([c_int], c_char_p),
    }
    for name, (arguments, result) in signatures.items():
        function = getattr(library, name)
        function.argtypes, function.restype = arguments, result


def _check(code):
    if code < 0:
        raise RuntimeError((library().millpond_explain(code) or b"error %d" % code).decode("utf-8", "replace"))
