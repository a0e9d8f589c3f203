"""However a program ends, it ends as it would have without Millpond."""

import signal
import subprocess
import sys

from support import AUTOLOAD, PACKAGE, output, python

SETUP = "import numpy as np, millpond; assert millpond.enable(); a = np.ones(3_000_000); b = a * 2\n"


def test_an_exit_code_passes_through():
    assert python(SETUP + "raise SystemExit(3)").returncode == 3


def test_an_exception_ends_with_its_traceback_and_one():
    done = python(SETUP + "raise KeyError('mine')")
    assert done.returncode == 1 and done.stderr.endswith("KeyError: 'mine'\n")


def test_a_segmentation_fault_is_still_one():
    assert python(SETUP + "import ctypes; ctypes.string_at(8)").returncode == -signal.SIGSEGV


def test_faulthandler_still_tells_where():
    done = python(SETUP + "import ctypes; ctypes.string_at(8)", "-X", "faulthandler")
    assert done.returncode == -signal.SIGSEGV and "Fatal Python error: Segmentation fault" in done.stderr


def test_an_abort_is_still_one():
    assert python(SETUP + "import os; os.abort()").returncode == -signal.SIGABRT


def test_a_signal_ends_it_as_ever():
    for name in ("SIGTERM", "SIGKILL", "SIGUSR1"):
        code = SETUP + "import os, signal; os.kill(os.getpid(), signal.%s)" % name
        assert python(code).returncode == -getattr(signal, name)


def test_an_interrupt_is_a_keyboard_interrupt():
    code = SETUP + """
import signal
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt:
    print("interrupted", (a * b)[0])
"""
    assert output(code) == "interrupted 2.0"


def test_a_program_reads_its_own_alarm_signals():
    code = SETUP + """
import signal, time
rings = []
signal.signal(signal.SIGALRM, lambda *_: rings.append((a * b)[0]))
signal.setitimer(signal.ITIMER_REAL, .01, .01)
deadline = time.monotonic() + 20
while len(rings) < 20 and time.monotonic() < deadline: c = a * b
signal.setitimer(signal.ITIMER_REAL, 0)
print(set(rings))
"""
    assert output(code) in ("{2.0}", "{np.float64(2.0)}")


def test_arrays_left_over_at_the_end_do_no_harm():
    done = python(SETUP + """
import sys
class Node: pass
node = Node(); node.array, node.self = b, node
sys.keep = [a]
""")
    assert (done.returncode, done.stderr) == (0, "")


def test_exit_functions_may_still_make_arrays():
    code = "import atexit\n" \
        "atexit.register(lambda: print('last', float((a * b)[0])))\n" + SETUP + \
        "atexit.register(lambda: print('first', float((a * b)[0])))"
    assert output(code) == "first 2.0\nlast 2.0"


def test_destructors_at_shutdown_may_still_make_arrays():
    code = SETUP + """
class Last:
    def __init__(self): self.ones = np.ones
    def __del__(self): print(float(self.ones(3_000_000)[5]))
last = Last(); last.me = last
"""
    assert output(code) == "1.0"


def test_threads_that_run_into_the_end_do_no_harm():
    code = SETUP + """
import threading, time
def work():
    while True: np.ones(500_000)
for _ in range(4): threading.Thread(target=work, daemon=True).start()
time.sleep(.2)
"""
    for _ in range(5):
        done = python(code)
        assert (done.returncode, done.stderr) == (0, "")


def test_disable_at_exit_is_fine():
    assert output("import atexit, millpond; atexit.register(millpond.disable)\n" + SETUP + "print(b[0])") == "2.0"


def test_development_mode_has_nothing_to_say():
    done = python(SETUP + "millpond.disable()", "-X", "dev", "-W", "error")
    assert (done.returncode, done.stderr) == (0, "")


def test_optimised_python_works():
    assert output("import numpy as np, millpond; millpond.enable(); print(millpond.is_enabled())", "-OO") == "True"


def test_an_isolated_python_can_be_told_where_it_is():
    code = "import sys; sys.path.insert(0, %r)\n" % PACKAGE + SETUP + "print(millpond.is_enabled())"
    assert output(code, "-I") == "True"


def test_an_isolated_python_is_left_alone_by_autoload():
    environment = {"PYTHONPATH": AUTOLOAD + ":" + PACKAGE, "MILLPOND_AUTOLOAD": "1"}
    code = "import numpy, sys; print('millpond' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-I", "-c", code], env=environment) == b"False\n"


def test_open_files_are_not_leaked():
    code = """
import os
before = len(os.listdir("/proc/self/fd"))
""" + SETUP + """
for _ in range(100): millpond.disable(); millpond.enable(); np.ones(500_000); millpond.stats()
print(len(os.listdir("/proc/self/fd")) - before)
"""
    # The library keeps a few for good: its alarm and the kernel's pressure files.
    assert int(output(code)) <= 8


def test_files_of_ours_are_not_inherited():
    code = SETUP + """
import os, subprocess, sys
np.ones(500_000)
names = subprocess.run([sys.executable, "-c", "import os; print(len(os.listdir('/proc/self/fd')))"],
                       close_fds=False, stdout=subprocess.PIPE).stdout
print(int(names))
"""
    # 0, 1, 2 and the listing itself.
    assert int(output(code)) == 4
