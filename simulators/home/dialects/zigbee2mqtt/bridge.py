"""The bridge: topics, retained documents, `set` and `get`."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from simulators.home.catalogue import Entry
from simulators.home.devices.device import Device
from simulators.home.dialects.dialect import Asked, Message, ReadOut, Received, Reply
from simulators.home.dialects.zigbee2mqtt.leaf import Leaf, Specific, label_of
from simulators.home.dialects.zigbee2mqtt.model import MODELS, Model
from simulators.home.randomness import stream

BASE: Final = "zigbee2mqtt"
_COORDINATOR: Final = "0x00124b002a1f0c5e"
_VERSION: Final = "2.6.3"
_LINK: Final[Mapping[str, Any]] = {
    "name": "linkquality",
    "label": "Linkquality",
    "property": "linkquality",
    "type": "numeric",
    "access": 1,
    "unit": "lqi",
    "value_min": 0,
    "value_max": 255,
    "category": "diagnostic",
    "description": "Link quality (signal strength)",
}


def _json(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _parsed(payload: bytes) -> Any:
    """JSON where it is JSON, else the text; None for what is no text."""
    try:
        return json.loads(payload)
    except (ValueError, RecursionError):
        return payload.decode("utf-8", "replace") if payload else None


class Bridge:
    """Speaks for its devices as one bridge; `link` streams only colour the link quality."""

    def __init__(self, devices: Sequence[tuple[Entry, Device]], seed: int) -> None:
        self.devices: Mapping[str, Device] = {entry.place.name: device for entry, device in devices}
        self._models = {entry.place.name: MODELS[entry.model] for entry, _ in devices}
        self._settings = {name: _defaults(model) for name, model in self._models.items()}
        self._links = {name: stream(seed, f"link/{name}") for name in self._models}
        self._ids = {name: f"0x{stream(seed, f'ieee/{name}').getrandbits(64):016x}" for name in self._models}

    @property
    def subscriptions(self) -> Sequence[str]:
        """What a bridge listens to."""
        tails = ("+/set", "+/set/+", "+/+/set", "+/get", "+/get/+", "bridge/request/#")
        return [f"{BASE}/{tail}" for tail in tails]

    @property
    def will(self) -> Message:
        """The bridge goes offline with its connection."""
        return Message(topic=f"{BASE}/bridge/state", payload='{"state":"offline"}', retain=True, qos=1)

    def announce(self) -> Iterator[Message]:
        """Bridge documents, then availability and the states that are retained."""
        yield Message(topic=f"{BASE}/bridge/state", payload='{"state":"online"}', retain=True, qos=1)
        yield Message(topic=f"{BASE}/bridge/info", payload=_json(self._info()), retain=True)
        yield Message(topic=f"{BASE}/bridge/devices", payload=_json(self.documents()), retain=True)
        yield Message(topic=f"{BASE}/bridge/groups", payload=_json(self._groups()), retain=True)
        yield Message(topic=f"{BASE}/bridge/extensions", payload="[]", retain=True)
        for name, device in self.devices.items():
            yield from self.presence(device, online=True)
            if self._models[name].retain:
                yield from self.report(device, set(device.state))

    def documents(self) -> list[dict[str, Any]]:
        """The content of `bridge/devices`."""
        return [_coordinator(), *(self._document(name) for name in self.devices)]

    def report(self, device: Device, keys: set[str]) -> Iterator[Message]:
        """A bridge always publishes the whole cached state, whatever changed."""
        if keys:
            yield self._state_message(device, {})

    def carried(self, device: Device, keys: set[str]) -> set[str]:
        """One message carries all."""
        return set(device.state) if keys else set()

    def happened(self, device: Device, event: str) -> Iterator[Message]:
        """`action` goes out with the state, and once more for those who only look at its own topic."""
        yield self._state_message(device, {"action": event})

    def presence(self, device: Device, *, online: bool) -> Iterator[Message]:
        """`<name>/availability`, retained JSON."""
        state = "online" if online else "offline"
        yield Message(topic=f"{BASE}/{device.name}/availability", payload=_json({"state": state}), retain=True, qos=1)

    def ignored(self, device: Device, order: str) -> Iterator[Message]:
        """The bridge logs what a device or converter refuses."""
        text = f"z2m: Publish 'set' '{order}' to '{device.name}' failed: 'value is not supported'"
        yield Message(
            topic=f"{BASE}/bridge/logging", payload=_json({"level": "error", "message": text, "namespace": "z2m"})
        )

    def receive(self, topic: str, payload: bytes) -> Iterator[Received]:
        """`<name>/set`, `<name>/set/<property>`, `<name>/<endpoint>/set`, `<name>/get` and a few bridge requests."""
        parts = topic.split("/")[1:]
        if parts[0] == "bridge":
            yield from self._request("/".join(parts[2:]), _parsed(payload))
        elif parts[0] not in self.devices:
            return
        elif parts[1] == "get":
            yield ReadOut(device=parts[0])
        elif parts[1] == "set":
            yield from self._set(parts[0], _as_object(_parsed(payload), parts[2:]))
        elif parts[2:] == ["set"]:
            wanted = _as_object(_parsed(payload), [])
            yield from self._set(parts[0], {f"{name}_{parts[1]}": value for name, value in wanted.items()})

    def address(self, device: Device) -> Mapping[str, Any]:
        """Topics and the hardware address."""
        return {
            "id": self._ids[device.name],
            "state": f"{BASE}/{device.name}",
            "set": f"{BASE}/{device.name}/set",
            "availability": f"{BASE}/{device.name}/availability",
            "description": f"{BASE}/bridge/devices",
        }

    def _set(self, name: str, wanted: Mapping[str, Any]) -> Iterator[Received]:
        leaves = {
            leaf.property: leaf for leaf in self._models[name].leaves() if leaf.orders or leaf.default is not None
        }
        orders: list[tuple[str, Any]] = []
        for key, value in wanted.items():
            orders += self._orders_of(name, leaves.get(key), key, value)
        yield Asked(device=name, orders=orders)

    def _orders_of(self, name: str, leaf: Leaf | None, key: str, value: Any) -> Sequence[tuple[str, Any]]:
        if leaf is None:
            return [] if key in ("transition", "rate") else [(key, value)]
        if leaf.orders is None:
            if value in leaf.expose["values"]:
                self._settings[name][key] = value
            return []
        if value == leaf.expose.get("value_toggle") and value is not None:
            return self._toggled(name, leaf)
        try:
            return leaf.orders(value)
        except (TypeError, ValueError, KeyError):
            return [(key, value)]

    def _toggled(self, name: str, leaf: Leaf) -> Sequence[tuple[str, Any]]:
        if leaf.orders is None or leaf.show is None:
            return []
        on, off = leaf.expose["value_on"], leaf.expose["value_off"]
        return leaf.orders(off if leaf.show(self.devices[name].state) == on else on)

    def _request(self, request: str, payload: Any) -> Iterator[Received]:
        answers = {
            "health_check": {"data": {"healthy": True}, "status": "ok"},
            "permit_join": {
                "data": {"time": payload.get("time", 0) if isinstance(payload, dict) else 0},
                "status": "ok",
            },
        }
        unknown = {"data": {}, "error": f"unknown request '{request}'", "status": "error"}
        answer = answers.get(request, unknown)
        yield Reply(messages=[Message(topic=f"{BASE}/bridge/response/{request}", payload=_json(answer))])

    def _state_message(self, device: Device, extra: Mapping[str, Any]) -> Message:
        model = self._models[device.name]
        state = {leaf.property: leaf.show(device.state) for leaf in model.leaves() if leaf.show}
        link = max(1, min(255, round(self._links[device.name].gauss(130, 25))))
        state |= {**self._settings[device.name], "linkquality": link, **extra}
        return Message(topic=f"{BASE}/{device.name}", payload=_json(state), retain=model.retain and not extra)

    def _document(self, name: str) -> dict[str, Any]:
        model = self._models[name]
        number = int(self._ids[name], 16)
        return {
            "ieee_address": self._ids[name],
            "type": "EndDevice" if model.battery else "Router",
            "network_address": number % 0xFFF0,
            "supported": True,
            "disabled": False,
            "friendly_name": name,
            "description": self.devices[name].place.zh,
            "definition": _definition(model),
            "power_source": "Battery" if model.battery else "Mains (single phase)",
            "software_build_id": f"{number % 3}.{number % 10}.{number % 7}",
            "date_code": "20240318",
            "model_id": model.model_id,
            "manufacturer": model.vendor,
            "interviewing": False,
            "interview_completed": True,
            "interview_state": "SUCCESSFUL",
            "endpoints": {"1": {"bindings": [], "clusters": {"input": ["genBasic"], "output": []}, "scenes": []}},
        }

    def _info(self) -> dict[str, Any]:
        return {
            "version": _VERSION,
            "commit": "unknown",
            "coordinator": {"ieee_address": _COORDINATOR, "type": "EmberZNet", "meta": {"revision": "7.4.4 [GA]"}},
            "network": {"channel": 20, "pan_id": 38_311, "extended_pan_id": "0x7d3b0c11a0e5f214"},
            "log_level": "info",
            "permit_join": False,
            "restart_required": False,
            "config": {"advanced": {"last_seen": "disable"}, "mqtt": {"base_topic": BASE}},
            "config_schema": {},
        }

    def _groups(self) -> list[dict[str, Any]]:
        lamps = [name for name, model in self._models.items() if model.model_id.startswith(("TRADFRI", "LCA", "RB"))]
        members = [{"ieee_address": self._ids[name], "endpoint": 1} for name in lamps]
        return [{"id": 1, "friendly_name": "all_lamps", "description": "灯", "scenes": [], "members": members}]


def _defaults(model: Model) -> dict[str, Any]:
    return {leaf.property: leaf.default for leaf in model.leaves() if leaf.default is not None}


def _as_object(payload: Any, attribute: Sequence[str]) -> Mapping[str, Any]:
    """A `set` may be an object, or one value for the attribute named in the topic, or a bare state."""
    if attribute:
        return {attribute[0]: payload}
    return payload if isinstance(payload, dict) else {"state": payload}


def _definition(model: Model) -> dict[str, Any]:
    exposes = [_specific(item) if isinstance(item, Specific) else dict(item.expose) for item in model.exposes]
    return {
        "source": "native",
        "model": model.model,
        "vendor": model.vendor,
        "description": model.description,
        "supports_ota": not model.battery,
        "options": [],
        "exposes": [*exposes, dict(_LINK)],
    }


def _specific(item: Specific) -> dict[str, Any]:
    document: dict[str, Any] = {"type": item.type, "features": [dict(leaf.expose) for leaf in item.leaves]}
    if item.endpoint:
        document |= {"endpoint": item.endpoint, "label": label_of(item.endpoint)}
    return document


def _coordinator() -> dict[str, Any]:
    return {
        "ieee_address": _COORDINATOR,
        "type": "Coordinator",
        "network_address": 0,
        "supported": True,
        "disabled": False,
        "friendly_name": "Coordinator",
        "definition": None,
        "interviewing": False,
        "interview_completed": True,
        "interview_state": "SUCCESSFUL",
        "endpoints": {"1": {"bindings": [], "clusters": {"input": [], "output": []}, "scenes": []}},
    }
