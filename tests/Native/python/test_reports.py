"""stats(), diagnose(), and what is written at the end."""

import json
import os
import tempfile

from support import BIG, MIB, enable, output, python

KEYS = set("""live_bytes hot_bytes warm_bytes cold_bytes limit_bytes lost_bytes live_blocks cached_blocks hits misses
    refaults_avoided advise_calls purged_bytes kernel_seconds rss_bytes lazy_free_bytes true_resident_bytes
    peak_cached_bytes refused foreign_frees reserved_bytes policy thrift_price threshold_bytes huge_pages machine_code
    background""".split())
WORK = "import numpy as np\nfor _ in range(4): np.ones(3_000_000, np.uint8)\n"


def _reports(code, **settings):
    """The reports of code's processes by pid, and the run."""
    with tempfile.TemporaryDirectory() as folder:
        done = python(code, MILLPOND_REPORT_DIR=folder, **settings)
        found = {}
        for name in os.listdir(folder):
            with open(os.path.join(folder, name)) as file:
                found[name] = json.load(file)
    return found, done


def test_stats_have_their_keys_and_types():
    _, millpond = enable()
    counters = millpond.stats()
    assert set(counters) == KEYS
    floats = {name for name, value in counters.items() if isinstance(value, float)}
    flags = {name for name, value in counters.items() if isinstance(value, bool)}
    assert floats == {"kernel_seconds", "thrift_price"} and flags == {"huge_pages", "machine_code", "background"}
    assert counters["policy"] == "millpond"


def test_stats_have_the_same_keys_before_anything_was_enabled():
    import millpond
    assert set(millpond.stats()) == KEYS and millpond.stats()["hits"] == 0


def test_live_and_idle_bytes_are_where_the_arrays_are():
    np, millpond = enable()
    array = np.ones(8 * MIB, np.uint8)
    live = millpond.stats()
    del array
    idle = millpond.stats()
    assert live["live_bytes"] >= 8 * MIB and live["live_blocks"] == 1 and idle["live_bytes"] == 0
    assert idle["hot_bytes"] + idle["warm_bytes"] >= 8 * MIB and idle["cached_blocks"] >= 1


def test_true_resident_memory_is_less_by_what_the_kernel_may_take():
    np, millpond = enable()
    counters = millpond.stats()
    assert counters["true_resident_bytes"] == counters["rss_bytes"] - counters["lazy_free_bytes"]
    assert 0 < counters["true_resident_bytes"] < 1 << 30


def test_the_self_test_is_not_counted():
    _, millpond = enable()
    counters = millpond.stats()
    assert counters["hits"] + counters["misses"] == 0


def test_diagnose_is_plain_values():
    np, millpond = enable()
    found = json.loads(json.dumps(millpond.diagnose()))
    assert found["enabled"] and found["reason"] is None and found["scope"] == "process" and found["warnings"] == []
    assert found["numpy"] == np.__version__ and found["handler_name"] == "default_allocator"
    assert found["handler_version"] == 1 and found["handler_patched"] and found["enabled_in_threads"]
    assert found["library_started"] and found["machine_code"] and found["numpy_huge_pages"]


def test_diagnose_says_that_numpy_is_awaited():
    assert output("import millpond; millpond.enable(); print(millpond.diagnose()['reason'])") == \
        "NumPy has not been imported yet"


def test_diagnose_says_that_nobody_asked():
    import millpond
    found = millpond.diagnose()
    assert found["reason"] == "millpond.enable() has not been called" and found["numpy"] is None


def test_diagnose_warns_of_a_context():
    _, millpond = enable(scope="context")
    assert "scope is context" in millpond.diagnose()["warnings"][0]


def test_a_line_at_the_end_says_what_was_reused():
    done = python(WORK, autoload=True, MILLPOND_REPORT="1")
    assert done.stderr.startswith("millpond: 3 of 4 large arrays got warm memory, ") and done.stderr.count("\n") == 1


def test_without_being_asked_it_says_nothing():
    done = python(WORK, autoload=True)
    assert (done.stdout, done.stderr) == ("", "")


def test_the_line_says_why_it_was_off():
    done = python(WORK + "import millpond; millpond.enable()", MILLPOND="off", MILLPOND_REPORT="1")
    assert done.stderr == "millpond: off: MILLPOND=off is set\n"


def test_each_process_writes_its_report():
    found, done = _reports(WORK, autoload=True)
    (name, report), = found.items()
    assert done.returncode == 0 and set(report) == KEYS | {"pid", "python", "numpy", "enabled", "reason"}
    assert name == "%d.json" % report["pid"] and report["enabled"] and report["reason"] is None
    assert (report["hits"], report["misses"]) == (3, 1)


def test_a_process_that_never_imported_numpy_writes_none():
    found, _ = _reports("pass", autoload=True)
    assert found == {}


def test_a_report_says_why_it_was_off():
    found, _ = _reports("import millpond, numpy; millpond.enable(); millpond.disable()")
    (report,) = found.values()
    assert not report["enabled"] and report["reason"] == "disabled by the program"


def test_a_program_that_fails_still_reports():
    found, done = _reports(WORK + "raise SystemExit(5)", autoload=True)
    assert done.returncode == 5 and len(found) == 1


def test_children_of_multiprocessing_report_for_themselves():
    for method in ("fork", "spawn", "forkserver"):
        found, done = _reports("""
            import multiprocessing, sys, types
            if __name__ == "__main__":
                import numpy as np
                for _ in range(7): np.ones(3_000_000, np.uint8)
                context = multiprocessing.get_context(%r)
                child = context.Process(target=exec, args=(%r,))
                child.start(); child.join(); sys.exit(child.exitcode)
        """ % (method, WORK), autoload=True)
        assert done.returncode == 0, done.stderr
        counts = sorted(report["hits"] + report["misses"] for report in found.values())
        assert counts[-2:] == [4, 7], (method, counts)


def test_a_child_of_fork_that_ends_by_itself_reports_only_what_it_did():
    found, _ = _reports(WORK + """
import os, sys
pid = os.fork()
if pid == 0:
    np.ones(3_000_000, np.uint8)
    sys.exit(0)
os.waitpid(pid, 0)
""", autoload=True)
    assert sorted(report["hits"] + report["misses"] for report in found.values()) == [1, 4]


def test_a_folder_that_is_not_there_is_one_line():
    done = python(WORK, autoload=True, MILLPOND_REPORT_DIR="/nowhere/at/all")
    assert done.returncode == 0 and done.stderr.startswith("millpond: no report: ") and done.stderr.count("\n") == 1


def test_an_array_that_was_used_counts_its_avoided_faults():
    np, millpond = enable()
    np.ones(BIG, np.uint8)
    before = millpond.stats()["refaults_avoided"]
    np.ones(BIG, np.uint8)
    assert millpond.stats()["refaults_avoided"] > before
