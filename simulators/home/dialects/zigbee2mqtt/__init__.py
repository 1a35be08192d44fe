"""Zigbee2MQTT as a bridge publishes it (zigbee2mqtt.io: guide/usage/mqtt_topics_and_messages, guide/usage/exposes)."""
