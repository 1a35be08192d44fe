"""What docs/adapters/echonet.md tells of the code."""

from collections.abc import Iterator
from typing import Final

from schemas.mappings.echonet import COMMANDS, ROWS, SUPER_CLASS, device_type_of
from schemas.registry import Registry
from tests.docs.layout import table


def classes() -> str:
    """Tell every class that has rows: what it is read as, and what becomes of its properties."""
    registry = Registry.load()

    def rows() -> Iterator[tuple[str, ...]]:
        for code in sorted({one.source.eoj for one in ROWS}):
            kind = device_type_of(code)
            told = registry.device_type(kind) if kind else None
            name = f"{told.en} · {told.zh}" if told else ("every class" if code == SUPER_CLASS else "")
            yield f"`0x{code:04X}`", name, _properties(code), _commands(code)

    return table(("class", "what", "properties (w: can be set)", "commands"), rows())


def _properties(code: int) -> str:
    told = [
        f"{one.source.epc:02X} `{one.capability}.{one.name}`{' w' if 'w' in one.access else ''}"
        f"{f' ({one.part})' if one.part else ''}"
        for one in ROWS
        if one.source.eoj == code
    ]
    return ", ".join(dict.fromkeys(told))


def _commands(code: int) -> str:
    told = [f"{one.key.epc:02X} `{one.capability}.{one.name}`" for one in COMMANDS if one.key.eoj == code]
    return ", ".join(dict.fromkeys(told))


TABLES: Final = {"classes": classes}
