"""One difference between two versions of the schema."""

from dataclasses import dataclass
from enum import StrEnum


class Effect(StrEnum):
    """What a change does to those who rely on the older version, the mildest first."""

    TEXT = "text"
    ADDITIVE = "additive"
    BREAKING = "breaking"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference. `place` is a capability, `capability/member` or a device type.

    `privacy` tells that it bears on what may leave the home or who may see it, whatever else it does.
    """

    place: str
    effect: Effect
    what: str
    privacy: bool = False

    @property
    def capability(self) -> str:
        """The capability whose version must declare it; empty for device types."""
        return "" if self.place.startswith("device type ") else self.place.partition("/")[0]
