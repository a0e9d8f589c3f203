"""Tells `millpond doctor` what this Python is, and what the plugin says of itself in it."""
import json
import platform
import sys

found = {"executable": sys.executable, "version": platform.python_version(), "numPy": None, "handler": None,
         "gil": getattr(sys, "_is_gil_enabled", lambda: True)(), "plugin": None, "error": None}
try:
    import numpy

    found["numPy"] = numpy.__version__
    core = getattr(numpy, "_core", None) or numpy.core
    found["handler"] = core.multiarray.get_handler_name()
    import millpond

    found["plugin"] = millpond.diagnose()
except Exception as error:
    found["error"] = f"{type(error).__name__}: {error}".replace("\n", " ")
print(json.dumps(found, default=str))
