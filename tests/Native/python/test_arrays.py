"""What NumPy does with memory, on ours."""

import pickle
import random

from support import BIG, MIB, enable, faults, output, requests, rss, served


def test_a_second_array_costs_no_page_faults():
    np, millpond = enable()

    def work():
        np.ones(BIG, np.uint8)

    work()
    assert min(faults(work) for _ in range(5)) < 10


def test_an_expression_with_temporaries_costs_no_page_faults():
    np, millpond = enable()
    a = np.ones(10 ** 6)
    b = np.ones(10 ** 6)

    def work():
        t = a * b
        u = t + a
        v = u * b
        return (v - t) ** 2 + 3

    work()
    work()
    assert min(faults(work) for _ in range(5)) < 50


def test_small_arrays_stay_with_numpy():
    np, millpond = enable()
    threshold = millpond.stats()["threshold_bytes"]
    assert not served(millpond, lambda: [np.empty(size, np.uint8) for size in (0, 1, 100, 1024, threshold - 1)])


def test_arrays_from_the_threshold_on_are_ours():
    np, millpond = enable()
    threshold = millpond.stats()["threshold_bytes"]
    assert served(millpond, lambda: np.empty(threshold, np.uint8))
    assert served(millpond, lambda: np.zeros(threshold, np.uint8))


