"""HomeKit Accessory Protocol: services, characteristics, commands and events, and ours, both ways.

An adapter reads an accessory with `by_characteristic` and `claim`, a bridge offers one with `by_property`,
`services_of` and the same `claim`. Ids, formats, limits and states are those of the specification's release R2 (2019)
and are compared with the tables of another implementation in tests/schemas/mappings.

Not here: what describes no state of a home (pairing, streams, transitions of light), what means nothing without a list
of the accessory's own (ActiveIdentifier, PictureMode), and states that follow from others (LockTargetState read back).
"""

from schemas.mappings.homekit.characteristic import CHARACTERISTICS, Characteristic
from schemas.mappings.homekit.claim import claim
from schemas.mappings.homekit.command import COMMANDS, EVENTS
from schemas.mappings.homekit.key import CommandRow, EventRow, HomeKitKey, HomeKitRow
from schemas.mappings.homekit.lookup import (
    ROWS,
    by_characteristic,
    by_command,
    by_event,
    by_property,
    command_of,
    event_of,
)
from schemas.mappings.homekit.service import SERVICES, TYPES, device_type_of, services_of

__all__ = [
    "CHARACTERISTICS",
    "COMMANDS",
    "EVENTS",
    "ROWS",
    "SERVICES",
    "TYPES",
    "Characteristic",
    "CommandRow",
    "EventRow",
    "HomeKitKey",
    "HomeKitRow",
    "by_characteristic",
    "by_command",
    "by_event",
    "by_property",
    "claim",
    "command_of",
    "device_type_of",
    "event_of",
    "services_of",
]
