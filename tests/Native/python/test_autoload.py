"""What `millpond run` puts in front of a program's Pythons."""

import os
import tempfile
import textwrap

from support import AUTOLOAD, PACKAGE, output, python

ENABLED = "import numpy, millpond; print(millpond.is_enabled())"


def _folder_with(text, name="sitecustomize.py"):
    folder = tempfile.TemporaryDirectory()
    with open(os.path.join(folder.name, name), "w") as file:
        file.write(textwrap.dedent(text))
    return folder


def test_importing_numpy_turns_it_on():
    assert output(ENABLED, autoload=True) == "True"


def test_importing_a_part_of_numpy_turns_it_on():
    assert output("import numpy.linalg, millpond; print(millpond.is_enabled())", autoload=True) == "True"


def test_without_numpy_nothing_of_ours_is_even_read():
    assert output("""
        import sys
        print(sorted(name for name in sys.modules if "millpond" in name or name in ("ctypes", "_ctypes", "threading")))
    """, autoload=True) == "[]"


def test_without_its_variable_it_does_nothing():
    code = ENABLED + "\nimport sys; print(any(type(finder).__name__ == '_Numpy' for finder in sys.meta_path))"
    assert output(code, folders=[AUTOLOAD]) == "False\nFalse"


def test_millpond_off_wins():
    done = python(ENABLED, autoload=True, MILLPOND="off")
    assert (done.stdout, done.stderr) == ("False\n", "")


def test_settings_come_from_variables():
    code = "import numpy, millpond; print(millpond.stats()['limit_bytes'], millpond.stats()['thrift_price'])"
    assert output(code, autoload=True, MILLPOND_LIMIT="64M", MILLPOND_THRIFT="fast") == "67108864 10.0"


def test_a_setting_that_makes_no_sense_is_one_line_and_the_program_runs():
    done = python(ENABLED, autoload=True, MILLPOND_POLICY="lifo")
    assert done.stdout == "False\n" and done.stderr.startswith("millpond: off: MILLPOND_POLICY=lifo is not understood")
    assert done.stderr.count("\n") == 1


def test_a_context_can_be_asked_for():
    code = "import numpy, millpond; print(millpond.is_enabled(), millpond.diagnose()['enabled_in_threads'])"
    assert output(code, autoload=True, MILLPOND_SCOPE="context") == "True False"


def test_numpy_keeps_its_own_loader():
    assert output("""
        import numpy
        print(type(numpy.__loader__).__name__, type(numpy.__spec__.loader).__name__, numpy.__spec__.name)
    """, autoload=True) == "SourceFileLoader SourceFileLoader numpy"


def test_looking_for_numpy_does_not_import_it():
    assert output("""
        import importlib.util, sys
        found = importlib.util.find_spec("numpy")
        print(found is not None, "numpy" in sys.modules)
        import numpy, millpond
        print(millpond.is_enabled())
    """, autoload=True) == "True False\nTrue"


def test_looking_for_what_is_not_there_fails_as_ever():
    assert output("""
        try:
            import numpy_that_is_not_there
        except ModuleNotFoundError as error:
            print(error.name)
    """, autoload=True) == "numpy_that_is_not_there"


def test_a_numpy_that_fails_to_import_fails_as_ever():
    with _folder_with("raise ImportError('broken')", "numpy.py") as folder:
        done = python("import numpy", autoload=True, folders=[folder])
    assert done.returncode == 1 and done.stderr.endswith("ImportError: broken\n")


def test_another_import_hook_of_the_same_kind_does_no_harm():
    assert output("""
        import sys
        class Other:
            asking = False
            def find_spec(self, name, path=None, target=None):
                if name != "numpy" or Other.asking: return None
                Other.asking = True
                try:
                    for finder in sys.meta_path:
                        spec = finder is not self and finder.find_spec(name, path, target)
                        if spec: return spec
                finally:
                    Other.asking = False
        sys.meta_path.insert(0, Other())
        sys.meta_path.append(Other())
        import numpy, millpond
        print(millpond.is_enabled())
    """, autoload=True) == "True"


def test_threads_that_import_numpy_at_once_find_it_on():
    assert output("""
        import threading
        def work():
            import numpy
            numpy.ones(1_000_000)
        threads = [threading.Thread(target=work) for _ in range(8)]
        [thread.start() for thread in threads]; [thread.join() for thread in threads]
        import millpond
        print(millpond.is_enabled())
    """, autoload=True) == "True"


def test_the_programs_own_sitecustomize_runs():
    with _folder_with("import sys; sys.was_here = 'yes'") as folder:
        code = "import sys; print(sys.was_here); " + ENABLED
        done = python(code, PYTHONPATH=os.pathsep.join((AUTOLOAD, PACKAGE, folder)), MILLPOND_AUTOLOAD="1")
    assert done.stdout == "yes\nTrue\n", done.stderr


def test_importing_sitecustomize_gives_the_programs_own():
    with _folder_with("answer = 42") as folder:
        code = "import sitecustomize as s, os; print(s.answer, os.path.dirname(s.__file__) == %r)" % folder
        done = python(code, PYTHONPATH=os.pathsep.join((AUTOLOAD, PACKAGE, folder)), MILLPOND_AUTOLOAD="1")
    assert done.stdout == "42 True\n", done.stderr


def test_a_sitecustomize_that_imports_numpy_finds_it_on():
    with _folder_with("import numpy, millpond, sys; sys.was_on = millpond.is_enabled()") as folder:
        done = python("import sys; print(sys.was_on)", PYTHONPATH=os.pathsep.join((AUTOLOAD, PACKAGE, folder)),
                      MILLPOND_AUTOLOAD="1")
    assert done.stdout == "True\n", done.stderr


def test_a_failure_in_the_programs_sitecustomize_is_reported_as_ever():
    with _folder_with("raise ValueError('mine')") as folder:
        without = python("print(1)", PYTHONPATH=folder)
        with_ = python("print(1)", PYTHONPATH=os.pathsep.join((AUTOLOAD, PACKAGE, folder)), MILLPOND_AUTOLOAD="1")
    assert "ValueError: mine" in without.stderr
    assert (with_.returncode, with_.stdout, with_.stderr) == (without.returncode, without.stdout, without.stderr)


def test_pythons_started_by_the_program_have_it_too():
    assert output("""
        import subprocess, sys
        print(subprocess.check_output([sys.executable, "-c", %r]).decode().strip())
    """ % ENABLED, autoload=True) == "True"


def test_the_programs_own_enable_has_the_last_word_on_what_no_variable_sets():
    code = "import millpond; millpond.enable(limit='32M'); import numpy; print(millpond.stats()['limit_bytes'])"
    assert output(code, autoload=True) == "33554432"
