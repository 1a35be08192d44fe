"""Whether a wish may be obeyed as it was confirmed: the hazards of the home against the policy."""

from collections.abc import Mapping
from typing import Final

from gateway.core import hazard
from gateway.core.hazard import Hazards
from gateway.core.policy import LEFT_BY_ENDING, Demand, Policy, tempered
from gateway.core.state import HomeState, same
from schemas.device import DeviceDescription
from schemas.outcomes import Refused
from schemas.registry import Spec
from schemas.value import Value
from schemas.vocabulary import Confirmation

_AT_HOME: Final = " from inside the home"


class Permission:
    """What writing and invoking need. Hazards given here are less those that may go wrong unasked."""

    def __init__(self, state: HomeState, policy: Policy) -> None:
        self._state = state
        self._policy = policy

    def hazards_of_writing(self, changes: Mapping[int, Value]) -> Hazards:
        """Give what can go wrong when these values are written together, by handle; null is any value."""
        return hazard.NONE.union(*(self._of_write(handle, value) for handle, value in changes.items()))

    def _of_write(self, handle: int, value: Value) -> Hazards:
        state = self._state
        about, entry, hazards = state.descriptions[handle], state.device_of[handle], state.hazards[handle]
        if about is None or entry is None:
            return hazards
        spec = state.registry.specs.get((about.capability, about.name))
        if spec is not None and not hazard.is_foreign(about.capability) and _ends(spec, value):
            hazards &= LEFT_BY_ENDING
        return tempered(entry.description, about.endpoint, about.capability, hazards, state.registry)

    def hazards_of_invoking(self, device: DeviceDescription, endpoint: int, capability: str, command: str) -> Hazards:
        """Give what can go wrong when this command is invoked."""
        registry = self._state.registry
        hazards = hazard.of_command(device, endpoint, capability, command, registry)
        found = registry.capabilities.get(capability)
        known = found.commands.get(command) if found else None
        if known is not None and known.ends and not hazard.is_foreign(capability):
            hazards &= LEFT_BY_ENDING
        return tempered(device, endpoint, capability, hazards, registry)

    def demand(self, hazards: Hazards) -> Demand:
        """Give what it takes."""
        return self._policy.demand(hazards)

    def asks(self, hazards: Hazards) -> bool:
        """Whether it takes anything."""
        return self.demand(hazards) is not Demand.NOTHING

    def refusal(self, command_id: str, hazards: Hazards, confirmation: Confirmation) -> Refused | None:
        """Refuse what was not confirmed as the policy demands; None where it was."""
        if self._policy.allows(hazards, confirmation):
            return None
        reason = f"this can be dangerous: {', '.join(self._policy.asking(hazards))}"
        demand = self.demand(hazards)
        if demand is Demand.NEVER:
            return Refused(
                command=command_id,
                code="hazard-refused",
                reason=f"{reason}; the policy of this home forbids it",
                fix="do it at the device itself",
            )
        return Refused(
            command=command_id,
            code="confirmation-required",
            reason=reason,
            fix=f"confirm it on purpose{_AT_HOME if demand is Demand.PERSON_AT_HOME else ''}: "
            f'send it again with confirmation "{Confirmation.PERSON}"',
        )


def _ends(spec: Spec, value: Value) -> bool:
    """Whether this value only ends what goes on; false and 0 are not the same."""
    return any(same(value, one) for one in spec.ends)
