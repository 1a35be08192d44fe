"""Which endpoint each service of an accessory stands on, and what that endpoint is.

Endpoint 1 is what the accessory mainly is. A further service that switches, moves or plays gets one of its own, named
after its instance id, which lasts as long as the pairing; a sensor stands beside the main one, unless there is one of
its kind already. Buttons are numbered as the accessory numbers them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from adapters.homekit.database import Accessory, Service
from schemas.device import EndpointDescription
from schemas.mappings.homekit import SERVICES, device_type_of
from schemas.mappings.homekit.sensing import SENSORS

MAIN: Final = 1
LARGEST: Final = 65_534
"""Endpoint numbers are those of Matter, 16 bits."""
BRIDGE: Final = "bridge"
UNKNOWN: Final = "unknown"
_ASIDE: Final = frozenset(
    {
        *SENSORS,
        "AccessoryInformation",
        "BatteryService",
        "FilterMaintenance",
        "LockManagement",
        "Microphone",
        "Speaker",
        "TelevisionSpeaker",
        "CameraRTPStreamManagement",
    }
)
"""What stands beside something else, where there is something else."""
_BUTTON: Final = "StatelessProgrammableSwitch"
_LABEL_INDEX: Final = "CB"
"""ServiceLabelIndex, by its short type (9.86)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Endpoint by instance id of a service, and the description of each endpoint."""

    of: Mapping[int, int]
    endpoints: tuple[EndpointDescription, ...]


def places(accessory: Accessory) -> Places:
    """Give every service its endpoint."""
    main = _main(accessory)
    of: dict[int, int] = {}
    kinds: set[tuple[int, str]] = set()
    leaders = {MAIN: main} if main else {}
    for service in accessory.services:
        place = MAIN if service is main else _place(service, of, kinds, has_main=main is not None)
        of[service.iid] = place
        kinds.add((place, service.type))
        if place != MAIN:
            leaders.setdefault(place, service)
    numbers = dict.fromkeys((MAIN, *sorted(set(of.values()) - {MAIN})))
    described = tuple(_described(accessory, number, leaders.get(number)) for number in numbers)
    return Places(of=of, endpoints=described)


def _main(accessory: Accessory) -> Service | None:
    """Give the service that the accessory names as its primary one, else the first that acts, else the first sensor."""
    known = [one for one in accessory.services if device_type_of(one.name) or (one.name and one.name not in _ASIDE)]
    acting = [one for one in known if one.name not in _ASIDE]
    sensing = [one for one in known if one.name in SENSORS]
    return next(iter([*(one for one in known if one.is_primary), *acting, *sensing, *known]), None)


def _place(service: Service, of: Mapping[int, int], kinds: set[tuple[int, str]], *, has_main: bool) -> int:
    if service.name == _BUTTON:
        return _free(_index(service) or service.iid, of, service, has_main=has_main)
    if (not service.name or service.name in _ASIDE) and (MAIN, service.type) not in kinds:
        return MAIN
    return _free(service.iid, of, service, has_main=has_main)


def _free(wanted: int, of: Mapping[int, int], service: Service, *, has_main: bool) -> int:
    taken = {*of.values(), *((MAIN,) if has_main else ())}
    for number in (wanted, service.iid):
        if number not in taken and 0 < number <= LARGEST:
            return number
    return max(taken, default=MAIN) + 1


def _index(service: Service) -> int:
    found = next((one.value for one in service.characteristics if one.short == _LABEL_INDEX), None)
    return found if isinstance(found, int) and not isinstance(found, bool) else 0


def _described(accessory: Accessory, number: int, leader: Service | None) -> EndpointDescription:
    if leader is None:
        kind = BRIDGE if accessory.aid == 1 and _is_bare(accessory) else UNKNOWN
        return EndpointDescription(id=number, device_type=kind)
    label = "" if number == MAIN and len(accessory.services) < 3 else leader.label
    return EndpointDescription(id=number, device_type=_type(leader), label=label)


def _is_bare(accessory: Accessory) -> bool:
    """Whether it has nothing that HAP names but what it says of itself."""
    return not any(one.name in SERVICES and one.name != "AccessoryInformation" for one in accessory.services)


def _type(service: Service) -> str:
    if service.name == "Lightbulb":
        return _light(service)
    if service.name == "HeaterCooler" and not service.has("CoolingThresholdTemperature"):
        return "spaceHeater"
    return device_type_of(service.name) or UNKNOWN


def _light(service: Service) -> str:
    if service.has("Hue"):
        return "extendedColorLight"
    if service.has("ColorTemperature"):
        return "colorTemperatureLight"
    return "dimmableLight" if service.has("Brightness") else "onOffLight"
