"""The dialect of Home Assistant's MQTT discovery."""

from adapters.mqtt.homeassistant.discovery import HomeAssistantDialect

__all__ = ["HomeAssistantDialect"]
