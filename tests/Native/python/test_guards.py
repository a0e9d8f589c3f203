"""Where it must stay off, and where it must do with less."""

import os
import shutil
import tempfile

from support import ASK, AUTOLOAD, PACKAGE, is_off, need, output, python


def test_tracemalloc_keeps_it_off():
    is_off(python(ASK, "-X", "tracemalloc"), "tracemalloc")


def test_tracemalloc_started_by_the_program_keeps_it_off():
    is_off(python("import tracemalloc; tracemalloc.start()\n" + ASK), "tracemalloc")


def test_tracing_that_ended_does_not_keep_it_off():
    assert output("import tracemalloc; tracemalloc.start(); tracemalloc.stop()\n" + ASK) == "True None"


def test_tracemalloc_turns_it_off_when_enabled_again():
    code = "import numpy, millpond, tracemalloc; millpond.enable(); tracemalloc.start()\n" + ASK
    is_off(python(code), "tracemalloc")


def test_the_line_is_said_once():
    twice = "import tracemalloc, numpy, millpond; tracemalloc.start(); millpond.enable(); millpond.enable()\n"
    is_off(python(twice + ASK), "tracemalloc")


def test_tracemalloc_started_later_still_sees_every_array():
    assert output("""
        import numpy as np, millpond, tracemalloc
        millpond.enable()
        tracemalloc.start()
        array = np.ones(10_000_000, np.uint8)
        print(tracemalloc.get_traced_memory()[0] >= 10_000_000)
        del array
        print(tracemalloc.get_traced_memory()[0] < 1_000_000)
    """) == "True\nTrue"


def test_memray_keeps_it_off():
    is_off(python("import sys, types; sys.modules['memray'] = types.ModuleType('memray')\n" + ASK), "memray")


def test_autoload_stays_off_as_well():
    done = python("import numpy, millpond; print(millpond.is_enabled())", "-X", "tracemalloc", autoload=True)
    assert done.stdout == "False\n" and done.stderr == "millpond: off, as tracemalloc is watching memory\n"


def test_without_executable_memory_it_works_and_says_so():
    PR_SET_MDWE, REFUSE_EXEC_GAIN = 65, 1
    code = """
        import ctypes, sys
        if ctypes.CDLL(None).prctl(%d, %d, 0, 0, 0): sys.exit(77)
        import numpy as np, millpond
        assert millpond.enable()
        a = np.ones(3_000_000); small = np.ones(10)
        found = millpond.diagnose()
        print(found["machine_code"], "executable memory was refused" in found["warnings"][0], (a * 2)[0])
        millpond.disable(); millpond.verify()
    """ % (PR_SET_MDWE, REFUSE_EXEC_GAIN)
    done = python(code)
    need(done.returncode != 77, "this kernel cannot refuse executable memory (PR_SET_MDWE needs Linux 6.3)")
    assert done.returncode == 0 and done.stdout.split() == ["False", "True", "2.0"], done.stderr


def test_a_library_that_does_not_load_is_one_line_under_autoload():
    done = _without_library("import numpy as np; print(np.ones(3)[0])")
    lines = done.stderr.splitlines()
    assert done.stdout == "1.0\n" and len(lines) == 1
    assert lines[0].startswith("millpond: off: the native library cannot be loaded")


def test_a_library_that_does_not_load_is_an_error_for_who_asked():
    done = _without_library("import numpy, millpond; millpond.enable()", autoload="0")
    assert done.returncode == 1 and "RuntimeError: the native library cannot be loaded" in done.stderr


def _without_library(code, autoload="1"):
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(os.path.join(PACKAGE, "millpond"), os.path.join(folder, "millpond"),
                        ignore=shutil.ignore_patterns("*.so"))
        return python(code, folders=(AUTOLOAD, folder), MILLPOND_AUTOLOAD=autoload)
