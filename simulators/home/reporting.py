"""When a device speaks: on a change beyond its deadband, not more often than `least_s`, not less than `most_s`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from simulators.home.devices.device import Device, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Deadband in the value's own unit; times in simulated seconds."""

    deadband: float = 0.0
    least_s: float = 0.0
    most_s: float = 3600.0


_AT_ONCE: Final = Policy()
_POLICIES: Final[Mapping[str, Policy]] = {
    "temperature_c": Policy(deadband=0.1, least_s=30, most_s=300),
    "humidity_pct": Policy(deadband=1.0, least_s=30, most_s=300),
    "pressure_hpa": Policy(deadband=0.5, least_s=300, most_s=3000),
    "illuminance_lx": Policy(deadband=25, least_s=60, most_s=1800),
    "power_w": Policy(deadband=2.0, least_s=10, most_s=300),
    "current_a": Policy(deadband=0.05, least_s=20, most_s=900),
    "voltage_v": Policy(deadband=1.0, least_s=60, most_s=900),
    "frequency_hz": Policy(deadband=0.05, least_s=600, most_s=1800),
    "energy_kwh": Policy(deadband=0.01, least_s=60, most_s=1800),
    "co2_ppm": Policy(deadband=15, least_s=60, most_s=900),
    "pm25_ug_m3": Policy(deadband=2, least_s=60, most_s=900),
    "voc_ppb": Policy(deadband=8, least_s=60, most_s=900),
    "room_c": Policy(deadband=0.1, least_s=60, most_s=1800),
    "water_c": Policy(deadband=0.5, least_s=60, most_s=1800),
    "demand_pct": Policy(deadband=5, least_s=60, most_s=3600),
    "tank_pct": Policy(deadband=1, least_s=60, most_s=3600),
    "gas_lel_pct": Policy(deadband=0.5, least_s=5, most_s=3600),
    "battery_pct": Policy(deadband=1, least_s=3600, most_s=14_400),
}


def _moved(old: Value, new: Value, deadband: float) -> bool:
    if isinstance(old, int | float) and isinstance(new, int | float) and deadband:
        return abs(new - old) >= deadband
    return old != new


@dataclass(slots=True)
class Reporter:
    """What one device told last, and when."""

    device: Device
    _told: dict[str, tuple[Value, float]] = field(default_factory=dict)
    _seen: dict[str, Value] = field(default_factory=dict)
    _next_s: float = 0.0

    def due(self, t_s: float) -> set[str]:
        """The keys to report at `t_s`; cheap while nothing changes."""
        if t_s < self._next_s and self.device.state == self._seen:
            return set()
        self._seen = dict(self.device.state)
        due = {key for key, value in self._seen.items() if self._is_due(key, value, t_s)}
        self._next_s = t_s + 10.0
        return due

    def told(self, keys: set[str], t_s: float) -> None:
        """These keys are on the wire now."""
        for key in keys:
            self._told[key] = (self.device.state[key], t_s)

    def _is_due(self, key: str, value: Value, t_s: float) -> bool:
        if key not in self._told:
            return True
        old, since_s = self._told[key]
        policy = _POLICIES.get(key, _AT_ONCE)
        age_s = t_s - since_s
        return age_s >= policy.most_s or (age_s >= policy.least_s and _moved(old, value, policy.deadband))
