"""What docs/adapters/miot.md tells of the code."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from schemas.mappings.miot import ROWS
from schemas.mappings.miot.action import ACTION_ROWS, EVENT_ROWS, WRITE_ROWS
from tests.docs.layout import table


def rows() -> str:
    """Tell every capability that something of MIoT becomes."""
    properties = _names((one.capability, one.name) for one in ROWS)
    written = {(one.capability, one.command) for one in WRITE_ROWS}
    commands = _names({(one.capability, one.command) for one in ACTION_ROWS} | written)
    events = _names((one.capability, one.event) for one in EVENT_ROWS)

    def lines() -> Iterator[tuple[str, ...]]:
        for capability in sorted({*properties, *commands, *events}):
            yield f"`{capability}`", *(", ".join(found.get(capability, [])) for found in (properties, commands, events))

    return table(("capability", "properties", "commands", "events"), lines())


def _names(found: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = defaultdict(list)
    for capability, name in sorted(set(found)):
        names[capability].append(name)
    return names


TABLES: Final = {"rows": rows}
