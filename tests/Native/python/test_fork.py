"""fork, multiprocessing and subprocesses."""

import multiprocessing
import os
import random
import subprocess
import sys
import threading
import time

from support import BIG, MIB, enable, held, output, rss, served


def _square_sum(value):
    import numpy as np

    import millpond
    array = np.full(BIG, value, np.float32)
    result = float((array * array)[-1])
    return result, millpond.is_enabled(), millpond.stats()["hits"] + millpond.stats()["misses"] > 0


def _child(action):
    """Fork; the exit code of a child that does action and nothing else."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            code = 0 if action() else 2
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def test_a_forked_child_is_served():
    np, millpond = enable()
    assert _child(lambda: served(millpond, lambda: np.ones(BIG, np.uint8))) == 0


def test_a_forked_child_finds_its_arrays_as_they_were():
    np, millpond = enable()
    array = np.arange(BIG, dtype=np.uint8)

    def look():
        right = (array == np.arange(BIG, dtype=np.uint8)).all()
        array.resize(2 * BIG, refcheck=False)
        millpond.verify()
        return right and array[200] == 200

    assert _child(look) == 0 and len(array) == BIG


def test_a_forked_child_does_not_inherit_idle_memory():
    np, millpond = enable(limit="1G")
    np.ones(256 * MIB, np.uint8)
    assert _child(lambda: held(millpond) == 0 and rss() < 200 * MIB) == 0


def test_a_child_of_a_child_is_served():
    np, millpond = enable()
    assert _child(lambda: _child(lambda: served(millpond, lambda: np.ones(BIG, np.uint8))) == 0) == 0


def test_a_forked_child_may_disable_and_enable():
    np, millpond = enable()

    def switch():
        millpond.disable()
        off = not served(millpond, lambda: np.ones(BIG, np.uint8))
        millpond.enable()
        return off and served(millpond, lambda: np.ones(BIG, np.uint8))

    assert _child(switch) == 0 and millpond.is_enabled()


def test_idle_memory_of_a_forked_child_goes_back_by_itself():
    np, millpond = enable(thrift="small")

    def wait():
        np.ones(BIG, np.uint8)
        deadline = time.monotonic() + 20
        while held(millpond) and time.monotonic() < deadline:
            time.sleep(.05)
        return not held(millpond)

    assert _child(wait) == 0


def test_a_fork_in_the_middle_of_traffic_fifty_times():
    np, millpond = enable()
    stop = threading.Event()

    def traffic(seed):
        chance = random.Random(seed)
        while not stop.is_set():
            array = np.empty(chance.randrange(200_000, 4 * MIB), np.uint8)
            array[::4096] = seed
            if chance.random() < .1:
                millpond.trim(MIB)

    def child():
        for size in (BIG, 2 * BIG, 300_000):
            array = np.full(size, 7, np.uint8)
            array.resize(size + BIG, refcheck=False)
            if array[size - 1] != 7:
                return False
        millpond.trim()
        millpond.verify()
        return True

    threads = [threading.Thread(target=traffic, args=(seed,), daemon=True) for seed in range(3)]
    [thread.start() for thread in threads]
    codes = [_child(child) for _ in range(50)]
    stop.set()
    [thread.join() for thread in threads]
    millpond.verify()
    assert codes == [0] * 50


def test_a_pool_of_forked_processes_is_served():
    enable()
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map(_square_sum, [1, 2, 3, 4]) == [(v * v, True, True) for v in (1.0, 2.0, 3.0, 4.0)]


def test_pools_of_spawned_processes_are_served_when_they_inherit_the_environment():
    for method in ("spawn", "forkserver"):
        assert output("""
            import sys; sys.path.insert(0, %r)
            import multiprocessing, test_fork
            with multiprocessing.get_context(%r).Pool(2) as pool:
                print(pool.map(test_fork._square_sum, [3.0]))
        """ % (os.path.dirname(os.path.abspath(__file__)), method), autoload=True, **_SUPPORT) == "[(9.0, True, True)]"


def test_a_process_pool_executor_is_served():
    assert output("""
        import sys; sys.path.insert(0, %r)
        import concurrent.futures, test_fork, numpy
        with concurrent.futures.ProcessPoolExecutor(2) as pool:
            print(list(pool.map(test_fork._square_sum, [3.0])))
    """ % os.path.dirname(os.path.abspath(__file__)), autoload=True, **_SUPPORT) == "[(9.0, True, True)]"


def test_a_subprocess_starts_while_arrays_come_and_go():
    np, millpond = enable()
    array = np.ones(BIG, np.uint8)
    for _ in range(5):
        np.ones(BIG, np.uint8)
        done = subprocess.run([sys.executable, "-c", "print(6 * 7)"], stdout=subprocess.PIPE, preexec_fn=lambda: None)
        assert done.stdout == b"42\n"
    assert array.all() and millpond.is_enabled()


# support.py reads these when a spawned child imports this file.
_SUPPORT = {name: os.environ[name] for name in ("MILLPOND_PACKAGE", "MILLPOND_AUTOLOAD_FOLDER")}
