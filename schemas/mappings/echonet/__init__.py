"""ECHONET Lite: properties of device objects and ours, both ways, bytes included.

Class and property codes, sizes, ranges and states are those of the ECHONET Lite APPENDIX, "Detailed Requirements for
ECHONET Device Objects", Release R; newer releases keep them. An adapter reads a property with `by_epc` and `claim`, a
bridge offers one with `by_property` and the same `claim`; what comes out works on the bytes of EDT.

Not here: times of day (ours are moments), histories, and what speaks of a course that only its maker knows.
"""

from schemas.mappings.echonet.claim import EchonetFit, claim
from schemas.mappings.echonet.device_type import TYPES, classes_of, device_type_of
from schemas.mappings.echonet.edt import Edt
from schemas.mappings.echonet.key import SUPER_CLASS, Coefficient, CommandRow, EchonetKey, EchonetRow
from schemas.mappings.echonet.lookup import COMMANDS, ROWS, by_command, by_epc, by_property, command_of

__all__ = [
    "COMMANDS",
    "ROWS",
    "SUPER_CLASS",
    "TYPES",
    "Coefficient",
    "CommandRow",
    "EchonetFit",
    "EchonetKey",
    "EchonetRow",
    "Edt",
    "by_command",
    "by_epc",
    "by_property",
    "claim",
    "classes_of",
    "command_of",
    "device_type_of",
]
