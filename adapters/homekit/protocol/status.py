"""HAP status codes. HomeKit Accessory Protocol Specification (Non-Commercial Version), release R2, table 6-11."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from adapters.sdk.errors import DeviceError

OK: Final = 0
AWAY: Final = -70402
"""A bridge does not reach the accessory, or an accessory the part of itself that was meant."""


class _Meaning(NamedTuple):
    code: str
    reason: str
    retry: bool = False


_MEANINGS: Final[Mapping[int, _Meaning]] = {
    -70401: _Meaning("not-allowed", "the accessory does not allow it to this pairing"),
    AWAY: _Meaning("offline", "the accessory cannot be reached behind its bridge", retry=True),
    -70403: _Meaning("busy", "the accessory is busy", retry=True),
    -70404: _Meaning("not-writable", "it cannot be written"),
    -70405: _Meaning("not-readable", "it cannot be read"),
    -70406: _Meaning("not-told", "the accessory does not tell it by itself"),
    -70407: _Meaning("no-room", "the accessory has no resources left", retry=True),
    -70408: _Meaning("too-late", "the accessory ran out of time", retry=True),
    -70409: _Meaning("not-there", "the accessory does not have it"),
    -70410: _Meaning("bad-value", "the accessory takes no such value"),
    -70411: _Meaning("not-authorised", "the accessory asks for an authorisation beyond the pairing"),
    -70412: _Meaning("not-now", "the accessory does not allow it in its present state", retry=True),
}


def refusal(what: str, status: int) -> DeviceError:
    """Make an error of a status; some accessories give it without its sign."""
    meaning = _MEANINGS.get(-abs(status), _Meaning("device-refused", f"the accessory answered status {status}"))
    error = DeviceError(f"{what}: {meaning.reason}", code=meaning.code)
    error.retry = meaning.retry
    return error
