"""From a section of the configuration to an adapter."""

from collections.abc import Mapping
from typing import Any

from adapters.mqtt.adapter import MqttAdapter
from adapters.mqtt.config import MqttConfig, check
from adapters.mqtt.dialect import Dialect
from adapters.mqtt.homeassistant import HomeAssistantDialect
from adapters.mqtt.zigbee2mqtt import Zigbee2Mqtt
from adapters.sdk.contract import AdapterContext
from schemas.registry import Registry

__all__ = ["check", "create", "dialects"]


def create(settings: Mapping[str, Any], context: AdapterContext) -> MqttAdapter:
    """Build an adapter; the settings have passed `check`."""
    config = MqttConfig.model_validate(dict(settings))
    return MqttAdapter(config.link(), dialects(config), context.monotonic_ns)


def dialects(config: MqttConfig) -> list[Dialect]:
    """Give the dialects in the order in which they speak for a device: zigbee2mqtt's own first."""
    registry = Registry.load()
    found: list[Dialect] = []
    if "zigbee2mqtt" in config.dialects:
        found += [Zigbee2Mqtt(registry, base) for base in config.base_topics]
    if "homeassistant" in config.dialects:
        found.append(HomeAssistantDialect(registry, config.discovery_prefix))
    return found
