"""The tables of docs/adapters: keys and steps of every adapter, what bad input looks like, and what is its own."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib import import_module
from typing import Final

from adapters.sdk.contract import Manifest
from tests.adapters.bad_input import VENDORS, Bad, never, shown
from tests.docs.layout import keys, table

Maker = Callable[[], str]


def adapter_tables() -> Iterator[tuple[str, Maker]]:
    """Give every table by its name, "miot-keys"."""
    for adapter in ("mqtt", *VENDORS):
        manifest: Manifest = import_module(f"adapters.{adapter}").MANIFEST
        yield f"{adapter}-keys", partial(_keys, manifest)
        if manifest.pairing is not None:
            yield f"{adapter}-steps", partial(_steps, manifest)
    for adapter in VENDORS:
        yield f"{adapter}-bad-input", partial(_bad_input, adapter)
    for adapter in WITH_TABLES:
        own: Mapping[str, Maker] = import_module(f"tests.docs.adapters.{adapter}").TABLES
        yield from ((f"{adapter}-{name}", maker) for name, maker in own.items())


WITH_TABLES: Final = ("echonet", "esphome", "gree", "homekit", "knx", "miot", "modbus", "tuya")
"""Adapters whose mapping is told in tests/docs/adapters."""


def _keys(manifest: Manifest) -> str:
    return keys(manifest.config_schema())


def _steps(manifest: Manifest) -> str:
    assert manifest.pairing is not None
    return table(("step", "what"), ((f"`{one.id}`", f"{one.en} · {one.zh}") for one in manifest.pairing.steps))


def _bad_input(adapter: str) -> str:
    """Tell, case by case, what the home sees, or why it cannot be."""

    def rows() -> Iterator[tuple[str, ...]]:
        seen = [*shown(adapter)]
        excused = never(adapter)
        for case in Bad:
            lines = [one.seen for one in seen if one.case is case]
            yield case, "; ".join(dict.fromkeys(lines)) or f"cannot be: {excused[case]}"

    return table(("what goes wrong", "what the home sees"), rows())
