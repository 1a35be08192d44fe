"""What a warden makes of the figures. That it ends what it must is tested with real processes, by the core's side."""

import os
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from adapters.sdk.host.warden import MB, Budget, Process, below

ORDER = {"memory_mb": 100, "cpu_percent": 50, "processes": 3, "window_s": 10}


def process(pid: int, resident_mb: float = 1.0, cpu_s: float = 0.0, shared_mb: float = 0.0) -> Process:
    made = Process(os.getpid())
    made.pid, made.resident, made.cpu_s = pid, int(resident_mb * MB), cpu_s
    made.proportional = lambda: int((resident_mb - shared_mb) * MB)  # type: ignore[method-assign]
    return made


def busy(shares: list[float]) -> tuple[list[str], list[bool]]:
    """Give what a budget says, second by second, of a process with these shares of a processor."""
    budget, cpu_s, said, warned = Budget(ORDER), 0.0, [], []
    for second, share in enumerate(shares):
        said.append(budget.broken([process(1, cpu_s=cpu_s)], float(second)))
        warned.append(budget.warned)
        cpu_s += share
    return said, warned


def test_memory_and_processes_have_a_bound() -> None:
    budget = Budget(ORDER)
    assert not budget.broken([process(1, 60), process(2, 39)], 0.0)
    assert budget.broken([process(1, 60), process(2, 41)], 1.0) == "it used more than 100 MB"
    assert not budget.broken([process(1, 60), process(2, 60, shared_mb=30)], 2.0)  # a fork is not counted twice
    assert budget.broken([process(number) for number in range(4)], 3.0) == "it started more than 3 processes"


def test_a_busy_one_is_warned_after_a_window_and_ended_after_two() -> None:
    said, warned = busy([0.6] * 25)
    assert warned.index(True) == 10
    assert next(second for second, reason in enumerate(said) if reason) == 20
    assert said[20] == "it used more than 50 % of a processor for 20 s"


def test_a_burst_is_no_offence() -> None:
    said, warned = busy([1.0] * 4 + [0.1] * 60)
    assert not any(said)
    assert not any(warned)
    said, warned = busy([0.1] * 10 + [1.0] * 8 + [0.0] * 30)
    assert (any(warned), warned[-1], any(said)) == (True, False, False)


@given(st.lists(st.floats(0, 0.5), max_size=60))
def test_who_keeps_to_the_share_is_never_told(shares: list[float]) -> None:
    said, warned = busy([share * 0.99 for share in shares])
    assert not any(said)
    assert not any(warned)


def test_the_kernel_is_read_right() -> None:
    own = Process(os.getpid())
    status = dict(line.split(":\t", 1) for line in Path("/proc/self/status").read_text().splitlines())
    assert own.parent == os.getppid() == int(status["PPid"])
    assert abs(own.resident / 1024 - int(status["VmRSS"].split()[0])) < 8192
    assert 0 < own.proportional() <= own.resident * 1.1
    assert os.getpid() in {one.pid for one in below(os.getppid())}
