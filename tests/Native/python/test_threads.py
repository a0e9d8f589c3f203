"""Every thread, pool and event loop."""

import asyncio
import concurrent.futures
import contextvars
import random
import threading

from support import BIG, MIB, enable, faults, served


def _in_a_thread(action):
    result = []
    thread = threading.Thread(target=lambda: result.append(action()))
    thread.start()
    thread.join()
    return result[0]


def test_a_new_thread_is_served():
    np, millpond = enable()
    assert _in_a_thread(lambda: served(millpond, lambda: np.empty(BIG, np.uint8)))


def test_a_thread_pool_reuses_warm_memory():
    np, millpond = enable()
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        def work():
            np.ones(BIG, np.uint8)
        pool.submit(work).result()
        assert min(pool.submit(faults, work).result() for _ in range(5)) < 10


def test_a_pool_that_was_there_before_enable_is_served():
    import numpy as np

    import millpond
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        pool.submit(int).result()
        millpond.enable()
        assert pool.submit(served, millpond, lambda: np.empty(BIG, np.uint8)).result()


def test_asyncio_to_thread_is_served():
    np, millpond = enable()

    async def main():
        return await asyncio.to_thread(served, millpond, lambda: np.empty(BIG, np.uint8))

    assert asyncio.run(main())


def test_an_executor_of_the_event_loop_is_served():
    np, millpond = enable()

    async def main():
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(None, served, millpond, lambda: np.empty(BIG, np.uint8))

    assert asyncio.run(main())


def test_a_context_travels_with_its_copy():
    np, millpond = enable(scope="context")
    context = contextvars.copy_context()
    assert _in_a_thread(lambda: context.run(served, millpond, lambda: np.empty(BIG, np.uint8)))


def test_a_context_travels_with_asyncio_to_thread():
    np, millpond = enable(scope="context")

    async def main():
        return await asyncio.to_thread(served, millpond, lambda: np.empty(BIG, np.uint8))

    assert asyncio.run(main())


def test_an_array_may_be_freed_by_another_thread():
    np, millpond = enable()
    arrays = [np.full(BIG, i, np.uint8) for i in range(8)]
    _in_a_thread(arrays.clear)
    assert millpond.stats()["live_blocks"] == 0
    millpond.verify()


def _traffic(np, seed, turns, errors):
    chance, arrays = random.Random(seed), []
    for turn in range(turns):
        if arrays and chance.random() < .5:
            array, value = arrays.pop(chance.randrange(len(arrays)))
            if not (array == value).all():
                errors.append((seed, turn))
        else:
            array = np.empty(chance.choice((1000, 150_000, MIB, 3 * MIB)) + chance.randrange(9999), np.uint8)
            array[:] = value = (seed * 31 + turn) % 251
            if chance.random() < .2:
                array.resize(len(array) * 2, refcheck=False)
                array[:] = value
            arrays.append((array, value))


def test_eight_threads_keep_their_arrays_apart():
    np, millpond = enable()
    errors = []
    threads = [threading.Thread(target=_traffic, args=(np, seed, 300, errors)) for seed in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    millpond.verify()
    assert not errors and millpond.stats()["live_blocks"] == 0


def test_switching_on_and_off_under_traffic_harms_no_array():
    import numpy as np

    import millpond
    errors = []
    threads = [threading.Thread(target=_traffic, args=(np, seed, 300, errors)) for seed in range(4)]
    [thread.start() for thread in threads]
    while any(thread.is_alive() for thread in threads):
        millpond.enable()
        millpond.trim()
        millpond.disable()
    [thread.join() for thread in threads]
    millpond.trim()
    millpond.verify()
    assert not errors and millpond.stats()["live_blocks"] == 0


def test_trimming_and_reading_under_traffic_harms_no_array():
    np, millpond = enable()
    errors = []
    threads = [threading.Thread(target=_traffic, args=(np, seed, 300, errors)) for seed in range(4)]
    [thread.start() for thread in threads]
    while any(thread.is_alive() for thread in threads):
        millpond.trim(4 * MIB)
        counters = millpond.stats()
        assert all(counters[name] >= 0 for name in ("live_bytes", "hot_bytes", "warm_bytes", "cold_bytes"))
    [thread.join() for thread in threads]
    millpond.verify()
    assert not errors
