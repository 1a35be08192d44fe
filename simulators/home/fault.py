"""Bad input on purpose, under the names of the command line: `KIND[=DEVICE[:ARGUMENT]][@SECONDS]`."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from simulators.home.devices.device import Device
from simulators.home.dialects.dialect import Dialect, Message

_MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault to commit: kind, device (default: the first), argument, real seconds after the start."""

    kind: str
    device: str | None = None
    argument: str = ""
    at_s: float = 0.0


def parse_fault(text: str) -> Fault:
    """Read `vanish=door_lock@12`, `flood=power_meter:5000@3`, `malformed`. Raises ValueError with the fix."""
    head, _, at = text.partition("@")
    kind, _, rest = head.partition("=")
    device, _, argument = rest.partition(":")
    if kind not in KINDS:
        raise ValueError(f"unknown fault {kind!r}; one of: {', '.join(sorted(KINDS))}")
    try:
        at_s = float(at or 0)
    except ValueError as error:
        raise ValueError(f"{text!r}: write the seconds after @ as a number") from error
    return Fault(kind=kind, device=device or None, argument=argument, at_s=at_s)


def messages(fault: Fault, dialect: Dialect, device: Device) -> Iterator[Message]:
    """What this fault puts on the wire in the name of `device`."""
    yield from KINDS[fault.kind](dialect, device, fault.argument)


def _state_topic(dialect: Dialect, device: Device) -> str:
    return str(dialect.address(device)["state"])


def _true_state(dialect: Dialect, device: Device) -> Message:
    told = list(dialect.report(device, set(device.state)))
    return told[0] if told else Message(topic=_state_topic(dialect, device), payload="{}")


def _true_object(dialect: Dialect, device: Device) -> dict[str, Any]:
    try:
        document = json.loads(_true_state(dialect, device).payload)
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def _spoilt(spoil: Callable[[Any], Any]) -> Callable[[Dialect, Device, str], Iterator[Message]]:
    """The device's own state with every value spoilt; a plain payload is spoilt as it is."""

    def commit(dialect: Dialect, device: Device, _argument: str) -> Iterator[Message]:
        told = _true_state(dialect, device)
        state = _true_object(dialect, device)
        payload = json.dumps({key: spoil(value) for key, value in state.items()}) if state else str(spoil(told.payload))
        yield Message(topic=told.topic, payload=payload)

    return commit


def _wrong_type(value: Any) -> Any:
    return [value] if isinstance(value, str) else "not a number" if isinstance(value, int | float) else 7


def _out_of_range(value: Any) -> Any:
    return 1e12 if isinstance(value, int | float) and not isinstance(value, bool) else value


def _unknown_word(value: Any) -> Any:
    return "zebra" if isinstance(value, str) else value


def _raw(payload: str | bytes) -> Callable[[Dialect, Device, str], Iterator[Message]]:
    def commit(dialect: Dialect, device: Device, _argument: str) -> Iterator[Message]:
        yield Message(topic=_state_topic(dialect, device), payload=payload)

    return commit


def _huge(dialect: Dialect, device: Device, argument: str) -> Iterator[Message]:
    size = int(argument or 8) * _MEGABYTE
    yield Message(topic=_state_topic(dialect, device), payload=json.dumps({"padding": "x" * size}))


def _huge_description(dialect: Dialect, device: Device, argument: str) -> Iterator[Message]:
    """A description of so many megabytes: a bridge with thousands of devices, or one with a very long name."""
    size = int(argument or 50) * _MEGABYTE
    for message in dialect.announce():
        if message.topic.endswith("/bridge/devices"):
            documents = json.loads(message.payload)
            copies = size // len(message.payload) + 1
            crowd = [
                document | {"friendly_name": f"crowd_{number}", "ieee_address": f"0xffff{number:012x}"}
                for number, document in enumerate(documents[1:] * copies)
            ]
            yield Message(topic=message.topic, payload=json.dumps([*documents, *crowd]))
            return
    topic = dialect.address(device)["description"][0]
    original = next(message for message in dialect.announce() if message.topic == topic)
    yield Message(topic=topic, payload=json.dumps(json.loads(original.payload) | {"padding": "x" * size}), retain=True)


def _flood(dialect: Dialect, device: Device, argument: str) -> Iterator[Message]:
    told = _true_state(dialect, device)
    for _ in range(int(argument or 2000)):
        yield Message(topic=told.topic, payload=told.payload)


def _twice(dialect: Dialect, device: Device, _argument: str) -> Iterator[Message]:
    """All descriptions once more, unchanged."""
    del device
    yield from dialect.announce()


