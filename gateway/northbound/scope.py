"""What a token may do, and what of the home it may see.

`read` opens what tells little about people (S0 and S1). Each level above opens only with its own scope, none of
which implies another: S2 `read:behaviour`, S3 `read:personal`, S4 `read:special`, no label `read:unlabelled`.
`control` sends commands and gives no sight of values; `admin` changes names, rooms, tokens and contracts, and gives
none either. `metrics` opens /metrics alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from schemas.vocabulary import Sensitivity


class Scope(StrEnum):
    """One thing that a token may do."""

    READ = "read"
    READ_BEHAVIOUR = "read:behaviour"
    READ_PERSONAL = "read:personal"
    READ_SPECIAL = "read:special"
    READ_UNLABELLED = "read:unlabelled"
    CONTROL = "control"
    ADMIN = "admin"
    METRICS = "metrics"


class FarEnd(StrEnum):
    """Who is at the other end, as declared when the token is made.

    What a cloud-linked system sees has left the home. It is a recipient: it gets what a contract releases, through
    the egress gate, and from this API nothing.
    """

    PERSON = "person"
    LOCAL_SYSTEM = "local-system"
    CLOUD_LINKED = "cloud-linked"


SCOPE_OF: Final = {
    Sensitivity.PUBLIC: Scope.READ,
    Sensitivity.HOUSEHOLD: Scope.READ,
    Sensitivity.BEHAVIOUR: Scope.READ_BEHAVIOUR,
    Sensitivity.PERSONAL: Scope.READ_PERSONAL,
    Sensitivity.SPECIAL: Scope.READ_SPECIAL,
    Sensitivity.UNLABELLED: Scope.READ_UNLABELLED,
}
"""The scope that opens each level."""

EVERY_READ: Final = frozenset(SCOPE_OF.values())
"""Needed where an answer may draw on any value of the home."""


class Placed(Protocol):
    """The part of a device that restrictions look at."""

    @property
    def id(self) -> str: ...
    @property
    def room(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What may be seen: a bit for each sensitivity, and devices and rooms (None: all of them).

    Equal views see the same, so that what is encoded for one listener serves all with an equal view.
    """

    levels: int
    devices: frozenset[str] | None = None
    rooms: frozenset[str] | None = None

    def sees(self, device: Placed) -> bool:
        """Whether the device exists for this view; restrictions by device and by room add up."""
        if self.devices is None and self.rooms is None:
            return True
        by_id = self.devices is not None and device.id in self.devices
        return by_id or (self.rooms is not None and device.room in self.rooms)

    def reads(self, sensitivity: int) -> bool:
        """Whether values of this sensitivity are open."""
        return bool(self.levels >> sensitivity & 1)

    @property
    def is_whole(self) -> bool:
        """Whether every device is seen."""
        return self.devices is None and self.rooms is None


def levels_of(scopes: Iterable[Scope]) -> int:
    """Bits of the sensitivities that these scopes open."""
    held = frozenset(scopes)
    return sum(1 << level for level, scope in SCOPE_OF.items() if scope in held)
