"""What the kernel says of a process."""

import os
import time

from benchmarks.process import cpu_s, memory_mb


def test_cpu_of_this_process_is_what_it_says_itself() -> None:
    before = time.process_time()
    read = cpu_s(os.getpid())
    assert before <= read <= time.process_time()


def test_memory_grows_with_what_is_held() -> None:
    before = memory_mb(os.getpid())
    held = bytearray(os.urandom(64 << 20))
    assert 50 < memory_mb(os.getpid()) - before < 200
    assert held
