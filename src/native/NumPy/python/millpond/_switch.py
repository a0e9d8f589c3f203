"""On and off: what was asked for, what stands in the way, and the swap with its self-test."""

import contextlib
import contextvars
import sys
import threading

from . import _autoload, _guards, _handler, _hooks, _native, _options

_lock = threading.RLock()
# What the process asked for and has or, while NumPy is not there yet, will have. None: off.
_wanted = None
_reason = "millpond.enable() has not been called"
_patch = None
_context = None
_watcher = None
_said = set()
# The handler that scope="context" replaced, in each context.
_replaced = contextvars.ContextVar("millpond_replaced_handler", default=None)


def enable(options):
    global _reason
    with _lock:
        _hooks.install()
        if _stay_off():
            return False
        if _handler.core() is None:
            _await_numpy(options)
            return False
        try:
            _apply(options)
        except RuntimeError as error:
            _reason = str(error)
            raise
        return is_enabled()


def disable(reason="disabled by the program"):
    global _wanted, _reason
    with _lock:
        _wanted, _reason = None, reason
        if _watcher:
            _watcher.stop()
        _hooks.gc_callback(False)
        _leave_context()
        if _patch:
            _patch.withdraw()
        trim(0)


@contextlib.contextmanager
def enabled(options):
    with _lock:
        before = _wanted, _reason, bool(_patch and _patch.active), bool(_context and _context.active)
    enable(options)
    try:
        yield
    finally:
        with _lock:
            _go_back(*before)


def is_enabled():
    if _patch is None or _patch.ours is None or _handler.core() is None:
        return False
    return _handler.context_malloc() == _patch.ours[0]


def trim(keep):
    keep_bytes = _options.parse_bytes(keep)
    if not _native.started():
        return 0
    released = _native.trim(keep_bytes)
    with _lock:
        if _patch and not _patch.active:
            _patch.restore(_native.counters().live_blocks)
    return released


def verify():
    _native.verify()


def wanted():
    """The settings in force or awaited, or None."""
    return _wanted


def reason():
    """Why it is off; None when it is on."""
    return None if is_enabled() else _reason


def patch():
    """The swap, if NumPy was ever looked at."""
    return _patch


def autoload():
    """NumPy has just been imported under MILLPOND_AUTOLOAD=1. Never raises."""
    if _wanted is None:  # Else the program itself has asked, with settings of its own.
        _report_failure(lambda: enable(_options.resolve()))


def after_fork_in_child():
    """The lock may have been held by a thread that the child does not have."""
    global _lock
    _lock = threading.RLock()


def _go_back(wanted, reason, patched, in_context):
    """Undo an enable() that found things like this."""
    if not in_context:
        _leave_context()
    if wanted is None:
        disable(reason)
    elif _handler.core() is None:
        _await_numpy(wanted)
    else:
        if _patch.active and not patched:
            _patch.withdraw()
            trim(0)
        if _wanted != wanted:
            _apply(wanted)


def _leave_context():
    if _context and _context.active:
        _context.set(_replaced.get())


def _stay_off():
    """Whether something stands in the way. A tool that watches memory is named once, in one line."""
    global _reason
    off = _options.switched_off()
    watcher = None if off else _guards.watcher()
    if not off and not watcher:
        return False
    disable(off or "%s is watching memory" % watcher)
    if watcher and watcher not in _said:
        _said.add(watcher)
        print("millpond: off, as %s is watching memory" % watcher, file=sys.stderr)
    return True


def _await_numpy(options):
    global _wanted, _reason, _watcher
    if "numpy" in sys.modules:
        raise RuntimeError("NumPy is still being imported: call millpond.enable() when it has been")
    _wanted, _reason = options, "NumPy has not been imported yet"
    if _watcher:
        _watcher.stop()
    _watcher = _autoload.when_numpy_is_imported(_numpy_arrived)


def _numpy_arrived():
    def apply():
        with _lock:
            if _wanted is not None and not _stay_off():
                _apply(_wanted)

    _report_failure(apply)


def _report_failure(action):
    global _reason
    try:
        action()
    except Exception as error:
        _reason = str(error)
        print("millpond: off: %s" % error, file=sys.stderr)


def _apply(options):
    """Bring the settings into force; on any failure NumPy is left, or put back, as it was."""
    global _wanted, _patch, _context
    _patch = _patch or _handler.Patch()
    _native.start(_native.Config(
        policy=options.policy, price=options.price, limitBytes=options.limit_bytes,
        thresholdBytes=options.threshold_bytes, hugePages=int(_handler.huge_pages()),
        idleMilliseconds=options.idle_milliseconds, background=1))
    ours = _patch.ours or _native.functions(_patch.originals)
    if options.scope == "context":
        _patch.ours = ours
        _context = _context or _handler.ContextHandler(_patch.ctx, ours)
        if not _context.active:
            _replaced.set(_context.enter())
    elif not _patch.active:
        before = _native.counters()
        _patch.apply(ours)
        try:
            # In an empty context, where NumPy's default handler serves, whatever handler is set here.
            contextvars.Context().run(_self_test)
            _native.uncount(since=before)
        except BaseException:
            _patch.withdraw()
            _patch.restore(_native.counters().live_blocks)
            raise
    _hooks.ready()
    _wanted = options


def _self_test():
    """Make, write, free and make again a large array and a small one, and see who served them."""
    import numpy
    threshold = _native.counters().threshold_bytes
    size = 2 * threshold + (1 << 20)
    for _ in range(2):
        before = _native.counters()
        array = numpy.empty(size, numpy.uint8)
        array[::4096] = 1
        served = _native.counters()
        written = int(array[::4096].sum())
        del array
        if served.hits + served.misses == before.hits + before.misses or written != len(range(0, size, 4096)):
            raise RuntimeError("the self-test failed: a large array was not served; NumPy is as it was")
    # Another thread may make a large array meanwhile, so one quiet look out of many is enough.
    for _ in range(100 if threshold > 64 else 0):
        before = _native.counters()
        numpy.empty(threshold // 2, numpy.uint8)
        after = _native.counters()
        if after.hits + after.misses == before.hits + before.misses:
            return
    if threshold > 64:
        raise RuntimeError("the self-test failed: a small array was taken; NumPy is as it was")
