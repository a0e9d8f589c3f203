"""NumPy's side: its C-API table, the function pointers behind its default memory handler, and a handler of our own.

Layouts and slot numbers are those of NEP 49, the same from NumPy 1.22 to 2.4. All of it is read by ctypes, and
everything that can be checked is checked before a byte is written.
"""

import ctypes
import os
import sys
from ctypes import POINTER, PYFUNCTYPE, Structure, c_char, c_char_p, c_int, c_uint8, c_void_p, py_object

from . import _guards

# Where the table is: 2.x, then 1.x.
_CORES = ("numpy._core._multiarray_umath", "numpy.core._multiarray_umath")
_SET_HANDLER, _GET_HANDLER, _DEFAULT_HANDLER = 304, 305, 306
_CAPSULE = b"mem_handler"
_ORDER = ("malloc", "calloc", "realloc", "free")


class Allocator(Structure):
    """PyDataMemAllocator."""

    _fields_ = [(name, c_void_p) for name in ("ctx", *_ORDER)]


class Handler(Structure):
    """PyDataMem_Handler."""

    _fields_ = [("name", c_char * 127), ("version", c_uint8), ("allocator", Allocator)]


# A PyDLL of our own: declaring argument types on ctypes.pythonapi would declare them for everybody.
_python = ctypes.PyDLL(None)
_python.PyCapsule_GetPointer.argtypes = [py_object, c_char_p]
_python.PyCapsule_GetPointer.restype = c_void_p
_python.PyCapsule_IsValid.argtypes = [py_object, c_char_p]
_python.PyCapsule_IsValid.restype = c_int
_python.PyCapsule_New.argtypes = [c_void_p, c_char_p, c_void_p]
_python.PyCapsule_New.restype = py_object
_python.Py_IncRef.argtypes = [py_object]
_python.Py_IncRef.restype = None


def core():
    """NumPy's core extension module if it has been imported, else None."""
    for name in _CORES:
        module = sys.modules.get(name)
        if hasattr(module, "_ARRAY_API"):
            return module
    return None


def huge_pages():
    """Whether NumPy asks for huge pages (NUMPY_MADVISE_HUGEPAGE, or its own choice by kernel version)."""
    get = getattr(core(), "_get_madvise_hugepage", None)
    if get is not None:
        return bool(get())
    set_ = core()._set_madvise_hugepage
    value = set_(True)
    set_(value)
    return bool(value)


def check_version():
    """Raise RuntimeError for a NumPy without memory handlers. Later ones are judged by what their table holds."""
    version = sys.modules["numpy"].__version__
    major, minor = (int(part) for part in version.split(".")[:2])
    if (major, minor) < (1, 22):
        raise RuntimeError("NumPy %s has no memory handlers: use NumPy 1.22 or later" % version)


