"""What a service is of a device: the device itself, a part of its own, or something that goes with it.

The home sees a device as endpoints. Endpoint 1 is the device: its main service and everything that goes with it
(battery, indicator light, lock of the keys, sensors for air, a maker's own services). A service that can be used by
itself and is not the main one (a second switch, the light of an airer, a chamber of a refrigerator), and every
consumable, is an endpoint of its own, numbered by its siid: an siid never changes its meaning between versions of a
device's description, so what hangs on an endpoint stays where it was.
"""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from schemas.mappings.miot.consumable import CONSUMABLES
from schemas.mappings.miot.kitchen import COOKERS

MAIN_ENDPOINT: Final = 1


class Part(NamedTuple):
    """A service of a device: its siid and the name part of its urn."""

    siid: int
    name: str


PARTS: Final = frozenset(
    (
        "air-conditioner air-fresh air-purifier fan ceiling-fan heater humidifier dehumidifier "
        "thermostat floor-heating "
        "light ambient-light night-light mood-light background-light main-light switch outlet usb socket plug relay "
        "curtain airer window-opener blind valve water-valve gas-valve "
        "water-heater water-purifier water-dispenser hood stove dishwasher washer dryer clothes-dryer sterilizer "
        "refrigerator refrigerator-chamber freezer freezer-chamber fridge-chamber wine-cooler "
        "ptc-bath-heater bath-heater towel-rack toilet seat electric-blanket mattress bed massager "
        "vacuum feeder pet-drinking-fountain litter-box fish-tank walking-pad treadmill "
        "television projector speaker camera-control door lock door-lock gateway router "
        "occupancy-sensor motion-sensor magnet-sensor submersion-sensor smoke-sensor gas-sensor "
        f"vibration-sensor {COOKERS}"
    ).split()
)
"""Services that can be used by themselves."""

CONSUMABLE_SERVICES: Final = frozenset(CONSUMABLES.split()) - {"filter-time"}

_MAIN: Final[Mapping[str, str]] = {
    "outlet": "outlet switch",
    "switch": "switch",
    "curtain": "curtain motor-controller",
    "bath-heater": "ptc-bath-heater bath-heater heater",
    "cooker": "cooker pressure-cooker",
    "air-monitor": "environment",
    "camera": "camera-control",
    "speaker": "speaker intelligent-speaker",
    "fridge": "refrigerator",
    "washer": "washer dryer",
    "lock": "lock door-lock door",
    "oven": "oven steam-oven microwave-oven",
    "plug": "outlet switch",
    "light": "light",
    "fan": "fan",
    "heater": "heater fan-heater",
    "air-condition-outlet": "air-conditioner switch outlet",
}

