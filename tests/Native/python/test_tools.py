"""The tools that watch memory, for real."""

import ctypes.util
import glob
import platform
import shutil

from support import ASK, is_off, need_set_up, python


def test_valgrind_keeps_it_off():
    valgrind = shutil.which("valgrind")
    need_set_up(valgrind, "valgrind is not there: install valgrind")
    is_off(python(ASK, prefix=(valgrind, "-q", "--tool=none"), timeout=300, PYTHONMALLOC="malloc"), "valgrind")


def test_address_sanitizer_keeps_it_off():
    library = glob.glob("/usr/lib/%s-linux-gnu/libasan.so.*" % platform.machine()) or [ctypes.util.find_library("asan")]
    need_set_up(library[0], "AddressSanitizer's library is not there: install libasan8")
    done = python(ASK, LD_PRELOAD=library[0], ASAN_OPTIONS="detect_leaks=0:verify_asan_link_order=0")
    is_off(done, "AddressSanitizer")
