"""What a contract reads, as the schema has it: kept when residents agree, and compared when the schema changes."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from privacy.contract import Contract, Input
from privacy.errors import Finding
from schemas.registry import Registry
from schemas.vocabulary import VENDOR

ANEW = "read what it would release now, and approve it anew"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One input: the property's name of that day, its kind and unit, and its members where it has some."""

    property: str
    signature: str
    values: tuple[str, ...] = ()


Facts = Mapping[str, Fact]
"""By the name of the input."""


def today(source: Input, registry: Registry) -> tuple[str, str]:
    """Give the name of today of what an input names."""
    name = (source.capability, source.property)
    own = name in registry.specs and source.capability != VENDOR  # as the core names what it reads
    return name if own else registry.aliases.get(name, name)


def facts_of(contract: Contract, registry: Registry) -> Facts:
    """Give what the schema says of every input that it knows."""
    found = {}
    for source in contract.inputs:
        name = today(source, registry)
        spec = registry.specs.get(name)
        if spec is not None:
            signature = f"{spec.kind} {spec.unit}".rstrip()
            found[source.name] = Fact(property="/".join(name), signature=signature, values=spec.values or ())
    return found


def changed(contract: Contract, then: Facts, now: Facts) -> tuple[Finding, ...]:
    """Name every input that means something else than it did. What is gone, compiling tells."""
    return tuple(_changed(contract, then, now))


def _changed(contract: Contract, then: Facts, now: Facts) -> Iterator[Finding]:
    for index, source in enumerate(contract.inputs):
        before, after = then.get(source.name), now.get(source.name)
        if before is None or after is None:
            continue
        path = f"inputs[{index}].property"
        if before.signature != after.signature:
            reason = f"{after.property} was {before.signature} and is {after.signature} now"
            yield Finding(path=path, code="changed-unit", reason=reason, fix=ANEW)
        if gone := [value for value in before.values if value not in after.values]:
            reason = f"{after.property} is never {', '.join(gone)} any more"
            yield Finding(path=path, code="changed-values", reason=reason, fix=ANEW)


def renamed(contract: Contract, registry: Registry) -> tuple[str, ...]:
    """Name both names of each input that the contract calls by a former one."""
    named = ((one, f"{one.capability}/{one.property}", "/".join(today(one, registry))) for one in contract.inputs)
    return tuple(f"{one.name}: {was} is {now} today" for one, was, now in named if was != now)


def to_text(facts: Facts) -> str:
    """Give it as JSON."""
    return json.dumps({name: [one.property, one.signature, one.values] for name, one in facts.items()})


def from_text(text: str) -> Facts:
    """Read what `to_text` wrote."""
    return {
        name: Fact(property=property_, signature=signature, values=tuple(values))
        for name, (property_, signature, values) in json.loads(text).items()
    }
