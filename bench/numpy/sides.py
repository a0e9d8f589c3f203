"""What `paper` and `rivals` share: the sides, one fresh process per run, the machine, and plain tables."""
import ctypes.util
import dataclasses
import json
import os
import pathlib
import platform
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PROGRAMS = HERE / "programs"
RESULTS = HERE / "results"
MEBIBYTE = 1 << 20

TUNABLES = {"MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": "4294967296", "MALLOC_TOP_PAD_": "268435456"}
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
# A setting of the caller's shell must not turn the stock side into something else.
FOREIGN_PREFIXES = ("MALLOC_", "MILLPOND", "MIMALLOC_", "_RJEM_", "LD_PRELOAD", "GLIBC_TUNABLES", "NUMPY_MADVISE")


TOUCH = """
import mmap, sys
memory = mmap.mmap(-1, int(sys.argv[1]))
memory.madvise(mmap.MADV_HUGEPAGE)
memory[::mmap.PAGESIZE] = bytes(len(range(0, len(memory), mmap.PAGESIZE)))
"""


class Unusable(Exception):
    """One line for the user: what is wrong and what to do."""


@dataclasses.dataclass(frozen=True)
class Side:
    name: str
    environment: dict
    is_millpond: bool = False


@dataclasses.dataclass(frozen=True)
class Run:
    report: dict
    wallSeconds: float
    systemSeconds: float
    faults: int
    peakBytes: int
    plugin: dict


def stock():
    return Side("stock", {})


def tunables():
    return Side("tunables", TUNABLES)


def preloaded(name, package):
    """The allocator under every malloc of the process."""
    library = ctypes.util.find_library(name)
    if library is None:
        raise Unusable(f"{name} is not installed; run: apt-get install {package}")
    return Side(name, {"LD_PRELOAD": library})


def millpond():
    """What `millpond run` gives a program, without the launcher in the measured time."""
    home = pathlib.Path(os.environ.get("MILLPOND_HOME", ROOT / "artifacts" / "millpond"))
    launcher = ROOT / "millpond"
    if "MILLPOND_HOME" not in os.environ and launcher.is_file():
        built = subprocess.run([launcher, "--version"], stdout=subprocess.DEVNULL, check=False)
        if built.returncode != 0:
            raise Unusable(f"Millpond could not be built; see what this says: {launcher} --version")
    library = home / "python" / "millpond" / "libmillpond_numpy.so"
    if not library.is_file():
        raise Unusable(f"no plugin at {library}; build it with ./millpond --version, or set MILLPOND_HOME")
    path = os.pathsep.join(filter(None, [str(home / "python-autoload"), str(home / "python"),
                                         os.environ.get("PYTHONPATH")]))
    return Side("Millpond", {"PYTHONPATH": path, "MILLPOND_AUTOLOAD": "1"}, is_millpond=True)


def python_with_numpy(wanted=None):
    """The interpreter to measure: the one asked for, else the first of the usual two that has NumPy."""
    candidates = [wanted] if wanted else ["python3", "/usr/bin/python3"]
    for candidate in filter(None, map(shutil.which, candidates)):
        asked = subprocess.run([candidate, "-c", "import numpy, sys; print(sys.executable)"], capture_output=True,
                               text=True, check=False, env=clean_environment())
        if asked.returncode == 0:
            return asked.stdout.strip()  # not `candidate`: that may be a shim, which costs a process of its own
    raise Unusable(f"no NumPy for {' or '.join(candidates)}; install python3-numpy or name another with --python")


def clean_environment():
    return {key: value for key, value in os.environ.items() if not key.startswith(FOREIGN_PREFIXES)} | ONE_THREAD


