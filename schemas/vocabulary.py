"""The closed lists of words that every part of Hutong shares."""

from enum import IntEnum, StrEnum
from typing import Final

VENDOR: Final = "vendor"
"""The capability name under which whatever has no mapping is carried (decision 2)."""


class Sensitivity(IntEnum):
    """What a value can tell about people, S0 to S4; unlabelled ranks above all and never leaves."""

    PUBLIC = 0
    HOUSEHOLD = 1
    BEHAVIOUR = 2
    PERSONAL = 3
    SPECIAL = 4
    UNLABELLED = 5


class Hazard(StrEnum):
    """What can go wrong when a command is obeyed; a command carries a set of these."""

    HEAT = "heat"
    MOTION = "motion"
    MOTION_PERSON = "motion-person"
    GAS = "gas"
    WATER = "water"
    SECURITY = "security"
    PRIVACY = "privacy"
    ENERGY = "energy"
    COST = "cost"
    HEALTH = "health"
    SERVICE_INTERRUPTION = "service-interruption"


class Confirmation(StrEnum):
    """How a wish was confirmed that can be dangerous."""

    NONE = ""
    PERSON = "person"  # by a person, over a link of the home
    PERSON_AWAY = "person-away"  # by a person, through another platform, who may be anywhere


class Kind(StrEnum):
    """The value kinds of the schema and their form in JSON."""

    BOOLEAN = "boolean"
    INTEGER = "integer"
    NUMBER = "number"
    STRING = "string"
    ENUM = "enum"
    ENUMSET = "enumset"  # list of distinct members, in the order of the enum
    TIMESTAMP = "timestamp"  # integer, milliseconds since 1970-01-01T00:00:00Z
    LIST = "list"
    OBJECT = "object"
    SECRET = "secret"  # noqa: S105  write-only: never stored, shown or logged
