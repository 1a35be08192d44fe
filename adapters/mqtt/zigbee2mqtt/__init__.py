"""The dialect of zigbee2mqtt itself."""

from adapters.mqtt.zigbee2mqtt.protocol import Zigbee2Mqtt

__all__ = ["Zigbee2Mqtt"]
