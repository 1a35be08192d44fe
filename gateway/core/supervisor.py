"""Runs the adapters: one task each, none of which can hurt another."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AdapterStatus:
    """How one adapter instance is. `state`: starting, connecting, connected, degraded, broken, stopped."""

    name: str
    type: str
    state: str
    reason: str = ""
    devices: int = 0
    restarts: int = 0
    updates: int = 0  # property values read since the start
    faults: int = 0  # faults that no device can be named for, and those of its devices
