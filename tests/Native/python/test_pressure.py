"""A small container: what is kept warm must never be what kills the program."""

import contextlib
import os
import signal

from support import MIB, need, python

GROUPS = "/sys/fs/cgroup/memory"
LIMIT = 256 * MIB
# 200 MiB are freed and kept; then something that is no array needs 200 MiB.
STORY = """
import mmap, os, time
import numpy as np
{before}
array = np.ones(200 << 20, np.uint8)
del array
{after}
memory = mmap.mmap(-1, 200 << 20)
for at in range(0, 200 << 20, 4096): memory[at] = 1
print("lives")
"""
KEEP = "import millpond; assert millpond.enable(limit='220M', thrift='fast'), millpond.diagnose()"
# Memory that nobody uses is offered to the kernel after a moment.
OFFERED = """
deadline = time.monotonic() + 20
while millpond.stats()["hot_bytes"] and time.monotonic() < deadline: time.sleep(.02)
kept = millpond.stats()["warm_bytes"]
assert kept > 150 << 20, millpond.stats()
"""
# What people set who know glibc: as fast as Millpond, and nobody can have the memory back.
TUNABLES = dict(MALLOC_MMAP_MAX_="0", MALLOC_TRIM_THRESHOLD_="4294967296", MALLOC_TOP_PAD_="268435456")


@contextlib.contextmanager
def _container():
    """Words that put a command into a cgroup of LIMIT bytes."""
    need(os.geteuid() == 0, "only root may make a control group")
    need(os.path.isdir(GROUPS), "there is no memory controller of cgroup v1 here")
    group = os.path.join(GROUPS, "millpond-test-%d" % os.getpid())
    try:
        os.mkdir(group)
    except OSError as error:
        need(False, "a control group cannot be made: %s" % error)
    try:
        with open(os.path.join(group, "memory.limit_in_bytes"), "w") as file:
            file.write(str(LIMIT))
        yield ("sh", "-c", 'echo $$ > %s/cgroup.procs && exec "$0" "$@"' % group)
    finally:
        os.rmdir(group)


def _swap_bytes():
    with open("/proc/meminfo") as file:
        return int(next(line for line in file if line.startswith("SwapTotal")).split()[1])


def test_warm_memory_gives_way_before_the_program_is_killed():
    with _container() as inside:
        done = python(STORY.format(before=KEEP, after=OFFERED), prefix=inside)
    assert (done.returncode, done.stdout) == (0, "lives\n"), done


def test_memory_that_was_just_freed_gives_way_as_well():
    with _container() as inside:
        done = python(STORY.format(before=KEEP, after=""), prefix=inside)
    assert (done.returncode, done.stdout) == (0, "lives\n"), done


def test_with_default_settings_the_program_lives():
    with _container() as inside:
        done = python(STORY.format(before="", after=""), prefix=inside, autoload=True)
    assert (done.returncode, done.stdout) == (0, "lives\n"), done


def test_the_tunables_of_glibc_kill_the_same_program():
    need(_swap_bytes() == 0, "with swap it would only become slow")
    with _container() as inside:
        done = python(STORY.format(before="", after=""), prefix=inside, **TUNABLES)
    assert done.returncode == -signal.SIGKILL, done


def test_the_limit_of_the_container_is_the_memory_it_may_have():
    with _container() as inside:
        done = python("import millpond; print(millpond.diagnose()['memory_bytes'])", prefix=inside)
    assert done.stdout == "%d\n" % LIMIT, done


def test_what_is_kept_by_default_is_a_quarter_of_that():
    with _container() as inside:
        done = python("import numpy, millpond as m; m.enable(); print(m.stats()['limit_bytes'])", prefix=inside)
    assert done.stdout == "%d\n" % (LIMIT // 4), done


def test_more_arrays_than_fit_are_the_containers_end_as_ever_or_a_memory_error():
    with _container() as inside:
        done = python("import numpy as np, millpond; millpond.enable()\n"
                      "kept = [np.ones(20 << 20, np.uint8) for _ in range(100)]", prefix=inside)
    assert done.returncode == -signal.SIGKILL or "MemoryError" in done.stderr
