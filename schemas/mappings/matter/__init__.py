"""Matter 1.6: attributes, commands, events and device types, and ours, both ways.

An adapter reads a device with `by_attribute` and `claim`, a bridge offers one with `by_property` and the same `claim`.
Ids, names, types and numbers are compared with the published data model in tests/schemas/mappings.

Not here: `thermostat.schedule` and `lockAccess.setWeekDaySchedule`. Matter keeps several schedules by handle, and one
entry of a week an invocation, where we have one list; turning one into the other takes a conversation with the device.
"""

from schemas.mappings.matter.claim import claim, claim_argument
from schemas.mappings.matter.command import COMMANDS
from schemas.mappings.matter.device_type import TYPES, MatterType, device_type_of, matter_type_of
from schemas.mappings.matter.event import EVENTS
from schemas.mappings.matter.lookup import (
    ROWS,
    by_attribute,
    by_command,
    by_event,
    by_property,
    command_of,
    event_of,
    written_by,
)
from schemas.mappings.matter.message import (
    Invocation,
    arguments_of,
    choose,
    event_fields,
    invocation,
    writing,
    written,
)
from schemas.mappings.matter.row import CommandRow, EventRow, MatterKey, MatterRow

__all__ = [
    "COMMANDS",
    "EVENTS",
    "ROWS",
    "TYPES",
    "CommandRow",
    "EventRow",
    "Invocation",
    "MatterKey",
    "MatterRow",
    "MatterType",
    "arguments_of",
    "by_attribute",
    "by_command",
    "by_event",
    "by_property",
    "choose",
    "claim",
    "claim_argument",
    "command_of",
    "device_type_of",
    "event_fields",
    "event_of",
    "invocation",
    "matter_type_of",
    "writing",
    "written",
    "written_by",
]
