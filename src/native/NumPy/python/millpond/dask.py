"""Millpond in Dask workers: warm arrays, and memory that goes back before the worker is judged by its RSS.

    dask worker --preload millpond.dask ...          or          client.register_plugin(MillpondPlugin())

Each worker then caps what is kept at a tenth of its memory limit, gives idle memory back, oldest first, before Dask
would spill, pause or restart it, lets nothing stay idle for 30 s (after which Dask counts it as leaked), and reports
what it holds as the worker metric "millpond". Needs Dask's `distributed` 2022.12 or later.
"""

import os

from distributed import Worker
from distributed.diagnostics.plugin import WorkerPlugin

from . import _native, _options, _switch

# Of the worker's memory limit. A cache larger than this would be most of what Dask sees as unmanaged memory.
CAP_SHARE = 0.10
# Below the lowest of Dask's thresholds in force (0.60, 0.70 and 0.80 by default), as a share of the memory limit.
MARGIN = 0.05
# Dask counts unmanaged memory as leaked when it is older than 30 s; the library's background thread looks in between.
IDLE_MILLISECONDS = 10_000

_workers = []


class MillpondPlugin(WorkerPlugin):
    """For `client.register_plugin` (`register_worker_plugin` before 2023.9). Takes what enable() takes, but scope."""

    name = "millpond"

    def __init__(self, thrift="balanced", limit=None, policy="millpond", threshold=None):
        self._settings = (thrift, limit, policy, threshold)

    def setup(self, worker):
        _attach(worker, _options.resolve(*self._settings))

    def teardown(self, worker):
        _detach(worker)


def dask_setup(worker):
    """What `--preload` calls. Settings come from MILLPOND_* variables; schedulers and nannies are left alone."""
    if isinstance(worker, Worker):
        _attach(worker, _options.resolve())


def dask_teardown(worker):
    """What `--preload` calls at the end."""
    _detach(worker)


def _attach(worker, options):
    if worker in _workers:
        _detach(worker)
    limit = worker.memory_manager.memory_limit
    if limit:
        cap = int(CAP_SHARE * limit)
        options = options._replace(limit_bytes=cap if options.limit_bytes < 0 else min(cap, options.limit_bytes))
    # Tasks run in copies of a context that existed before this one, so nothing but the whole process will do.
    options = options._replace(scope="process", idle_milliseconds=IDLE_MILLISECONDS)
    _switch.enable(options)
    _workers.append(worker)
    worker.metrics["millpond"] = _metrics
    # The one place where Dask reads the RSS that it spills, pauses and rebalances by.
    worker.monitor.get_process_memory = _Judged(worker)


def _detach(worker):
    if worker not in _workers:
        return
    _workers.remove(worker)
    worker.metrics.pop("millpond", None)
    vars(worker.monitor).pop("get_process_memory", None)
    _switch.trim(0)
    if not _workers:
        _switch.disable("the Dask worker has ended")


class _Judged:
    """RSS as Dask reads it, after idle memory has been given back where that helps. Always the true RSS of that moment:
    Dask's nanny, another process, reads it too, and nothing can be hidden from it."""

    def __init__(self, worker):
        self._worker = worker
        self._read = worker.monitor.get_process_memory

    def __call__(self):
        rss = self._read()
        manager = self._worker.memory_manager
        if not manager.memory_limit:
            return rss
        thresholds = (manager.memory_target_fraction, manager.memory_spill_fraction, manager.memory_pause_fraction)
        share = min([threshold for threshold in thresholds if threshold] or [1.0]) - MARGIN
        excess = rss - int(share * manager.memory_limit)
        leaving = self._worker.status.name in ("paused", "closing_gracefully")
        if excess <= 0 and not leaving:
            return rss
        counters = _native.counters()
        held = counters.hot_bytes + counters.warm_bytes
        if not held:
            return rss
        _switch.trim(0 if leaving else max(0, held - excess))
        # Dask may be reading inside psutil's oneshot(), which would repeat the number from before.
        return _resident()


def _metrics(worker):
    """Cheap enough for every heartbeat: counters, and no walk over page tables."""
    counters = _native.counters()
    names = ("live_bytes", "hot_bytes", "warm_bytes", "lost_bytes", "limit_bytes", "hits", "misses", "refaults_avoided",
             "purged_bytes")
    metrics = {name: getattr(counters, name) for name in names}
    # What is left of the RSS when the kernel has taken what it may: warm memory that it has not taken yet.
    metrics["true_resident_bytes"] = _resident() - max(0, counters.warm_bytes - counters.lost_bytes)
    return metrics


def _resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
