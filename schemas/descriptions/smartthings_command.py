"""Which of our commands a SmartThings device takes, by the capabilities that it has and the commands that it lists."""

from collections.abc import Iterator

from schemas.descriptions.smartthings import Device
from schemas.device import CommandDescription
from schemas.mappings.smartthings.command import COMMANDS, Invoke
from schemas.mappings.smartthings.facet import Use, facet_of
from schemas.registry import Registry


def commands(device: Device, registry: Registry) -> tuple[CommandDescription, ...]:
    """Give the commands of every component, each once; the address is component/capability/command."""
    found: dict[tuple[int, str], CommandDescription] = {}
    for component, endpoint in _components(device):
        present = {one.capability for one in device.attributes if one.component == component}
        listed = _listed(device, component)
        for one in COMMANDS:
            takes = listed.get(one.capability)
            if one.capability in present and (takes is None or one.command in takes):
                found.setdefault((endpoint, one.ours), _description(component, endpoint, one, registry))
    return tuple(found.values())


def _components(device: Device) -> Iterator[tuple[str, int]]:
    return ((component, number) for (component, part), number in device.endpoints.items() if not part)


def _listed(device: Device, component: str) -> dict[str, set[str]]:
    """Give the commands that capabilities list; one that lists none takes all that its definition has."""
    found: dict[str, set[str]] = {}
    for one in device.attributes:
        facet = facet_of(one.capability, one.name) if one.component == component else None
        if facet is not None and facet.use is Use.COMMANDS and isinstance(one.value, list) and one.value:
            found[one.capability] = {word for word in one.value if isinstance(word, str)}
    return found


def _description(component: str, endpoint: int, one: Invoke, registry: Registry) -> CommandDescription:
    capability, _, name = one.ours.partition(".")
    return CommandDescription(
        endpoint=endpoint,
        capability=capability,
        name=name,
        address=f"{component}/{one.capability}/{one.command}",
        hazards=registry.capability(capability).commands[name].hazards,
        arguments=tuple(argument for argument, _ in one.arguments),
    )
