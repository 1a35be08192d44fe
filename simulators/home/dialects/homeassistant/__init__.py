"""Devices that describe themselves by Home Assistant MQTT discovery (home-assistant.io: integrations/mqtt)."""
