"""Independent device-side peers: a seeded home, a broker, a recipient. They share no code with the gateway."""
