"""Which properties of this home an input of a contract chooses. The result stays in the home."""

from collections.abc import Iterable
from dataclasses import dataclass

from privacy.binding import Binding, BoundInput, Source
from privacy.contract import Contract, Input
from privacy.envelope import contract_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One property of one device of the home, and what it can be chosen by."""

    source: Source
    capability: str
    name: str
    device_types: frozenset[str] = frozenset()  # of its endpoint
    aliases: frozenset[str] = frozenset()  # words that residents bound its device to


def chooses(one: Input, candidate: Candidate) -> bool:
    """Whether an input takes a property: by ability, then by type or word where the input names one."""
    return (
        (one.capability, one.property) == (candidate.capability, candidate.name)
        and (not one.device_type or one.device_type in candidate.device_types)
        and (not one.alias or one.alias in candidate.aliases)
    )


def bind(contract: Contract, candidates: Iterable[Candidate]) -> Binding:
    """Bind every input to all that it chooses, in an order that does not depend on that of the candidates."""
    known = list(candidates)
    return Binding(
        contract=contract_hash(contract),
        inputs=tuple(BoundInput(input=one.name, sources=_chosen(one, known)) for one in contract.inputs),
    )


def _chosen(one: Input, candidates: Iterable[Candidate]) -> tuple[Source, ...]:
    sources = {candidate.source for candidate in candidates if chooses(one, candidate)}
    return tuple(sorted(sources, key=lambda source: (source.device, source.path)))


def unbound(binding: Binding) -> tuple[str, ...]:
    """Name the inputs that nothing in this home answers."""
    return tuple(bound.input for bound in binding.inputs if not bound.sources)
