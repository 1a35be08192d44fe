"""A seeded home: rooms with physics, residents with a day, thirty devices, two MQTT dialects."""
