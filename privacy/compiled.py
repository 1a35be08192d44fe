"""The finite table that a contract compiles to: what the operators run from, the explanation and capacity too."""

from collections.abc import Callable
from dataclasses import dataclass
from math import log2

from privacy import alphabet
from privacy.contract import Contract, Form, Input, Operator, Output, Window
from privacy.profile import WEEK_S, Profile
from schemas.registry import Spec
from schemas.vocabulary import Sensitivity

YEAR_S = 365 * 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledOutput:
    """One output with all that is known of it.

    `grain_s` is the finest time the value can tell of: the window, or a minute for what picks a single moment.
    `convert` turns the window's result into `unit`.
    """

    output: Output
    input: Input
    spec: Spec
    window: Window
    steps: tuple[Operator, ...]  # those after the window
    grain_s: int
    sensitivity: Sensitivity
    category: str
    meter: bool  # a counter: only its growth may leave
    unit: str  # in which its steps work
    convert: Callable[[float], float]
    lowered_by: str = ""  # the id of the registered argument that let the grain be the window

    @property
    def form(self) -> Form:
        """Give the closed type."""
        return self.output.form

    @property
    def name(self) -> str:
        """Give the output's name."""
        return self.output.name

    @property
    def members(self) -> int:
        """Count what it can say in one window, "no value" included."""
        return alphabet.size(self.output.form) + 1

    @property
    def bits_a_week(self) -> float:
        """Bound what it can carry, whoever speaks through it."""
        return log2(self.members) * WEEK_S / self.window.seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """A contract that passed the label check of a profile."""

    contract: Contract
    hash: str
    profile: Profile
    base_s: int
    outputs: tuple[CompiledOutput, ...]

    @property
    def slot_s(self) -> int:
        """Give the seconds from one envelope to the next."""
        return self.contract.cadence.slot_s

    @property
    def sensitivity(self) -> Sensitivity:
        """Join the labels of all outputs."""
        return max(output.sensitivity for output in self.outputs)

    @property
    def categories(self) -> frozenset[str]:
        """Join the data categories of all outputs."""
        return frozenset(output.category for output in self.outputs)

    @property
    def bits_a_slot(self) -> float:
        """Bound what one slot adds: at most one new entry."""
        return sum(log2(output.members) for output in self.outputs)

    @property
    def bits_a_week(self) -> float:
        """Bound what a week adds."""
        return sum(output.bits_a_week for output in self.outputs)

    @property
    def bits_a_year(self) -> float:
        """Bound what a year adds."""
        return self.bits_a_week * YEAR_S / WEEK_S
