"""First on PYTHONPATH under `millpond run`: turns Millpond on when NumPy is imported, and is invisible otherwise.

Python imports only one sitecustomize, so this one finds the next on sys.path and puts it in its own place.
It must stay cheap: every Python process of the user's program runs it, most of which never import NumPy.
"""

import os
import sys


class _Numpy:
    """The first question for numpy wakes Millpond up; until then not even its package is read."""

    def find_spec(self, name, path=None, target=None):
        if name != "numpy" or self not in sys.meta_path:
            return None
        sys.meta_path.remove(self)
        try:
            from millpond import _autoload
            return _autoload.start().find_spec(name, path, target)
        except Exception as error:
            print("millpond: off: %s" % error, file=sys.stderr)
            return None


def _run_the_next():
    """Import what `import sitecustomize` would have found without this folder."""
    from importlib.machinery import PathFinder
    here = os.path.dirname(os.path.abspath(__file__))
    folders = [os.path.abspath(folder) for folder in sys.path]
    after = sys.path[folders.index(here) + 1:] if here in folders else sys.path
    spec = PathFinder.find_spec("sitecustomize", after)
    if spec is None or spec.loader is None or spec.origin == __file__:
        return
    module = type(sys)("sitecustomize")
    module.__spec__, module.__loader__, module.__file__ = spec, spec.loader, spec.origin
    # Those who import sitecustomize later get the user's, and a failure in it is reported by Python as ever.
    sys.modules["sitecustomize"] = module
    spec.loader.exec_module(module)


if os.environ.get("MILLPOND_AUTOLOAD") == "1":
    sys.meta_path.insert(0, _Numpy())
_run_the_next()
