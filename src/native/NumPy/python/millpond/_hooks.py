"""Where the process forks, collects garbage and ends. Nothing here raises, and nothing needs a living interpreter."""

import atexit
import gc
import os
import sys

from . import _native

_installed = False
_forks = False
_ending = False
# Whether the collection that is running now was asked for by somebody.
_explicit = False


def install():
    """Report at exit, here and in forked children. Once a process."""
    global _installed
    if not _installed:
        _installed = True
        atexit.register(_at_exit)
        os.register_at_fork(after_in_child=_after_fork_in_child)
        _report_when_a_child_ends()


def ready():
    """The library is at work: look after its forks, and after collections."""
    global _forks
    if not _forks:
        _forks = True
        _native.survive_forks()
    gc_callback(True)


def gc_callback(wanted):
    """Listen to garbage collections, or no longer."""
    if wanted and not _ending and _collecting not in gc.callbacks:
        gc.callbacks.append(_collecting)
    elif not wanted and _collecting in gc.callbacks:
        gc.callbacks.remove(_collecting)


def _collecting(phase, info):
    """Give all idle memory back when a full collection ends that somebody asked for.

    Dask, loky and others call gc.collect() right before they judge this process by its RSS, and people do so when
    they want memory back. A full collection that Python starts by itself says nothing of the kind, and may come many
    times a second in a loop that needs its warm blocks: those are left to age. Python starts one only while the
    counters of generations 0 and 2 are both over their thresholds, and has not reset them when it calls us.
    """
    global _explicit
    if info.get("generation") != 2:
        return
    if phase == "start":
        count, threshold = gc.get_count(), gc.get_threshold()
        _explicit = not gc.isenabled() or not (count[0] > threshold[0] and count[2] > threshold[2])
    elif _explicit and _native.started():
        _native.trim(0)


def _after_fork_in_child():
    from . import _report, _switch
    try:
        _switch.after_fork_in_child()
        _report.after_fork_in_child()
        _report_when_a_child_ends()
    except Exception:
        pass


def _report_when_a_child_ends():
    """Children of multiprocessing end by os._exit, which runs no atexit function; it has finalizers of its own."""
    util = sys.modules.get("multiprocessing.util")
    process = sys.modules.get("multiprocessing.process")
    if util is None or process is None:
        return
    # A child forgets all finalizers when it begins, and then runs what register_after_fork was given.
    util.register_after_fork(_at_exit, _finalize)
    if process.parent_process() is not None:
        _finalize(_at_exit)


def _finalize(report):
    import multiprocessing.util
    multiprocessing.util.Finalize(None, report, exitpriority=0)


def _at_exit():
    """The last Python of ours that runs. The swap stays: arrays are freed after this, by native code that lives on."""
    global _ending
    from . import _report
    _ending = True
    gc_callback(False)
    try:
        _report.write()
    except Exception as error:
        print("millpond: no report: %s" % error, file=sys.stderr)
