"""What a scenario of the home is made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Task(StrEnum):
    """What a device does in a scenario."""

    DETECTS = "detects"
    ACTS = "acts"
    TELLS = "tells"


class Relation(StrEnum):
    """How a measured value stands to a target."""

    AT_MOST = "at-most"
    AT_LEAST = "at-least"
    WITHIN = "within"  # plus or minus


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A part that one or several devices play.

    A device type takes it when it is named here and has every capability in `capabilities`. `members` are the
    properties ("onOff.onOff"), commands ("valveControl.close()") and events ("doorbellChime.ring!") that it uses.
    """

    id: str
    task: Task
    zh: str
    en: str
    required: bool
    capabilities: tuple[str, ...]
    device_types: tuple[str, ...]
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A number that a scenario is checked against; `value` is None where nobody published it, and `why` says so.

    `unit` is UCUM; `members` are the properties in which it can be seen.
    """

    id: str
    zh: str
    en: str
    relation: Relation
    value: float | None
    unit: str
    source: str
    members: tuple[str, ...] = ()
    why: tuple[str, str] | None = None  # English, Chinese


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """What people want of several devices together."""

    id: str
    zh: str
    en: str
    about_zh: str
    about_en: str
    roles: tuple[Role, ...]
    targets: tuple[Target, ...] = ()

    @property
    def members(self) -> tuple[str, ...]:
        """Every property, command and event that it uses, once."""
        return tuple(dict.fromkeys(self._members()))

    def _members(self) -> Iterator[str]:
        for role in self.roles:
            yield from role.members
        for target in self.targets:
            yield from target.members


def role(  # noqa: PLR0913  one argument a column of the table
    name: str, task: Task, zh: str, en: str, *, able: str, types: str, uses: str, required: bool = False
) -> Role:
    """Write down one role; capabilities, device types and members are words in a text."""
    return Role(
        id=name,
        task=task,
        zh=zh,
        en=en,
        required=required,
        capabilities=tuple(able.split()),
        device_types=tuple(types.split()),
        members=tuple(uses.split()),
    )