def _duplicate_id(dialect: Dialect, device: Device, _argument: str) -> Iterator[Message]:
    """A stranger with the device's id: the same description under another name or topic."""
    for message in dialect.announce():
        if message.topic.endswith("/bridge/devices"):
            documents = json.loads(message.payload)
            twin = next((item for item in documents if item["friendly_name"] == device.name), documents[-1])
            yield Message(topic=message.topic, payload=json.dumps([*documents, twin | {"friendly_name": "stranger"}]))
            return
    for topic in dialect.address(device)["description"]:
        original = next(message for message in dialect.announce() if message.topic == topic)
        stranger = topic.replace(str(dialect.address(device)["id"]), "ffffffffffff")
        yield Message(topic=stranger, payload=original.payload, retain=True)


def _template(_dialect: Dialect, _device: Device, _argument: str) -> Iterator[Message]:
    """Descriptions whose templates loop, grow or reach for what is not theirs."""
    templates = (
        "{% for i in range(999999999) %}{{ i }}{% endfor %}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ 'x' * 10 ** 12 }}",
        "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
        "{{ value_json.a.b.c.d }",
    )
    for number, template in enumerate(templates):
        config = {"name": f"Bad {number}", "unique_id": f"bad_{number}", "state_topic": "lane/bad/state"}
        config["value_template"] = template
        yield Message(topic=f"homeassistant/sensor/bad/t{number}/config", payload=json.dumps(config), retain=True)
    yield Message(topic="lane/bad/state", payload='{"a": 1}')


_OPPOSITES: Final = (
    ("ON", "OFF"),
    ("LOCK", "UNLOCK"),
    ("LOCKED", "UNLOCKED"),
    ("OPEN", "CLOSE"),
    ("open", "closed"),
    ("alarm", "clear"),
    ("off", "cool"),
    ("disarmed", "armed_away"),
)
_OPPOSITE: Final = {word: other for pair in _OPPOSITES for word, other in (pair, pair[::-1])}


def _retained_lie(dialect: Dialect, device: Device, _argument: str) -> Iterator[Message]:
    """A retained state of long ago with every yes-or-no the other way round, on topics that are not retained too."""
    told = _true_state(dialect, device)
    state = _true_object(dialect, device)
    lie: str | bytes = _OPPOSITE.get(str(told.payload), told.payload)
    if state:
        turned = {k: not v if isinstance(v, bool) else _OPPOSITE.get(v, v) for k, v in state.items() if _hashable(v)}
        lie = json.dumps({**state, **turned})
    yield Message(topic=told.topic, payload=lie, retain=True)


def _hashable(value: Any) -> bool:
    return not isinstance(value, dict | list)


def _stray_topic(_dialect: Dialect, _device: Device, _argument: str) -> Iterator[Message]:
    """Topics that look right and are not."""
    for topic in (
        "zigbee2mqtt",
        "zigbee2mqtt//",
        "zigbee2mqtt/nobody/at/home",
        "zigbee2mqtt/nobody/availability",
        "homeassistant/config",
        "homeassistant/toaster/x/config",
        "homeassistant/sensor/a/b/c/d/config",
        "homeassistant/sensor/ü ber/config",
    ):
        yield Message(topic=topic, payload='{"state": "ON"}')


def _presence(*, online: bool) -> Callable[[Dialect, Device, str], Iterator[Message]]:
    def commit(dialect: Dialect, device: Device, _argument: str) -> Iterator[Message]:
        yield from dialect.presence(device, online=online)

    return commit


VANISH: Final = "vanish"
RETURN: Final = "return"
KINDS: Final[Mapping[str, Callable[[Dialect, Device, str], Iterator[Message]]]] = {
    VANISH: _presence(online=False),
    RETURN: _presence(online=True),
    "malformed": _raw('{"state": "ON", "brightness": '),
    "binary": _raw(bytes(range(256))),
    "empty": _raw(b""),
    "nan": _raw('{"temperature": NaN, "power": Infinity, "energy": -Infinity}'),
    "deep": _raw("[" * 100_000 + "]" * 100_000),
    "huge": _huge,
    "huge-description": _huge_description,
    "wrong-type": _spoilt(_wrong_type),
    "out-of-range": _spoilt(_out_of_range),
    "unknown-word": _spoilt(_unknown_word),
    "flood": _flood,
    "twice": _twice,
    "duplicate-id": _duplicate_id,
    "retained-lie": _retained_lie,
    "template": _template,
    "stray-topic": _stray_topic,
}
