"""What a capability still lacks before it may be published: one line a gap, naming the place and the fix."""

from collections.abc import Iterator
from typing import Final

from schemas.registry import CapabilitySpec, CommandSpec, EventSpec, Registry, Spec
from schemas.units import UNITS
from schemas.vocabulary import Kind, Sensitivity

_NUMBERS: Final = frozenset({Kind.INTEGER, Kind.NUMBER})
_TEXTS: Final = frozenset({Kind.STRING, Kind.SECRET})
_SHAPED: Final = frozenset({Kind.LIST, Kind.OBJECT})


def all_gaps(registry: Registry) -> Iterator[str]:
    """Give every gap of a whole catalogue."""
    for capability in registry.capabilities.values():
        yield from gaps(capability)


def gaps(one: CapabilitySpec) -> Iterator[str]:
    """Give the gaps of one capability."""
    if not (one.zh and one.en and all(one.about)):
        yield f"{one.id}: names and descriptions need both languages; set ZH, the docstring and ABOUT_ZH"
    for spec in one.properties.values():
        yield from _of_property(spec)
    for command in one.commands.values():
        yield from _of_command(one, command)
    for event in one.events.values():
        yield from _of_event(one, event)


def _of_property(spec: Spec) -> Iterator[str]:
    place = f"{spec.capability}.{spec.name}"
    yield from _of_label(place, spec.sensitivity, spec.why)
    if not spec.decided:
        yield f"{place}: it can be written and nobody decided its hazards; set hazards=(...) or hazards=SAFE"
    if bool(spec.about[0]) != bool(spec.about[1]):
        yield f"{place}: its description needs both languages"
    yield from _of_value(place, spec)


def _of_label(place: str, level: Sensitivity, why: tuple[str, str] | None) -> Iterator[str]:
    if level is Sensitivity.UNLABELLED:
        yield f"{place}: it has no label; set sens="
    if level <= Sensitivity.HOUSEHOLD and not (why and all(why)):
        yield f"{place}: a public or household label needs its reason; set why="


def _of_value(place: str, spec: Spec) -> Iterator[str]:
    if not (spec.zh and spec.en):
        yield f"{place}: it needs a name in both languages"
    if spec.kind in _NUMBERS and (spec.minimum is None or spec.maximum is None):
        yield f"{place}: a number needs both limits; set ge and le"
    if spec.kind in _TEXTS and spec.max_length is None:
        yield f"{place}: a text needs max_length"
    if spec.kind in _SHAPED and not (spec.item or spec.fields):
        yield f"{place}: what its entries are is not said; use a Record or a type"
    if spec.unit and spec.unit not in UNITS:
        yield f"{place}: unit {spec.unit!r} is not in schemas/units.py"
    if spec.values is not None and not all(en and zh for en, zh in spec.texts):
        yield f"{place}: its members need names in both languages; derive from Choice"
    yield from _of_parts(place, spec)


def _of_parts(place: str, spec: Spec) -> Iterator[str]:
    if spec.item is not None:
        yield from (gap for gap in _of_value(f"{place}[]", spec.item) if "name in both" not in gap)
    for field in spec.fields:
        yield from _of_value(f"{place}.{field.name}", field)


def _of_command(one: CapabilitySpec, command: CommandSpec) -> Iterator[str]:
    place = f"{one.id}.{command.name}()"
    if not (command.zh and command.en):
        yield f"{place}: it needs a name in both languages"
    if not command.decided:
        yield f"{place}: nobody decided its hazards; set hazards=(...) or hazards=SAFE"
    for name in command.outcome:
        if name not in one.properties:
            yield f"{place}: its outcome {name!r} is no property of {one.id}"
    for spec in (*command.arguments, *command.returns):
        yield from _of_value(f"{place[:-2]}({spec.name})", spec)


def _of_event(one: CapabilitySpec, event: EventSpec) -> Iterator[str]:
    place = f"{one.id}.{event.name}!"
    if not (event.zh and event.en):
        yield f"{place}: it needs a name in both languages"
    yield from _of_label(place, event.sensitivity, event.why)
    for spec in event.fields:
        yield from _of_value(f"{place}({spec.name})", spec)


if __name__ == "__main__":  # python -m schemas.complete [capability...]: what is still missing
    import sys

    from schemas.catalogue import catalogue

    found = [
        gap for gap in all_gaps(catalogue()) if not sys.argv[1:] or gap.split(".")[0].split(":")[0] in sys.argv[1:]
    ]
    sys.stdout.write("".join(f"{gap}\n" for gap in found))
    sys.exit(bool(found))
