"""The demonstration: a simulated home, the gateway and a pretend platform, each in processes of their own."""
