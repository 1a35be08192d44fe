"""What is asked of a device and what it says: requests, results, and its codes as stable words.

The text of a packet is JSON, `{"id", "method", "params"}`; the answer is `{"id", "result"}` or `{"id", "error":
{"code", "message"}}`. Sources: Xiaomi IoT developer documentation, "serial communication" (get_properties,
set_properties, action, their codes); miot-spec.org (siid, piid, aiid).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from adapters.miot.protocol.error import BadPayloadError

OUTCOMES: Final[Mapping[int, str]] = {
    0: "ok",
    1: "accepted",
    -1: "failed",
    -4001: "not-readable",
    -4002: "not-writable",
    -4003: "not-there",
    -4004: "internal",
    -4005: "bad-value",
    -4006: "bad-arguments",
    -4007: "bad-did",
    -9999: "no-answer-inside",
    -32601: "unknown-request",
    -704030013: "not-readable",
    -704030023: "not-writable",
    -704030992: "too-often",
    -704040002: "not-there",
    -704040003: "not-there",
    -704042011: "offline",
    -704220043: "bad-value",
}
"""What a code of a property, an action or an error says, as a stable word; others are "vendor".

1: taken over, not yet done. -32601: JSON-RPC 2.0 §5.1; so say models that are older than MIoT.
-9999 ("user ack timeout"): the radio module got no answer from the rest of the device.
-704…: what gateways pass on from Xiaomi's service for the devices behind them.
"""


def outcome_of(code: int) -> str:
    """Give the stable word of a code."""
    return OUTCOMES.get(code, "vendor")


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyAddress:
    """A property; `did` names the device, "" for the one that is spoken with, another for one behind it."""

    siid: int
    piid: int
    did: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyResult:
    """What a device said of one property that was asked for or set; `value` is None where it gave none."""

    address: PropertyAddress
    code: int | None
    value: Any = None

    @property
    def outcome(self) -> str:
        """Give the stable word; "silent" where the device left the property out."""
        return "silent" if self.code is None else outcome_of(self.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionResult:
    """What a device said of an action; `values` are (piid or None, value), in the device's order."""

    code: int
    values: tuple[tuple[int | None, Any], ...] = ()

    @property
    def outcome(self) -> str:
        """Give the stable word."""
        return outcome_of(self.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request on its way: `data` is to be sent. A repeated one keeps `first`, the id it was asked with first."""

    id: int
    first: int
    method: str
    params: Any = field(repr=False)
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeted:
    """The device answered a greeting. `moved_s` is how far its clock is from where it was expected, None at first."""

    device_id: int
    stamp: int
    moved_s: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceInfo:
    """What a device says it is; "" where it does not say."""

    model: str
    mac: str
    firmware: str
    hardware: str


_INFO: Final = ("model", "mac", "fw_ver", "hw_ver")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The device answered `request`; `result` is JSON as it came, in which some devices put their token."""

    request: Request
    result: Any = field(repr=False)

    def properties(self) -> tuple[PropertyResult, ...]:
        """Read the answer of get_properties and set_properties: one result for each that was asked, in that order."""
        asked = [_address(one) for one in _objects(self.request.params)]
        code = _code_for_all(self.result) if self.request.method == "set_properties" else None
        if code is not None:
            return tuple(PropertyResult(address=one, code=code) for one in asked)
        return tuple(_results(asked, self.result))

    def info(self) -> DeviceInfo:
        """Read the answer of miIO.info; BadPayloadError where it is none."""
        if not isinstance(self.result, dict) or not isinstance(self.result.get("model"), str):
            raise BadPayloadError("a device does not tell its model")
        model, mac, firmware, hardware = (_word(self.result.get(name), 64) for name in _INFO)
        return DeviceInfo(model=model, mac=mac.casefold(), firmware=firmware, hardware=hardware)

    def action(self) -> ActionResult:
        """Read the answer of an action; BadPayloadError where it is none."""
        told = self.result[0] if isinstance(self.result, list) and len(self.result) == 1 else self.result
        if told == "ok":
            return ActionResult(code=0)
        if not isinstance(told, dict):
            raise BadPayloadError("the answer of an action is no object")
        values = told.get("out")
        return ActionResult(
            code=_number(told.get("code"), 0),
            values=tuple(_out(one) for one in values) if isinstance(values, list) else (),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The device answered `request` with an error. `message` is the device's own word, cut at 200 letters."""

    request: Request
    code: int
    message: str

    @property
    def outcome(self) -> str:
        """Give the stable word."""
        return outcome_of(self.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """The device told something by itself, as those do that were asked to; `reply` is to be sent back.

    `values` are those of a `properties_changed`, none for another method, such as `event_occured`.
    """

    method: str
    params: Any = field(repr=False)
    values: tuple[tuple[PropertyAddress, Any], ...] = ()
    reply: bytes = field(default=b"", repr=False)


Received: TypeAlias = Greeted | Answered | Failed | Pushed


def _number(value: object, other: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else other


def _word(value: object, longest: int) -> str:
    return value[:longest] if isinstance(value, str) else ""


def _code_for_all(result: object) -> int | None:
    """Read an answer that speaks of all at once, as of simple devices; None where it does not."""
    told = result[0] if isinstance(result, list) and len(result) == 1 else result
    if told == "ok":
        return 0
    return told if isinstance(told, int) and not isinstance(told, bool) else None


def _objects(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _address(told: Mapping[str, Any]) -> PropertyAddress:
    did = told.get("did")
    return PropertyAddress(
        siid=_number(told.get("siid"), -1),
        piid=_number(told.get("piid"), -1),
        did=did if isinstance(did, str) else "",
    )


def _results(asked: Sequence[PropertyAddress], result: object) -> Iterable[PropertyResult]:
    """Pair by service and property, then by device; answers without numbers by their place, as old devices want it."""
    told = _objects(result)
    if len(told) == len(asked) and not any("siid" in one or "piid" in one for one in told):
        found = dict(zip(asked, told, strict=True))
    else:
        found = {_address(one): one for one in told}
    plain = {(one.siid, one.piid): body for one, body in found.items()}
    alone = len({(one.siid, one.piid) for one in asked}) == len(asked)
    for one in asked:
        body = found.get(one) or (plain.get((one.siid, one.piid)) if alone else None)
        yield _result(one, body)


def _result(address: PropertyAddress, body: Mapping[str, Any] | None) -> PropertyResult:
    if body is None:
        return PropertyResult(address=address, code=None)
    return PropertyResult(address=address, code=_number(body.get("code"), 0), value=body.get("value"))


def _out(value: object) -> tuple[int | None, Any]:
    if isinstance(value, dict):
        piid = value.get("piid")
        return piid if isinstance(piid, int) else None, value.get("value")
    return None, value


def answer_of(request: Request, told: Mapping[str, Any]) -> Answered | Failed:
    """Read an answer, whose id is that of the request. What has no result is the result itself, without its id."""
    if "error" in told:
        error = told["error"] if isinstance(told["error"], dict) else {}
        return Failed(request=request, code=_number(error.get("code"), -1), message=_word(error.get("message"), 200))
    if "result" in told:
        return Answered(request=request, result=told["result"])
    return Answered(request=request, result={name: value for name, value in told.items() if name != "id"})


def push_of(method: str, params: object, reply: bytes) -> Pushed:
    """Read what a device tells by itself."""
    told = _objects(params) if method == "properties_changed" else []
    values = tuple((_address(one), one["value"]) for one in told if "value" in one)
    return Pushed(method=method[:64], params=params, values=values, reply=reply)
