"""On, off, and back as it was."""

import ctypes

from support import BIG, MIB, enable, output, python, requests, served, struct


def test_enable_after_numpy_works_at_once():
    np, millpond = enable()
    assert served(millpond, lambda: np.empty(BIG, np.uint8)) and millpond.is_enabled()


def test_enable_before_numpy_works_with_the_import():
    assert output("""
        import sys, millpond
        assert "numpy" not in sys.modules and not millpond.enable()
        import numpy
        print(millpond.is_enabled(), millpond.diagnose()["handler_patched"])
    """) == "True True"


def test_enable_again_changes_the_settings():
    _, millpond = enable(limit="64M", thrift="small", policy="decay")
    first = millpond.stats()
    millpond.enable(limit="32M", thrift=50, policy="victim")
    second = millpond.stats()
    assert (first["limit_bytes"], first["thrift_price"], first["policy"]) == (64 * MIB, 1000, "decay")
    assert (second["limit_bytes"], second["thrift_price"], second["policy"]) == (32 * MIB, 50, "victim")


def test_a_raised_threshold_leaves_more_to_numpy():
    np, millpond = enable(threshold="8M")
    assert not served(millpond, lambda: np.empty(BIG, np.uint8))


def test_disable_restores_the_struct_byte_for_byte():
    import numpy

    before = struct()
    _, millpond = enable()
    during = struct()
    numpy.ones(BIG, numpy.uint8)
    millpond.disable()
    assert during != before and struct() == before and not millpond.is_enabled()


def test_only_free_and_realloc_stay_while_an_array_of_ours_lives():
    np, millpond = enable()
    from millpond import _switch
    array = np.ones(BIG, np.uint8)
    millpond.disable()
    pointers, patch = _switch.patch()._pointers(), _switch.patch()
    assert pointers == (*patch.originals[:2], *patch.ours[2:])
    del array
    millpond.trim()
    assert patch._pointers() == patch.originals


def test_an_array_made_before_enable_may_be_freed_after_it():
    import numpy as np

    array = np.arange(BIG, dtype=np.uint8)
    _, millpond = enable()
    array.resize(2 * BIG, refcheck=False)
    assert array[200] == 200 and array[-1] == 0
    del array
    millpond.verify()


def test_an_array_made_while_enabled_outlives_disable():
    np, millpond = enable()
    array = np.arange(BIG, dtype=np.uint8)
    millpond.disable()
    assert array[200] == 200 and int(array[:256].sum()) == 255 * 128
    array.resize(2 * BIG, refcheck=False)
    assert array[200] == 200
    del array
    assert millpond.trim() >= 0 and millpond.stats()["live_bytes"] == 0
    millpond.verify()


def test_disable_returns_idle_memory():
    np, millpond = enable()
    np.ones(BIG, np.uint8)
    millpond.disable()
    counters = millpond.stats()
    assert counters["hot_bytes"] + counters["warm_bytes"] == 0


