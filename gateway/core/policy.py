"""Who must confirm what can go wrong, and from where: one table, on by default.

A hazard says what is true of a wish; the policy says what it takes to be obeyed. The strictest demand among the hazards
of a wish counts. An installer may change a row in the configuration; a person's word is asked for in the home's own
interface, so that neither a rule that is wrong nor a platform that was taken over can give it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from gateway.core.hazard import Hazards
from schemas.device import DeviceDescription
from schemas.registry import Registry
from schemas.vocabulary import Confirmation, Hazard


class Demand(StrEnum):
    """What it takes, from the mildest to the strictest."""

    NOTHING = "nothing"
    PERSON = "person"  # wherever that person is
    PERSON_AT_HOME = "person-at-home"  # over a link of the home, not through another platform
    NEVER = "never"  # not through the gateway: only at the device itself


_ENOUGH: Final[Mapping[Demand, frozenset[Confirmation]]] = {
    Demand.NOTHING: frozenset(Confirmation),
    Demand.PERSON: frozenset({Confirmation.PERSON, Confirmation.PERSON_AWAY}),
    Demand.PERSON_AT_HOME: frozenset({Confirmation.PERSON}),
    Demand.NEVER: frozenset(),
}
_ORDER: Final = {demand: rank for rank, demand in enumerate(Demand)}

DEFAULT: Final[Mapping[Hazard, Demand]] = MappingProxyType(
    {
        Hazard.HEAT: Demand.PERSON_AT_HOME,  # what burns: ovens, kettles, blankets
        Hazard.MOTION: Demand.NOTHING,  # curtains, robots: they yield
        Hazard.MOTION_PERSON: Demand.PERSON_AT_HOME,  # somebody lies or sits on it
        Hazard.GAS: Demand.PERSON_AT_HOME,
        Hazard.WATER: Demand.PERSON_AT_HOME,
        Hazard.SECURITY: Demand.PERSON_AT_HOME,
        Hazard.PRIVACY: Demand.PERSON_AT_HOME,  # a camera or microphone begins to see or hear
        Hazard.ENERGY: Demand.NOTHING,  # shifting loads is what automations are for
        Hazard.COST: Demand.PERSON,
        Hazard.HEALTH: Demand.PERSON_AT_HOME,  # medicine, a call for help
        Hazard.SERVICE_INTERRUPTION: Demand.PERSON,  # a fridge or router goes off
    }
)

COMFORT: Final = frozenset({"thermostat", "radiatorValve", "floorHeating", "heatPump", "roomAirConditioner"})
"""Device types of room heating, which keep to limits of their own: not the heat that burns."""
COMFORT_CAPABILITIES: Final = frozenset({"thermostat"})
"""Room heating where no device type is known that says otherwise."""
COMFORTS: Final = frozenset({Hazard.HEAT, Hazard.SERVICE_INTERRUPTION})
"""What room heating may do without being asked: an automation that lowers it at night is no accident."""
LEFT_BY_ENDING: Final = frozenset({Hazard.SECURITY, Hazard.HEALTH, Hazard.SERVICE_INTERRUPTION})
"""What can go wrong when something ends: a siren falls silent, a fridge goes off. The rest only begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The table in force; rows that `rules` leaves out are the default's."""

    rules: Mapping[Hazard, Demand] = field(default_factory=dict)

    def demand(self, hazards: Iterable[Hazard]) -> Demand:
        """Give the strictest demand; NOTHING for no hazard."""
        demands = (self.rules.get(hazard, DEFAULT[hazard]) for hazard in hazards)
        return max(demands, key=_ORDER.__getitem__, default=Demand.NOTHING)

    def asking(self, hazards: Iterable[Hazard]) -> tuple[Hazard, ...]:
        """Give those hazards that ask for anything, sorted."""
        return tuple(sorted(one for one in hazards if self.demand((one,)) is not Demand.NOTHING))

    def allows(self, hazards: Iterable[Hazard], confirmation: Confirmation) -> bool:
        """Whether a wish may be obeyed that came with this confirmation."""
        return confirmation in _ENOUGH[self.demand(hazards)]


DEFAULT_POLICY: Final = Policy()


def tempered(
    device: DeviceDescription, endpoint: int, capability: str, hazards: Hazards, registry: Registry
) -> Hazards:
    """Leave out what room heating may do unasked, and a space heater or an oven may not."""
    kind = next((one.device_type for one in device.endpoints if one.id == endpoint), "")
    known = registry.device_types.get(kind)
    burns = known is not None and Hazard.HEAT in known.hazards
    is_comfort = kind in COMFORT or (capability in COMFORT_CAPABILITIES and not burns)
    return hazards - COMFORTS if is_comfort else hazards
