"""What is known of a whole device before its leaves are mapped, and so the contexts in which rows are looked up."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from adapters.mqtt.zigbee2mqtt.expose import SET, Leaf

_VALVE: Final = re.compile(r"\b(valve|irrigation|sprinkler|water shut-?off)\b", re.IGNORECASE)
_HEATING: Final = re.compile(r"\b(radiator|thermostat\w*|trv|heating|underfloor)\b", re.IGNORECASE)
_GAS: Final = re.compile(r"\bgas\b", re.IGNORECASE)
_PLUG: Final = re.compile(r"\b(plug|socket|outlet)\b", re.IGNORECASE)
_SIREN: Final = re.compile(r"\b(siren|sounder|alarm)\b", re.IGNORECASE)
_BATTERY: Final = frozenset({"battery", "battery_low", "battery_state"})
_MAINS: Final = frozenset({"power", "current", "energy"})
_SMOKE: Final = frozenset({"smoke", "carbon_monoxide", "smoke_state", "smoke_concentration"})
_CHARGER: Final = frozenset(
    {"ev_status", "ev_connected", "charge_limit", "charging_current_limit", "setpoint_charging_current", "auto_charge"}
)
_DISPLAY: Final = frozenset({"contrast", "invert", "invert_color", "rotate", "auto_brightness", "display_brightness"})
_PRESENCE: Final = frozenset(
    {"occupancy", "presence", "motion", "presence_state", "motion_state", "human_motion_state"}
)
_BREAKER: Final = frozenset(
    {"over_voltage_threshold", "over_current_threshold", "over_power_threshold", "under_voltage_threshold",
     "over_voltage_breaker", "over_current_breaker", "overload_breaker"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Traits:
    """Names and containers of a device, and the vendor's text about it."""

    names: frozenset[str]
    containers: frozenset[str]
    text: str

    @property
    def is_valve(self) -> bool:
        """Whether its switch opens a pipe."""
        return bool(_VALVE.search(self.text)) and not _HEATING.search(self.text) and "climate" not in self.containers

    @property
    def is_gas_valve(self) -> bool:
        """Whether that pipe carries gas."""
        return self.is_valve and bool(_GAS.search(self.text))

    @property
    def is_plug(self) -> bool:
        """Whether its switch is a socket."""
        return bool(_PLUG.search(self.text))

    @property
    def is_siren(self) -> bool:
        """Whether its alarm makes noise."""
        told = _SIREN.search(self.text) and self.names & {"volume", "alarm", "alarm_volume"}
        return bool(self.names & {"melody", "warning"}) or "warning" in self.containers or bool(told)

    @property
    def has_battery(self) -> bool:
        """Whether it runs on one."""
        return bool(self.names & _BATTERY) and not self.names & _MAINS

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of device that settings are told apart by (schemas/mappings/setting.py)."""
        there = {
            "thermostat": "climate" in self.containers,
            "light": "light" in self.containers,
            "cover": "cover" in self.containers,
            "lock": "lock" in self.containers,
            "valve": self.is_valve,
            "siren": self.is_siren,
            "smoke": bool(self.names & _SMOKE),
            "presence": bool(self.names & _PRESENCE),
            "vibration": "vibration" in self.names and not self.names & _PRESENCE,
            "co2": bool(self.names & {"co2", "carbon_dioxide"}),
            "battery": self.has_battery,
            "breaker": bool(self.names & _BREAKER),
            "charger": bool(self.names & _CHARGER),
            "air": bool(self.containers & {"climate", "fan"}),
            "display": bool(self.names & _DISPLAY),
            "gas": "gas" in self.names,
        }
        return frozenset(kind for kind, holds in there.items() if holds)

    def container(self, leaf: Leaf) -> str:
        """Name the container of a leaf; a switch that opens a pipe is a valve."""
        return "valve" if leaf.container == "switch" and leaf.name == "state" and self.is_valve else leaf.container

    def keys(self, leaf: Leaf, base: str, scaled: Collection[str]) -> Iterator[tuple[str, str]]:
        """Give the keys under which rows of a leaf may stand, the most telling first."""
        container = self.container(leaf)
        name = leaf.name if container else base
        if container and base not in {name, f"{container}_{name}"} and not container.startswith("color_"):
            # A switch over child_lock is no switch of the device.
            container, name = "", base
        if (container, name) == ("lock", "state") and "lock_state" in self.names:
            return  # lock_state tells more, and the commands write
        if name in scaled and leaf.maximum is not None:
            yield container, f"{name}/{leaf.maximum:g}"
        if container == "cover" and not leaf.access & SET:
            yield "cover-read", name
        yield container, name
        if not container:
            for context in self._contexts(leaf):
                yield context, base

    def _contexts(self, leaf: Leaf) -> Iterator[str]:
        if "light" in self.containers:
            yield "light"
        else:
            yield "not-light"
        if self.has_battery or (leaf.unit == "mV" and "power" not in self.names):
            yield "battery"
        else:
            yield "mains"
        for context, holds in (
            ("siren", self.is_siren),
            ("smoke", bool(self.names & _SMOKE)),
            ("thermostat", "climate" in self.containers),
            ("cover-device", "cover" in self.containers),
            ("lock-device", "lock" in self.containers),
        ):
            if holds:
                yield context


def traits(leaves: Collection[Leaf], text: str) -> Traits:
    """Look at a whole device."""
    return Traits(
        names=frozenset(leaf.base for leaf in leaves),
        containers=frozenset(leaf.container for leaf in leaves if leaf.container),
        text=text,
    )


Rule: TypeAlias = Callable[[set[str], Traits], bool]


def _has(*wanted: str) -> Rule:
    return lambda held, _: held >= set(wanted)


TYPES: Final[tuple[tuple[str, Rule], ...]] = (
    ("doorLock", _has("doorLock")),
    ("gasValve", lambda held, about: "valveControl" in held and about.is_gas_valve),
    ("radiatorValve", lambda held, about: "thermostat" in held and {"battery", "position"} & about.names != set()),
    ("thermostat", _has("thermostat")),
    ("waterValve", _has("valveControl")),
    ("curtain", _has("windowCovering")),
    ("extendedColorLight", lambda held, about: "colorControl" in held and bool(about.names & {"x", "hue"})),
    ("colorTemperatureLight", _has("colorControl")),
    ("fan", _has("fanControl")),
    ("dimmableLight", lambda held, about: {"onOff", "levelControl"} <= held and "light" in about.containers),
    ("siren", _has("warningDevice")),
    ("smokeCoAlarm", _has("smokeCoAlarm")),
    ("gasLeakAlarm", _has("gasLeakAlarm")),
    ("smartPlug", lambda held, about: "onOff" in held and about.is_plug),
    ("onOffLight", lambda held, about: "onOff" in held and "light" in about.containers),
    ("wallSwitch", _has("onOff")),
    ("waterLeakSensor", _has("liquidDetection")),
    ("contactSensor", _has("contactState")),
    ("occupancySensor", _has("occupancySensing")),
    ("vibrationSensor", _has("soundAndVibration")),
    ("emergencyButton", _has("emergencyCall")),
    ("airQualitySensor", lambda held, _: bool(held & {"airQuality", "concentrationMeasurement"})),
    ("temperatureHumiditySensor", _has("temperatureMeasurement")),
    ("lightSensor", _has("illuminanceMeasurement")),
    ("electricMeter", _has("electricalEnergyMeasurement")),
    ("button", lambda _, about: "action" in about.names),
)
"""Device types of the catalogue by what an endpoint holds."""
