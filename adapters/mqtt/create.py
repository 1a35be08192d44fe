"""From a section of the configuration to an adapter."""

from collections.abc import Mapping
from typing import Any

from adapters.mqtt.adapter import MqttAdapter
from adapters.mqtt.config import MqttConfig
from adapters.mqtt.config import check as check_settings
from adapters.mqtt.dialect import Dialect
from adapters.sdk.contract import AdapterContext
from schemas.registry import Registry

__all__ = ["check", "create", "dialects"]


def check(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """Check a section; of sound settings, the dialects are loaded too, before any event loop runs."""
    found = check_settings(settings)
    if not found:
        dialects(MqttConfig.model_validate(dict(settings)))
    return found


def create(settings: Mapping[str, Any], context: AdapterContext) -> MqttAdapter:
    """Build an adapter; the settings have passed `check`."""
    config = MqttConfig.model_validate(dict(settings))
    return MqttAdapter(config.link(), dialects(config), context.monotonic_ns)


def dialects(config: MqttConfig) -> list[Dialect]:
    """Give the dialects in the order in which they speak for a device: zigbee2mqtt's own first.

    One that is not spoken is not loaded: each takes more than 1 MB.
    """
    registry = Registry.load()
    found: list[Dialect] = []
    if "zigbee2mqtt" in config.dialects:
        from adapters.mqtt.zigbee2mqtt import Zigbee2Mqtt  # noqa: PLC0415

        found += [Zigbee2Mqtt(registry, base) for base in config.base_topics]
    if "homeassistant" in config.dialects:
        from adapters.mqtt.homeassistant import HomeAssistantDialect  # noqa: PLC0415

        found.append(HomeAssistantDialect(registry, config.discovery_prefix))
    return found
