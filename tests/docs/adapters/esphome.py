"""What docs/adapters/esphome.md tells of the code."""

from collections.abc import Iterable, Iterator
from typing import Final

from adapters.esphome.entity import PARTS
from schemas.mappings.homeassistant import COMMANDS, EVENTS, ROWS
from tests.docs.layout import table


def kinds() -> str:
    """Tell every word of Home Assistant that an entity has, and what its rows know."""

    def rows() -> Iterator[tuple[str, ...]]:
        for word in dict.fromkeys(part.component for part in PARTS.values()):
            kinds = {kind.__name__.removesuffix("Info"): part for kind, part in PARTS.items() if part.component == word}
            actions = {name for part in kinds.values() for name, _ in part.actions}
            yield (
                ", ".join(kinds),
                f"`{word}`",
                _named((one.capability, one.name) for one in ROWS if one.source.component == word),
                _named(
                    (one.capability, one.name)
                    for one in COMMANDS
                    if one.source.component == word and one.source.field in actions
                ),
                _named((one.capability, one.name) for one in EVENTS if one.source.component == word),
            )

    return table(("entity", "word", "properties", "commands", "events"), rows())


def _named(found: Iterable[tuple[str, str]]) -> str:
    return ", ".join(dict.fromkeys(f"{capability}.{name}" for capability, name in found))


TABLES: Final = {"kinds": kinds}