class Patch:
    """The default handler's four pointers, swapped in place: process-wide, whatever the thread or context.

    Why no thread can fall between two of the four stores. Each store is one aligned word, so a reader sees the old
    function or ours, never half of each. Ours pass every pointer that is not from our range on to the originals, so
    they are right for every block; the originals are right only for theirs. Hence:
    - on: free and realloc first. When malloc follows, nobody can get a block of ours and still meet the old free.
    - off: malloc and calloc first. Then no new block of ours can come to be (realloc leaves foreign ones where they
      are), and free and realloc go back only when none is live; until then they stay, passing through by address,
      and the next disable() or trim() looks again.
    NumPy calls a handler with the GIL held and ours never let go of it, so while we hold it no thread is inside one.
    Without a GIL (free-threaded Python) the stores are ordered by membarrier(2) for all threads, and free and realloc
    stay for good: a thread might still be inside our malloc while we count the live blocks.
    """

    def __init__(self):
        check_version()
        table = _table()
        slot = ctypes.cast(table[_DEFAULT_HANDLER], POINTER(py_object))
        capsule = slot.contents.value
        if not _python.PyCapsule_IsValid(capsule, _CAPSULE):
            raise RuntimeError("NumPy %s keeps no handler where it should" % sys.modules["numpy"].__version__)
        self.address = _python.PyCapsule_GetPointer(capsule, _CAPSULE)
        handler = Handler.from_address(self.address)
        if handler.version != 1 or handler.name != b"default_allocator":
            raise RuntimeError("NumPy's default handler is %r version %d, not default_allocator version 1" % (
                handler.name.decode("ascii", "replace"), handler.version))
        self._allocator = handler.allocator
        self.ctx = self._allocator.ctx
        self.originals = self._pointers()
        self.ours = None

    def apply(self, ours):
        """Point NumPy at our functions."""
        if "w" not in _guards.mapping(self.address):
            raise RuntimeError("NumPy's default handler is read-only here: use scope=\"context\"")
        self.ours = ours
        if self.taken_over:
            raise RuntimeError(
                "another package has replaced NumPy's default allocator: leave it out, or use scope=\"context\"")
        self._store("free", "realloc", to=ours)
        _order_stores()
        self._store("malloc", "calloc", to=ours)

    def withdraw(self):
        """Take no more requests. Blocks of ours that live are still freed by us."""
        if self.ours and self._is_ours("malloc", "calloc"):
            self._store("malloc", "calloc", to=self.originals)
            _order_stores()

    def restore(self, live_blocks):
        """Put free and realloc back if nothing needs ours any more; true when the struct is NumPy's own again."""
        withdrawn = self.ours and self._pointers()[:2] == self.originals[:2]
        if withdrawn and not live_blocks and _has_gil() and self._is_ours("free", "realloc"):
            self._store("realloc", "free", to=self.originals)
        return self._pointers() == self.originals

    @property
    def active(self):
        """Whether NumPy's default handler asks us."""
        return bool(self.ours) and self._is_ours("malloc")

    @property
    def taken_over(self):
        """Whether another package has put functions of its own over ours; those stay, and decide."""
        return bool(self.ours) and any(
            there not in (original, mine) for there, original, mine in zip(self._pointers(), self.originals, self.ours))

    def _pointers(self):
        return tuple(getattr(self._allocator, name) for name in _ORDER)

    def _is_ours(self, *names):
        return all(getattr(self._allocator, name) == self.ours[_ORDER.index(name)] for name in names)

    def _store(self, *names, to):
        for name in names:
            setattr(self._allocator, name, to[_ORDER.index(name)])


class ContextHandler:
    """A handler of our own for the current context, set by PyDataMem_SetHandler. Immortal, as NEP 49 asks."""

    def __init__(self, ctx, ours):
        # NumPy's own context pointer comes along, as small requests go on to NumPy's own functions.
        self._struct = Handler(b"millpond", 1, Allocator(ctx, *ours))
        self._capsule = _python.PyCapsule_New(ctypes.addressof(self._struct), _CAPSULE, None)
        for immortal in (self._struct, self._capsule):
            _python.Py_IncRef(immortal)
        table = _table()
        self._get = PYFUNCTYPE(py_object)(table[_GET_HANDLER])
        self._set = PYFUNCTYPE(py_object, py_object)(table[_SET_HANDLER])

    @property
    def active(self):
        """Whether the current context's handler is ours."""
        return self.current() is self._capsule

    def current(self):
        """The current context's handler."""
        return self._get()

    def enter(self):
        """Make ours the current context's handler; return the one before, for `set`."""
        return self._set(self._capsule)

    def set(self, capsule):
        """Make another the current context's handler; None is NumPy's default."""
        self._set(py_object() if capsule is None else capsule)


def context_malloc():
    """The malloc that the current context's handler calls: what an array made here would be given by."""
    capsule = PYFUNCTYPE(py_object)(_table()[_GET_HANDLER])()
    return Handler.from_address(_python.PyCapsule_GetPointer(capsule, _CAPSULE)).allocator.malloc


def _table():
    return ctypes.cast(_python.PyCapsule_GetPointer(core()._ARRAY_API, None), POINTER(c_void_p))


def _has_gil():
    return getattr(sys, "_is_gil_enabled", lambda: True)()


def _order_stores():
    """On a free-threaded build, have every thread see the stores before this line before those after it."""
    if not _has_gil():
        number = {"x86_64": 324, "aarch64": 283}[os.uname().machine]
        ctypes.CDLL(None).syscall(number, 1, 0, 0)  # membarrier(MEMBARRIER_CMD_GLOBAL)
