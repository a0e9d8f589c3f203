"""Runs something once NumPy has been imported. Until then it costs one entry in sys.meta_path."""

import sys
from _thread import get_ident


def when_numpy_is_imported(callback):
    """Call `callback` when `import numpy` has run to its end. What it raises is said on stderr; the import goes on."""
    watcher = _Watcher(callback)
    sys.meta_path.insert(0, watcher)
    return watcher


def start():
    """What sitecustomize calls: enable Millpond, with the settings of the environment, when NumPy has been imported."""
    def arrived():
        from . import _switch
        _switch.autoload()

    return when_numpy_is_imported(arrived)


class _Watcher:
    """A finder that finds nothing itself: it wraps the loader of `numpy` and steps aside."""

    def __init__(self, callback):
        self._callback = callback
        self._asking = set()

    def find_spec(self, name, path=None, target=None):
        # A second hook built like this one would ask us while we ask it: answer nothing the second time round.
        if name != "numpy" or get_ident() in self._asking:
            return None
        self._asking.add(get_ident())
        try:
            for finder in list(sys.meta_path):
                find = getattr(finder, "find_spec", None)
                spec = find(name, path, target) if find and finder is not self else None
                if spec is not None:
                    break
            else:
                return None
        finally:
            self._asking.discard(get_ident())
        if hasattr(spec.loader, "exec_module"):
            spec.loader = _Loader(spec.loader, self)
        return spec

    def stop(self):
        """Watch no more. Harmless when repeated."""
        if self in sys.meta_path:
            sys.meta_path.remove(self)

    def finish(self):
        """NumPy is there: report it once."""
        if self in sys.meta_path:
            self.stop()
            try:
                self._callback()
            except Exception as error:
                print("millpond: off: %s" % error, file=sys.stderr)


class _Loader:
    """The real loader, but for a word to the watcher at the end."""

    def __init__(self, loader, watcher):
        self._loader = loader
        self._watcher = watcher

    def __getattr__(self, name):
        return getattr(self._loader, name)

    def create_module(self, spec):
        return self._loader.create_module(spec)

    def exec_module(self, module):
        module.__loader__ = module.__spec__.loader = self._loader
        self._loader.exec_module(module)
        self._watcher.finish()