_KINDS: Final[Mapping[str, str]] = {
    "air-conditioner": "roomAirConditioner",
    "air-condition-outlet": "roomAirConditioner",
    "air-purifier": "airPurifier",
    "air-fresh": "freshAirSystem",
    "air-monitor": "airQualitySensor",
    "air-fryer": "airFryer",
    "airer": "clothesAirer",
    "aroma-machine": "aromaDiffuser",
    "bath-heater": "bathroomHeater",
    "bed": "smartBed",
    "blanket": "electricBlanket",
    "body-scale": "bodyScale",
    "scale": "bodyScale",
    "blood-pressure": "bloodPressureMonitor",
    "bracelet": "wristband",
    "camera": "camera",
    "circuit-breaker": "electricMeter",
    "coffee-machine": "coffeeMachine",
    "cooker": "riceCooker",
    "curtain": "curtain",
    "dehumidifier": "dehumidifier",
    "diffuser": "aromaDiffuser",
    "dishwasher": "dishwasher",
    "doorbell": "audioDoorbell",
    "dryer": "dryer",
    "clothes-dryer": "dryer",
    "electric-blanket": "electricBlanket",
    "water-blanket": "electricBlanket",
    "fan": "fan",
    "ceiling-fan": "fan",
    "feeder": "petFeeder",
    "pet-feeder": "petFeeder",
    "pet-drinking-fountain": "petFeeder",
    "litter-box": "petFeeder",
    "floor-heating": "floorHeating",
    "foot-bath": "massageChair",
    "fridge": "refrigerator",
    "refrigerator": "refrigerator",
    "freezer": "freezer",
    "gas-sensor": "gasLeakAlarm",
    "gateway": "gateway",
    "router": "gateway",
    "health-pot": "kettle",
    "heater": "spaceHeater",
    "fan-heater": "spaceHeater",
    "hood": "rangeHood",
    "humidifier": "humidifier",
    "induction-cooker": "inductionHob",
    "juicer": "blender",
    "kettle": "kettle",
    "light": "colorTemperatureLight",
    "lock": "doorLock",
    "door-lock": "doorLock",
    "magnet-sensor": "contactSensor",
    "massager": "massageChair",
    "mattress": "smartMattress",
    "microwave-oven": "microwaveOven",
    "mosquito-dispeller": "mosquitoRepeller",
    "motion-sensor": "occupancySensor",
    "occupancy-sensor": "occupancySensor",
    "multifunction-cooking-pot": "riceCooker",
    "outlet": "smartPlug",
    "oven": "oven",
    "steam-oven": "oven",
    "pillow": "smartMattress",
    "pressure-cooker": "pressureCooker",
    "projector": "projector",
    "remote-control": "irController",
    "safe-box": "safeBox",
    "sleep-monitor": "sleepMonitor",
    "smoke-sensor": "smokeCoAlarm",
    "speaker": "speaker",
    "intelligent-speaker": "voiceAssistant",
    "sterilizer": "sterilizer",
    "stove": "gasHob",
    "submersion-sensor": "waterLeakSensor",
    "switch": "wallSwitch",
    "television": "television",
    "tv-box": "television",
    "temperature-humidity-sensor": "temperatureHumiditySensor",
    "illumination-sensor": "lightSensor",
    "thermostat": "thermostat",
    "toilet": "smartToilet",
    "seat": "smartToilet",
    "towel-rack": "towelRack",
    "treadmill": "treadmill",
    "walking-pad": "treadmill",
    "vacuum": "robotVacuum",
    "vibration-sensor": "vibrationSensor",
    "video-doorbell": "doorbell",
    "washer": "washingMachine",
    "watch": "wristband",
    "water-dispenser": "waterDispenser",
    "water-heater": "electricWaterHeater",
    "water-purifier": "waterPurifier",
    "window-opener": "windowOpener",
    "ptc-bath-heater": "bathroomHeater",
    "ambient-light": "extendedColorLight",
    "night-light": "dimmableLight",
    "alarm": "siren",
}
"""Device kinds of MIoT urns, and services, as device types of the schema."""

GENERIC: Final = "genericDevice"


def device_type(kind: str, services: Iterable[str]) -> str:
    """Give our device type for the kind in a device's urn, else for the first of its services that tells."""
    return next((_KINDS[name] for name in (kind, *services) if name in _KINDS), GENERIC)


def main_service(kind: str, parts: Iterable[Part]) -> int:
    """Give the siid of the service that is the device itself; 0 where none stands out."""
    ordered = sorted(parts)
    for wanted in (kind, *_MAIN.get(kind, "").split()):
        found = next((part.siid for part in ordered if part.name == wanted), 0)
        if found:
            return found
    return next((part.siid for part in ordered if part.name in PARTS), 0)


def endpoints(kind: str, parts: Iterable[Part]) -> dict[int, int]:
    """Give the endpoint of each siid."""
    known = tuple(parts)
    main = main_service(kind, known)
    seen: set[str] = set()
    placed: dict[int, int] = {}
    for part in sorted(known):
        separate = part.siid != main and (part.name in PARTS or part.name in CONSUMABLE_SERVICES or part.name in seen)
        placed[part.siid] = part.siid if separate else MAIN_ENDPOINT
        seen.add(part.name)
    return placed
