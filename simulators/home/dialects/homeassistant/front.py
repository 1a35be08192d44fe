"""The front end of the self-describing devices: discovery, states, commands."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from simulators.home.catalogue import Entry
from simulators.home.devices.device import Device
from simulators.home.dialects.dialect import Asked, Message, Received, Reply
from simulators.home.dialects.homeassistant.abbreviation import abbreviate
from simulators.home.dialects.homeassistant.node import Entity, Node
from simulators.home.dialects.homeassistant.product import PRODUCTS
from simulators.home.randomness import stream

PREFIX: Final = "homeassistant"
ROOT: Final = "lane"
_HUB: Final = f"{ROOT}/hub/status"
_BIRTH: Final = f"{PREFIX}/status"
_ORIGIN: Final = {"name": "lane-firmware", "sw_version": "2026.10", "support_url": "https://example.invalid/lane"}


def _json(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


class Nodes:
    """All devices of the home that describe themselves; they share one hub connection, and its last will."""

    def __init__(self, devices: Sequence[tuple[Entry, Device]], seed: int) -> None:
        self.devices: Mapping[str, Device] = {entry.place.name: device for entry, device in devices}
        self._nodes = {entry.place.name: PRODUCTS[entry.model] for entry, _ in devices}
        self._ids = {name: f"{stream(seed, f'mac/{name}').getrandbits(48):012x}" for name in self._nodes}
        self._names = {node_id: name for name, node_id in self._ids.items()}

    @property
    def subscriptions(self) -> Sequence[str]:
        """All command topics, and the birth of whoever wants discovery again."""
        return [f"{ROOT}/+/set", f"{ROOT}/+/+/set", _BIRTH]

    @property
    def will(self) -> Message:
        """The hub vanishes with all behind it."""
        return Message(topic=_HUB, payload="offline", retain=True, qos=1)

    def announce(self) -> Iterator[Message]:
        """Hub, then each device: discovery, availability, retained states."""
        yield Message(topic=_HUB, payload="online", retain=True, qos=1)
        for name, device in self.devices.items():
            yield from self.discovery(name)
            yield from self.presence(device, online=True)
            retained = {key for told in self._nodes[name].told if told.retain for key in told.keys}
            yield from self.report(device, retained)

    def discovery(self, name: str) -> Iterator[Message]:
        """The retained configuration of one device, in the form its product uses."""
        node = self._nodes[name]
        if node.discovery == "device":
            yield self._device_message(name, node)
            return
        for entity in node.entities:
            config = self._entity_config(name, node, entity) | self._shared(name, node)
            topic = f"{PREFIX}/{entity.component}/{self._ids[name]}/{entity.object_id}/config"
            formed = self._based(name, node, config)
            yield Message(topic=topic, payload=_json(abbreviate(formed) if node.abbreviated else formed), retain=True)

    def report(self, device: Device, keys: set[str]) -> Iterator[Message]:
        """The topics that carry a due key."""
        for told in self._nodes[device.name].told:
            if keys & set(told.keys):
                topic = f"{self._base(device.name)}/{told.topic}"
                yield Message(topic=topic, payload=str(told.show(device.state)), retain=told.retain)

    def carried(self, device: Device, keys: set[str]) -> set[str]:
        """All keys of the topics touched, and those that no topic tells."""
        touched = {key for told in self._nodes[device.name].told if keys & set(told.keys) for key in told.keys}
        return touched | keys

    def happened(self, device: Device, event: str) -> Iterator[Message]:
        """An event entity's payload."""
        topic = self._nodes[device.name].event_topic
        if topic:
            yield Message(topic=f"{self._base(device.name)}/{topic}", payload=_json({"event_type": event}))

    def presence(self, device: Device, *, online: bool) -> Iterator[Message]:
        """`~/availability`, for devices that have one of their own."""
        node = self._nodes[device.name]
        if not node.own_availability:
            return
        text = "online" if online else "offline"
        payload = _json({"state": text}) if node.json_availability else text
        yield Message(topic=f"{self._base(device.name)}/availability", payload=payload, retain=True, qos=1)

    def ignored(self, device: Device, order: str) -> Iterator[Message]:  # noqa: ARG002 - such firmware keeps silent
        """A device of this kind says nothing about what it did not like."""
        return iter(())

    def receive(self, topic: str, payload: bytes) -> Iterator[Received]:
        """A command topic of one of the devices, or a birth."""
        if topic == _BIRTH:
            if payload == b"online":
                yield Reply(messages=list(self.announce()))
            return
        _, node_id, *tail = topic.split("/")
        name = self._names.get(node_id)
        if name is None:
            return
        for heard in self._nodes[name].heard:
            if heard.topic == "/".join(tail):
                yield Asked(device=name, orders=_understood(heard.orders, payload))

    def address(self, device: Device) -> Mapping[str, Any]:
        """Topics and the id under which the device describes itself."""
        base = self._base(device.name)
        node = self._nodes[device.name]
        return {
            "id": self._ids[device.name],
            "state": f"{base}/{node.told[0].topic}" if node.told else base,
            "set": [f"{base}/{heard.topic}" for heard in node.heard],
            "availability": f"{base}/availability" if node.own_availability else _HUB,
            "description": [message.topic for message in self.discovery(device.name)],
        }

    def _base(self, name: str) -> str:
        return f"{ROOT}/{self._ids[name]}"

    def _device_message(self, name: str, node: Node) -> Message:
        """`~` belongs into each component; what all share stands at the top with its topics written out."""
        components = {
            entity.object_id: self._based(
                name, node, {"platform": entity.component, **self._entity_config(name, node, entity)}
            )
            for entity in node.entities
        }
        shared = _written_out(self._shared(name, node), self._base(name))
        config = shared | {"origin": _ORIGIN, "components": components}
        topic = f"{PREFIX}/device/{self._ids[name]}/config"
        return Message(topic=topic, payload=_json(abbreviate(config) if node.abbreviated else config), retain=True)

    def _entity_config(self, name: str, node: Node, entity: Entity) -> dict[str, Any]:
        unique = {"unique_id": f"{self._ids[name]}_{entity.object_id}"}
        if node.discovery == "component":
            unique["object_id"] = f"{name}_{entity.object_id}"
        return {**unique, **entity.config}

    def _shared(self, name: str, node: Node) -> dict[str, Any]:
        place = self.devices[name].place
        availability: list[dict[str, Any]] = [{"topic": _HUB}]
        if node.own_availability:
            template = {"value_template": "{{ value_json.state }}"} if node.json_availability else {}
            availability.append({"topic": "~/availability", **template})
        device = {
            "identifiers": [f"lane_{self._ids[name]}"],
            "name": place.zh,
            "manufacturer": node.manufacturer,
            "model": node.model,
            "suggested_area": place.room,
            **node.versions,
        }
        return {"availability": availability, "availability_mode": "all", "device": device}

    def _based(self, name: str, node: Node, config: dict[str, Any]) -> dict[str, Any]:
        """Put the topics' base in, as `~` or written out."""
        base = self._base(name)
        return {"~": base, **config} if node.tilde else _written_out(config, base)


def _written_out(config: Mapping[str, Any], base: str) -> dict[str, Any]:
    return {key: _item_written_out(value, base) for key, value in config.items()}


def _item_written_out(value: Any, base: str) -> Any:
    if isinstance(value, dict):
        return _written_out(value, base)
    if isinstance(value, list):
        return [_item_written_out(item, base) for item in value]
    return base + value[1:] if isinstance(value, str) and value.startswith("~/") else value


def _understood(orders: Any, payload: bytes) -> Sequence[tuple[str, Any]]:
    """A device drops what it cannot parse; the order that remains is one it will refuse."""
    try:
        return list(orders(payload.decode()))
    except (ValueError, TypeError, KeyError, RecursionError):
        return [("unparsed", payload[:40].decode("utf-8", "replace"))]
