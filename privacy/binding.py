"""Which devices of this home stand behind a contract's inputs. Stays in the core, is no part of a contract's hash."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One property of one device of this home."""

    device: str
    path: str  # "1/electricalEnergyMeasurement/cumulativeEnergyImported"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundInput:
    """The sources behind one input of a contract."""

    input: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """The sources behind all inputs of a contract; an input that is not named has none."""

    contract: str  # its hash
    inputs: tuple[BoundInput, ...]

    def sources(self, name: str) -> tuple[Source, ...]:
        """Give the sources of one input."""
        return next((bound.sources for bound in self.inputs if bound.input == name), ())

    def all_sources(self) -> frozenset[Source]:
        """Give every source the contract reads."""
        return frozenset(source for bound in self.inputs for source in bound.sources)
