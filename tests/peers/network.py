"""A private network for one test: everything that it starts sees only this, and no packet can leave it.

The calling thread moves into a network namespace of its own and back; threads and processes that it starts meanwhile
are born there. Inside: loopback with multicast, and a pair of virtual interfaces, so that broadcasts have somewhere to
go: `home0` is 10.77.0.1/24, and every address up to 10.77.0.9 is this machine's own, for peers to be bound to.
"""

import ctypes
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

CLONE_NEWNET: Final = 0x40000000
INTERFACE: Final = "home0"
ADDRESSES: Final = tuple(f"10.77.0.{number}" for number in range(1, 10))
_SET_UP: Final = (
    "ip link set lo up",
    "ip link set lo multicast on",
    "ip link add home0 type veth peer name home1",
    *(f"ip address add {address}/24 brd 10.77.0.255 dev home0" for address in ADDRESSES),
    "ip link set home0 up",
    "ip link set home1 up",
    "ip route add 224.0.0.0/4 dev home0 src 10.77.0.1",
)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _checked(result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


@contextmanager
def private_network() -> Iterator[None]:
    """Be in a namespace of its own for the time of a block; skips the test where that is not allowed."""
    ours = os.open(f"/proc/self/task/{ctypes.CDLL(None).gettid()}/ns/net", os.O_RDONLY)
    try:
        _enter()
        yield
    finally:
        _checked(_libc().setns(ours, CLONE_NEWNET))
        os.close(ours)


def _enter() -> None:
    if os.geteuid() != 0 or not any(Path(folder, "ip").exists() for folder in ("/sbin", "/usr/sbin", "/bin")):
        pytest.skip("a private network needs root and iproute2")
    try:
        _checked(_libc().unshare(CLONE_NEWNET))
        for command in _SET_UP:
            subprocess.run(command.split(), check=True, capture_output=True, text=True)
    except OSError as error:
        pytest.skip(f"a private network is not permitted here ({error.strerror})")
    except subprocess.CalledProcessError as error:
        pytest.skip(f"a private network cannot be set up here ({error.stderr.strip()})")