def test_zeros_are_zero_in_memory_that_was_used():
    np, millpond = enable()
    for size in (BIG, 40 * MIB + 8):
        for _ in range(3):
            np.full(size, 255, np.uint8)
            assert not np.zeros(size, np.uint8).any()
            assert not np.zeros((size // 8,), np.float64).any()


def test_zeros_of_half_a_block_are_zero():
    np, millpond = enable()
    np.full(BIG, 255, np.uint8)
    assert not np.zeros(BIG // 2 + 4096, np.uint8).any()


def test_resize_keeps_what_was_there():
    np, millpond = enable()
    array = np.arange(BIG, dtype=np.uint32)
    assert (np.resize(array, 2 * BIG)[BIG:] == array).all()
    for size in (2 * BIG, BIG // 2, 5 * BIG, 100, 10, BIG):
        kept = min(len(array), size)
        before = array[:kept].copy()
        array.resize(size, refcheck=False)
        assert (array[:kept] == before).all() and not array[kept:].any(), size
    millpond.verify()


def test_an_array_grows_across_the_threshold_and_shrinks_back():
    np, millpond = enable()
    threshold = millpond.stats()["threshold_bytes"]
    array = np.arange(100, dtype=np.uint8)
    for size in (threshold - 1, threshold, threshold + 1, 10 * threshold, threshold - 1, 100):
        array.resize(size, refcheck=False)
        assert (array[:100] == np.arange(100)).all(), size
    del array
    assert millpond.stats()["live_bytes"] == 0


def test_fromiter_grows_by_realloc():
    np, millpond = enable()
    count = 400_000
    assert (np.fromiter((i * 3 for i in range(count)), np.int64) == 3 * np.arange(count)).all()


def test_text_of_a_million_numbers_is_read_by_realloc():
    np, millpond = enable()
    numbers = np.fromstring(" ".join(map(str, range(200_000))), dtype=np.int64, sep=" ")
    assert (numbers == np.arange(200_000)).all()


def test_sorting_uses_buffers_of_ours_and_sorts():
    np, millpond = enable()
    values = np.random.RandomState(1).permutation(10 ** 6)
    columns = values.reshape(1000, 1000)
    assert served(millpond, lambda: np.argsort(values, kind="stable"))
    assert (np.sort(values, kind="stable") == np.arange(10 ** 6)).all()
    assert (np.sort(columns, axis=0)[0] == columns.min(axis=0)).all()


def test_pickles_are_read_into_memory_of_ours():
    np, millpond = enable()
    array = np.arange(BIG, dtype=np.uint16)
    for protocol in (2, 5):
        assert (pickle.loads(pickle.dumps(array, protocol)) == array).all()


def test_views_keep_their_memory_alive():
    np, millpond = enable()
    view = np.arange(BIG, dtype=np.uint8)[1000:2000:7]
    np.full(BIG, 9, np.uint8)
    assert (view == np.arange(1000, 2000, 7).astype(np.uint8)).all() and millpond.stats()["live_blocks"] == 1


def test_data_is_aligned_to_a_cache_line():
    np, millpond = enable()
    arrays = [np.empty(BIG + 100 * i, np.uint8) for i in range(20)]
    assert all(array.ctypes.data % 64 == 0 for array in arrays)


def test_data_does_not_always_begin_at_the_same_offset():
    np, millpond = enable()
    arrays = [np.empty(8 * MIB, np.uint8) for _ in range(8)]
    assert len({array.ctypes.data % (2 * MIB) for array in arrays}) > 1


def test_an_impossible_array_is_a_memory_error():
    np, millpond = enable()
    for make in (np.empty, np.zeros, np.ones):
        try:
            make(10 ** 15, np.uint8)
        except MemoryError:
            continue
        raise AssertionError(make)
    millpond.verify()


def test_growing_to_an_impossible_size_is_a_memory_error_and_loses_nothing():
    np, millpond = enable()
    array = np.arange(BIG, dtype=np.uint8)
    try:
        array.resize(10 ** 15, refcheck=False)
    except MemoryError:
        pass
    else:
        raise AssertionError("10**15 bytes were had")
    assert (array == np.arange(BIG, dtype=np.uint8)).all()


def test_a_full_address_space_is_a_memory_error_and_not_the_end():
    assert output("""
        import resource
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
        import numpy as np, millpond
        assert millpond.enable(), millpond.diagnose()["reason"]
        kept, caught = [], 0
        for _ in range(3):
            try:
                while True: kept.append(np.ones(20_000_000, np.uint8))
            except MemoryError:
                caught += 1
                kept.clear()
        again = np.ones(20_000_000, np.uint8)
        millpond.verify()
        print(caught, int(again.sum()))
    """, OPENBLAS_NUM_THREADS="1") == "3 20000000"


def test_idle_memory_gives_way_when_the_address_space_is_full():
    assert output("""
        import resource
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
        import numpy as np, millpond
        assert millpond.enable(limit="100%")
        for size in range(10_000_000, 110_000_000, 10_000_000):
            for _ in range(2): np.ones(size, np.uint8)
        print("lives")
    """, OPENBLAS_NUM_THREADS="1") == "lives"


def test_random_traffic_leaves_every_array_as_it_was_written():
    np, millpond = enable()
    for policy in ("millpond", "decay", "victim", "proposal", "off"):
        millpond.enable(policy=policy)
        chance, arrays = random.Random(7), []
        for turn in range(300):
            if arrays and chance.random() < .5:
                array, value = arrays.pop(chance.randrange(len(arrays)))
                assert (array == value).all(), policy
            else:
                size = chance.choice((1000, 200_000, MIB, 3 * MIB, 9 * MIB)) + chance.randrange(5000)
                make = chance.choice((np.empty, np.zeros))
                array = make(size, np.uint8)
                assert make is np.empty or not array.any()
                array[:] = turn % 251
                arrays.append((array, turn % 251))
        millpond.verify()


def test_the_counters_add_up():
    np, millpond = enable()
    before = requests(millpond)
    for _ in range(10):
        np.ones(BIG, np.uint8)
    counters = millpond.stats()
    assert requests(millpond) - before == 10 and counters["hits"] >= 9
    assert counters["live_blocks"] == 0 and counters["peak_cached_bytes"] >= BIG


def test_huge_pages_follow_numpys_switch():
    code = "import numpy, millpond; millpond.enable(); print(millpond.stats()['huge_pages'])"
    assert output(code, NUMPY_MADVISE_HUGEPAGE="0") == "False"


def test_trim_gives_back_what_it_says():
    np, millpond = enable()
    np.ones(64 * MIB, np.uint8)
    before = rss()
    released = millpond.trim()
    assert released >= 64 * MIB and before - rss() > 60 * MIB and millpond.trim() == 0


def test_trim_keeps_what_it_is_told_to():
    np, millpond = enable()
    arrays = [np.ones(8 * MIB, np.uint8) for _ in range(4)]
    arrays.clear()
    millpond.trim(keep="20M")
    counters = millpond.stats()
    assert 8 * MIB <= counters["hot_bytes"] + counters["warm_bytes"] <= 20 * MIB
