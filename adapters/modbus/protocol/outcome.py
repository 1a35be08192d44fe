"""What an exception of a device or gateway means (MODBUS Application Protocol Specification V1.1b3, §7)."""

from collections.abc import Mapping
from typing import Final

from adapters.sdk.errors import DeviceError, LinkError, UnreachableError

ILLEGAL_FUNCTION: Final = 1
ILLEGAL_ADDRESS: Final = 2
ILLEGAL_VALUE: Final = 3
GATEWAY_PATH: Final = 10
GATEWAY_SILENCE: Final = 11

MEANINGS: Final[Mapping[int, tuple[str, str, bool]]] = {
    1: ("illegal-function", "the device does not know this function", False),
    2: ("illegal-address", "the device has no such register", False),
    3: ("illegal-value", "the device does not take this value", False),
    4: ("device-failure", "the device failed while it did this", True),
    5: ("still-working", "the device took it on and is not done yet", True),
    6: ("device-busy", "the device is busy", True),
    8: ("memory-fault", "the device found a fault in its memory", True),
    GATEWAY_PATH: ("gateway-path", "the gateway has no way to this unit", True),
    GATEWAY_SILENCE: ("gateway-silence", "this unit does not answer its gateway", True),
}
"""Stable code, sentence, and whether the same can succeed later."""


class ExceptionAnswerError(DeviceError):
    """The device answered with an exception. `number` is its code."""

    def __init__(self, number: int, what: str) -> None:
        """`what` was asked of it."""
        code, sentence, retry = MEANINGS.get(number, (f"exception-{number}", f"it answers exception {number}", False))
        super().__init__(f"{what}: {sentence}", code=code)
        self.number = number
        self.retry = retry


def refusal(number: int, what: str, unit: int) -> LinkError:
    """Make the error of an exception: a gateway that cannot reach its unit says that nobody is there."""
    if number in {GATEWAY_PATH, GATEWAY_SILENCE}:
        code, sentence, _ = MEANINGS[number]
        return UnreachableError(f"unit {unit}: {sentence}", "check the unit number and the bus", code=code)
    return ExceptionAnswerError(number, what)