def test_it_may_be_enabled_and_disabled_many_times():
    np, millpond = enable()
    kept = []
    for round_ in range(50):
        millpond.enable()
        kept.append(np.full(BIG, round_, np.uint8))
        millpond.disable()
        kept.append(np.full(BIG, round_, np.uint8))
    assert all((array == index // 2).all() for index, array in enumerate(kept))
    kept.clear()
    millpond.verify()


def test_a_with_block_ends_as_it_began():
    import numpy as np

    import millpond
    before = struct()
    with millpond.enabled():
        assert served(millpond, lambda: np.empty(BIG, np.uint8))
    assert struct() == before and not millpond.is_enabled()


def test_with_blocks_nest_and_restore_settings():
    np, millpond = enable(limit="64M")
    with millpond.enabled(limit="32M", policy="decay"):
        with millpond.enabled(limit="16M", policy="off"):
            assert millpond.stats()["limit_bytes"] == 16 * MIB
        inner = millpond.stats()
        assert (inner["limit_bytes"], inner["policy"]) == (32 * MIB, "decay")
    outer = millpond.stats()
    assert (outer["limit_bytes"], outer["policy"]) == (64 * MIB, "millpond") and millpond.is_enabled()


def test_a_with_block_ends_well_when_an_exception_leaves_it():
    import numpy  # noqa: F401

    import millpond
    before = struct()
    try:
        with millpond.enabled():
            raise KeyError("mine")
    except KeyError:
        pass
    assert struct() == before


def test_a_with_block_before_numpy_is_forgotten_after_it():
    assert output("""
        import millpond
        with millpond.enabled(): pass
        import numpy
        print(millpond.is_enabled(), millpond.diagnose()["handler_patched"])
    """) == "False False"


def test_a_failed_self_test_leaves_numpy_as_it_was():
    import numpy  # noqa: F401

    import millpond
    from millpond import _switch
    before = struct()

    def fails():
        raise RuntimeError("the self-test failed")

    _switch._self_test = fails
    try:
        millpond.enable()
    except RuntimeError as error:
        assert "self-test failed" in str(error)
    else:
        raise AssertionError("enable() did not say so")
    assert struct() == before and "self-test" in millpond.diagnose()["reason"]


def test_a_handler_struct_of_another_version_is_refused_untouched():
    import numpy  # noqa: F401

    import millpond
    from millpond import _handler
    version = ctypes.c_uint8.from_address(_handler.Patch().address + 127)
    version.value = 2
    try:
        millpond.enable()
    except RuntimeError as error:
        assert "version 2" in str(error)
    else:
        raise AssertionError("version 2 was taken for version 1")
    finally:
        version.value = 1


def test_a_numpy_without_handlers_is_refused():
    import numpy

    import millpond
    numpy.__version__ = "1.21.6"
    try:
        millpond.enable()
    except RuntimeError as error:
        assert "NumPy 1.22 or later" in str(error)
    else:
        raise AssertionError("NumPy 1.21 was taken")


def test_another_package_that_patched_numpy_is_left_alone():
    np, millpond = enable()
    from millpond import _switch
    allocator = _switch.patch()._allocator
    millpond.disable()
    theirs = allocator.malloc
    allocator.malloc = allocator.malloc + 4
    try:
        millpond.enable()
    except RuntimeError as error:
        assert "another package" in str(error)
    else:
        raise AssertionError("another package's function was overwritten")
    finally:
        allocator.malloc = theirs


def test_another_package_that_patches_numpy_after_us_is_left_alone_and_named():
    np, millpond = enable()
    from millpond import _switch
    patch = _switch.patch()
    patch._allocator.malloc = patch.originals[0] + 4
    try:
        millpond.disable()
        assert patch._allocator.malloc == patch.originals[0] + 4
        assert "another package" in millpond.diagnose()["warnings"][0]
    finally:
        patch._allocator.malloc = patch.originals[0]


def test_a_context_leaves_other_threads_to_numpy():
    np, millpond = enable(scope="context")
    assert millpond.is_enabled() and not millpond.diagnose()["enabled_in_threads"]


def test_a_context_uses_a_handler_named_millpond():
    np, millpond = enable(scope="context")
    from millpond import _handler
    array = np.empty(BIG, np.uint8)
    assert _handler.core().get_handler_name(array) == "millpond"
    millpond.disable()
    assert _handler.core().get_handler_name() == "default_allocator"


def test_a_context_of_its_own_ends_without_touching_this_one():
    import contextvars

    import numpy  # noqa: F401

    import millpond
    inside = contextvars.copy_context()
    assert inside.run(millpond.enable, scope="context") and inside.run(millpond.is_enabled)
    assert not millpond.is_enabled()


def test_an_array_of_a_context_may_be_freed_outside_it():
    import contextvars

    import numpy as np

    import millpond

    def make():
        millpond.enable(scope="context")
        return np.arange(BIG, dtype=np.uint8)

    array = contextvars.Context().run(make)
    array.resize(2 * BIG, refcheck=False)
    assert array[200] == 200
    del array
    assert millpond.stats()["live_bytes"] == 0


def test_a_process_block_inside_a_context_ends_with_the_process_untouched():
    np, millpond = enable(scope="context")
    with millpond.enabled():
        assert millpond.diagnose()["enabled_in_threads"]
    assert millpond.is_enabled() and not millpond.diagnose()["enabled_in_threads"]


def test_a_variable_wins_over_an_argument():
    assert output("""
        import numpy, millpond
        millpond.enable(limit="64M", policy="decay")
        print(millpond.stats()["limit_bytes"], millpond.stats()["policy"])
    """, MILLPOND_LIMIT="16M", MILLPOND_POLICY="victim") == "%d victim" % (16 * MIB)


def test_a_limit_may_be_a_share_of_memory():
    _, millpond = enable(limit="10%")
    assert millpond.stats()["limit_bytes"] == millpond.diagnose()["memory_bytes"] // 10


def test_settings_that_make_no_sense_are_named_in_one_line():
    import millpond
    for settings, word in ((dict(thrift="lavish"), "thrift='lavish'"), (dict(thrift=-1), "thrift=-1"),
                           (dict(limit="12X"), "limit='12X'"), (dict(limit=-5), "limit=-5"),
                           (dict(limit="200%"), "limit='200%'"), (dict(policy="lifo"), "policy='lifo'"),
                           (dict(threshold="many"), "threshold='many'"), (dict(scope="thread"), "scope='thread'")):
        try:
            millpond.enable(**settings)
        except ValueError as error:
            assert str(error).startswith(word + " is not understood: give ") and "\n" not in str(error), error
        else:
            raise AssertionError(settings)


def test_a_variable_that_makes_no_sense_is_named():
    done = python("import millpond; millpond.enable()", MILLPOND_LIMIT="lots")
    assert "MILLPOND_LIMIT=lots is not understood" in done.stderr


def test_sizes_are_read_as_people_write_them():
    from millpond._options import parse_bytes
    assert [parse_bytes(text) for text in ("0", "64K", "1.5G", "512MiB", "10 MB", "7B", 12)] == [
        0, 65536, 3 << 29, 512 * MIB, 10 * MIB, 7, 12]


def test_millpond_off_does_nothing_and_says_why():
    done = python("""
        import numpy, millpond
        print(millpond.enable(), millpond.is_enabled(), millpond.diagnose()["reason"], millpond.trim(), end="")
    """, MILLPOND="off")
    assert (done.stdout, done.stderr) == ("False False MILLPOND=off is set 0", "")


def test_nothing_fails_when_it_was_never_enabled():
    import millpond
    millpond.disable()
    millpond.verify()
    assert millpond.trim() == 0 and not millpond.is_enabled() and requests(millpond) == 0
    assert millpond.diagnose()["reason"] == "disabled by the program"


def test_the_policy_off_keeps_nothing():
    np, millpond = enable(policy="off")
    np.ones(BIG, np.uint8)
    assert millpond.stats()["hot_bytes"] == 0
