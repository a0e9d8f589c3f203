"""The real memray, which Debian has from trixie on."""

import os
import subprocess
import sys
import tempfile

from support import ASK, AUTOLOAD, PACKAGE, is_off, need_module, python


def test_a_tracker_in_the_program_keeps_it_off():
    need_module("memray")
    with tempfile.TemporaryDirectory() as folder:
        code = "import memray\nwith memray.Tracker(%r):\n    " % os.path.join(folder, "out")
        is_off(python(code + ASK.replace("; ", "\n    ")), "memray")


def test_a_program_run_by_memray_has_it_off():
    need_module("memray")
    with tempfile.TemporaryDirectory() as folder:
        program, record = os.path.join(folder, "program.py"), os.path.join(folder, "record")
        with open(program, "w") as file:
            file.write("import numpy, millpond; print('enabled:', millpond.is_enabled())")
        environment = dict(os.environ, PYTHONPATH=AUTOLOAD + os.pathsep + PACKAGE, MILLPOND_AUTOLOAD="1")
        done = subprocess.run([sys.executable, "-m", "memray", "run", "-o", record, program], env=environment,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True)
    assert done.returncode == 0 and "enabled: False" in done.stdout
    assert "millpond: off, as memray is watching memory" in done.stderr
