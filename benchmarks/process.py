"""What a process has cost, as the kernel counts it."""

import time
from pathlib import Path


def cpu_s(pid: int) -> float:
    """User and system time of a process with all its threads, without its children; to the nanosecond.

    The clock of another process, as clock_getcpuclockid(3) makes it; /proc/PID/stat has the same in ticks of 10 ms.
    """
    return time.clock_gettime(~pid << 3 | 2)


def memory_mb(pid: int) -> float:
    """Resident memory in MiB (VmRSS, proc(5))."""
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024
