"""MQTT: devices of zigbee2mqtt and of Home Assistant's discovery, over one broker on the local network."""

from typing import Final

from adapters.sdk.contract import Manifest
from adapters.sdk.later import later

MANIFEST: Final = Manifest(
    id="mqtt",
    version="0.1.0",
    protocol="mqtt",
    sdk="1",
    zh="MQTT（Zigbee2MQTT 与 Home Assistant 发现）",
    en="MQTT (Zigbee2MQTT and Home Assistant discovery)",
    config_schema=later("adapters.mqtt.config:schema"),
    check=later("adapters.mqtt.create:check"),  # with it, all is imported before any event loop runs
    create=later("adapters.mqtt.create:create"),
    map_file=later("adapters.mqtt.coverage:map_lines"),
    recognises=later("adapters.mqtt.coverage:recognises"),
    peers=("mosquitto 2", "Zigbee2MQTT 2 (recorded)"),
)
"""Loaded by entry point."""