def borrow(count):
    """Touches twice `count` bytes and more, and gives them back, so that the next process finds memory which this machine
    really has; twice, since the kernel need not hand out the very pages that were touched.

    A host takes back what its virtual machine leaves free for two seconds (free page reporting) and lends it again at
    2 to 7 ms for each 2 MiB (0.1 ms without a host) to whoever touches it first. That is up to half a second in a
    program that holds 400 MiB, on either side, and says nothing about either.
    """
    if count == 0:
        return
    # In a process of its own: a child's peak RSS begins with that of the process that forked it.
    subprocess.run([sys.executable, "-S", "-c", TOUCH, str(2 * count + 256 * MEBIBYTE)], check=True)


def run(side, command, environment=None, borrowBytes=0):
    """One fresh process, after `borrow`; its last line of output is the report."""
    borrow(borrowBytes)
    with tempfile.TemporaryDirectory(prefix="millpond-bench-") as reports, tempfile.TemporaryFile() as errors:
        variables = clean_environment() | (environment or {}) | side.environment
        if side.is_millpond:
            variables["MILLPOND_REPORT_DIR"] = reports
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, env=variables)
        try:
            output = child.stdout.read().decode()
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
        except BaseException:
            child.kill()
            child.wait()
            raise
        wall_seconds = time.perf_counter() - start
        if child.returncode != 0:
            errors.seek(0)
            reason = (errors.read().decode(errors="replace").strip().splitlines() or ["it said nothing"])[-1]
            raise Unusable(f"{side.name}: {' '.join(map(str, command))} ended with {child.returncode}: {reason}")
        plugin = _plugin_report(reports, child.pid) if side.is_millpond else {}
    return Run(json.loads(output.splitlines()[-1]), wall_seconds, usage.ru_stime, usage.ru_minflt,
               usage.ru_maxrss * 1024, plugin)


def _plugin_report(reports, pid):
    """Proof that the plugin was on: without it the Millpond side would silently be the stock side."""
    path = pathlib.Path(reports, f"{pid}.json")
    report = json.loads(path.read_text()) if path.is_file() else {"enabled": False, "reason": "it left no report"}
    if not report.get("enabled"):
        raise Unusable(f"the plugin was not on: {report.get('reason', 'no reason given')}; try: ./millpond doctor")
    return report


def machine():
    """What a reader needs in order to judge the numbers."""
    def first_line(path, default=""):
        try:
            return pathlib.Path(path).read_text().splitlines()[0].strip()
        except (OSError, IndexError):
            return default

    model = next((line.split(":", 1)[1].strip() for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), platform.machine())
    return {"processor": model, "cores": os.cpu_count(), "kernel": platform.release(),
            "memoryBytes": os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"),
            "hugePages": first_line("/sys/kernel/mm/transparent_hugepage/enabled", "none"),
            "libc": "-".join(platform.libc_ver()), "load": round(os.getloadavg()[0], 2)}


def machine_line(about, numpy):
    return (f"{about['processor']}, {about['cores']} cores, {about['memoryBytes'] / (1 << 30):.0f} GiB, "
            f"Linux {about['kernel']}, huge pages {about['hugePages']}, {about['libc']}, NumPy {numpy}, "
            f"load {about['load']} at the start")


def progress(text):
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def table(header, rows):
    """First column to the left, the others to the right; a row of None is a rule."""
    cells = [[str(cell) for cell in row] for row in [header] + [row for row in rows if row]]
    widths = [max(len(row[column]) for row in cells) for column in range(len(header))]
    rule = "  ".join("-" * width for width in widths)

    def line(row):
        return "  ".join([str(row[0]).ljust(widths[0])] + [str(c).rjust(w) for c, w in zip(row[1:], widths[1:])])

    return "\n".join([line(header), rule] + [line(row) if row else rule for row in rows])


def save(name, result):
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / name
    path.write_text(json.dumps(result, indent=2) + "\n")
    return path


def shown(path):
    """Relative where that is shorter."""
    here = pathlib.Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def guarded(main):
    """Runs `main`; what the user did wrong becomes one line and exit code 2."""
    try:
        sys.exit(main())
    except Unusable as problem:
        progress("")
        print(f"{pathlib.Path(sys.argv[0]).name}: {problem}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        progress("")
        sys.exit(130)
