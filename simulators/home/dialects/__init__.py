"""The two ways the home speaks MQTT; each knows its own wire format and nothing of the other."""
