"""A dialect with devices, and how to write their descriptions briefly."""

import json
from typing import Any

from adapters.mqtt.dialect import Encoded, Message, Output
from adapters.mqtt.zigbee2mqtt import Zigbee2Mqtt
from schemas.commands import Command, InvokeCommand, SetProperties
from schemas.device import DeviceDescription
from schemas.outcomes import Refused
from schemas.registry import Registry
from schemas.updates import DeviceDescribed, FaultReported, PropertiesReported
from schemas.value import Value

REGISTRY = Registry.load()
KEY = "0x00158d0000000001"

Json = dict[str, Any]


def numeric(name: str, unit: str = "", low: float | None = None, high: float | None = None, access: int = 7) -> Json:
    limits = {"value_min": low, "value_max": high}
    return {"name": name, "property": name, "type": "numeric", "unit": unit, "access": access} | {
        key: value for key, value in limits.items() if value is not None
    }


def binary(name: str, on: object = True, off: object = False, access: int = 1) -> Json:
    return {"name": name, "property": name, "type": "binary", "access": access, "value_on": on, "value_off": off}


def enum(name: str, *values: object, access: int = 7) -> Json:
    return {"name": name, "property": name, "type": "enum", "access": access, "values": list(values)}


def group(kind: str, *features: Json, **more: str) -> Json:
    return {"type": kind, "features": list(features), **more}


STATE = binary("state", "ON", "OFF", 7) | {"value_toggle": "TOGGLE"}
COLOR = group("composite", numeric("x"), numeric("y"), name="color_xy", property="color")
LIGHT = group("light", STATE, numeric("brightness", "", 0, 254), numeric("color_temp", "mired", 150, 500), COLOR)
SENSOR = numeric("temperature", "°C", access=1)


def entry(*exposes: Json, key: str = KEY, name: str = "lamp", text: str = "") -> Json:
    definition = {"vendor": "Maker", "model": "M1", "description": text, "exposes": list(exposes)}
    return {"ieee_address": key, "friendly_name": name, "type": "Router", "definition": definition}


class Network:
    """Feeds a dialect and keeps all that came of it."""

    def __init__(self, *devices: Json) -> None:
        self.dialect = Zigbee2Mqtt(REGISTRY)
        self.all: list[Output] = []
        self.announce(*devices)

    def announce(self, *devices: Json) -> list[Output]:
        return self.feed("bridge/devices", list(devices))

    def feed(self, topic: str, payload: object, *, retained: bool = False) -> list[Output]:
        data = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        outputs = self.dialect.feed(Message(f"zigbee2mqtt/{topic}", data, retained, 7))
        assert outputs is not None
        found = [one for one in outputs if one is not None]
        self.all += found
        return found

    def knows(self, topic: str) -> bool:
        return self.dialect.feed(Message(topic, b"{}", False, 7)) is not None  # noqa: FBT003

    def described(self, key: str = KEY) -> DeviceDescription:
        found = [o.device for o in self.all if isinstance(o, DeviceDescribed) and o.device.key == key]
        return found[-1]

    def index(self, path: str, key: str = KEY) -> int:
        return [one.path for one in self.described(key).properties].index(path)

    def state(self, payload: object, topic: str = "lamp", key: str = KEY) -> dict[str, Value]:
        """Feed a state and give the values by path."""
        values: dict[str, Value] = {}
        for one in self.feed(topic, payload):
            if isinstance(one, PropertiesReported):
                paths = [each.path for each in self.described(key).properties]
                values |= {paths[index]: value for index, value in one.changes}
        return values

    def set(self, key: str = KEY, **values: Value) -> Any:
        """Write by path (1/onOff/onOff is written onOff_onOff) and give topic and payload."""
        changes = tuple((self.index(f"1/{path.replace('_', '/', 1)}", key), value) for path, value in values.items())
        return sent(self.dialect.encode(SetProperties(id="c", device=key, changes=changes)))

    def invoke(self, capability: str, command: str, **arguments: Value) -> Any:
        return sent(self.dialect.encode(invocation(capability, command, **arguments)))


def invocation(capability: str, command: str, **arguments: Value) -> Command:
    return InvokeCommand(
        id="c", device=KEY, endpoint=1, capability=capability, command=command, arguments=tuple(arguments.items())
    )


def sent(answer: Encoded | Refused | None) -> Any:
    if isinstance(answer, Encoded):
        (message,) = answer.messages
        return message.topic, json.loads(message.payload)
    return None if answer is None else answer.code


def faults(outputs: list[Output]) -> list[tuple[str, str]]:
    return [(one.device, one.code) for one in outputs if isinstance(one, FaultReported)]
