"""What a device, or whoever answers in its place, may do wrong; every vendor adapter shows each, or why it cannot be.

@shows(Bad.WRONG_KEY, "token rejected")
async def test_a_token_of_another_device(...) -> None: ...

`NEVER` in tests/adapters/<name>/test_bad_input.py holds the cases that a protocol has no room for, and why.
docs/adapters/bad-input.md is made from both (tests/docs/bad_inputs.py).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import pytest

HERE: Final = Path(__file__).parent
MARK: Final = "shows"
VENDORS: Final = ("echonet", "esphome", "gree", "homekit", "knx", "miot", "modbus", "tuya")


class Bad(StrEnum):
    """The cases, in the words of the page."""

    WRONG_KEY = "wrong key or token"
    WRONG_VERSION = "wrong protocol version"
    MOVED = "the device changes its address"
    CLOCK = "the clock jumps"
    TRUNCATED = "truncated frames"
    REPLAYED = "replayed frames"
    REORDERED = "reordered frames"
    OVERSIZED = "oversized frames"
    SILENT = "accepts and never answers"
    UNASKED = "answers that nobody asked for"
    OUT_OF_SPEC = "values outside its own specification"


@dataclass(frozen=True, slots=True)
class Shown:
    """One case that a test shows, and what the home sees of it: a reason on the device, or that nothing changes."""

    case: Bad
    seen: str
    test: str


def shows(case: Bad, seen: str) -> pytest.MarkDecorator:
    """Say which case a test shows, and what the home sees of it."""
    return pytest.mark.shows(case, seen)


def shown(adapter: str) -> Iterator[Shown]:
    """Give what the tests of an adapter show, its transcript included."""
    for module in _modules(adapter):
        for name, function in vars(module).items():
            if name.startswith("test_"):
                yield from (Shown(mark.args[0], mark.args[1], name) for mark in _marks(function))


def never(adapter: str) -> Mapping[Bad, str]:
    """Give the cases that cannot be with an adapter, and why."""
    found: Mapping[Bad, str] = getattr(import_module(f"tests.adapters.{adapter}.test_bad_input"), "NEVER", {})
    return found


def _marks(function: Any) -> list[pytest.Mark]:
    return [mark for mark in getattr(function, "pytestmark", ()) if mark.name == MARK]


def _modules(adapter: str) -> Iterator[ModuleType]:
    for path in sorted((HERE / adapter).glob("test_*.py")):
        yield import_module(f"tests.adapters.{adapter}.{path.stem}")
    yield import_module(f"tests.peers.test_{adapter}")
