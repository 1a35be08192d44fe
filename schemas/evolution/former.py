"""Reads values that were written under an earlier form of the schema as those of today; never guesses."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final

from schemas.conversion import ConversionError, Linear
from schemas.evolution.form import Form, form_of, signature, version_of
from schemas.evolution.migrations import STEPS
from schemas.evolution.step import Step, before
from schemas.registry import Registry
from schemas.validate import check_of
from schemas.value import Check, Value
from schemas.vocabulary import VENDOR, Kind

Name = tuple[str, str]
IDENTITY: Final[Linear] = (Fraction(1), Fraction(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How values of one property of one form are read; as they are where `check` is None."""

    capability: str
    name: str
    steps: tuple[Step, ...] = ()
    check: Check | None = None
    boolean: bool = False  # the values were true and false

    def value(self, value: Value) -> Value:
        """Convert one value; None where it does not fit today."""
        try:
            for step in self.steps:
                value = step.convert.decode(value)
        except ConversionError:
            return None
        return None if self.check is not None and self.check(value) else value

    @property
    def linear(self) -> Linear | None:
        """The steps as one affine function, which means and extremes follow too; None where they are none."""
        scale, offset = IDENTITY
        for step in self.steps:
            if step.convert.linear is None:
                return None
            factor, shift = step.convert.linear
            scale, offset = factor * scale, factor * offset + shift
        return scale, offset

    def state(self, text: str) -> str | None:
        """Convert the name of a state, "true" and "false" for a boolean; None where it does not fit."""
        known: Value = text == "true" if self.boolean else text
        found = self.value(known)
        if isinstance(found, bool):
            return str(found).lower()
        return found if isinstance(found, str) else None


class Former:
    """The ways from earlier forms to one registry."""

    def __init__(self, registry: Registry, steps: Iterable[Step] | None = None) -> None:
        self.today = form_of(registry)
        self._registry = registry
        self._steps = STEPS if steps is None else tuple(steps)
        self.way = lru_cache(maxsize=8192)(self._way)

    def _way(self, form: Form, capability: str, name: str) -> Way | None:
        """Give the way of one property; None where nothing of it fits today."""
        was = form.signatures.get((capability, name))
        now = self._now(capability, name)
        spec = self._registry.specs.get(now)
        if capability == VENDOR:  # whether it became one of the schema's, the device's description tells
            return Way(capability=VENDOR, name=name)
        if was is None or self._is_ahead(form, capability):
            return Way(capability=now[0], name=now[1])
        if spec is None:
            known = capability in self._registry.capabilities or "." not in capability
            return None if known else Way(capability=capability, name=name)
        steps = tuple(self._since(form, now))
        if (before(steps[0]) if steps else signature(spec)) != was:
            return None
        boolean = was == Kind.BOOLEAN
        return Way(capability=now[0], name=now[1], steps=steps, check=check_of(spec), boolean=boolean)

    def _now(self, capability: str, name: str) -> Name:
        """Give today's name; the same where it is still a name of its own."""
        if (capability, name) in self._registry.specs:
            return capability, name
        return self._registry.today(capability, name)

    def _is_ahead(self, form: Form, capability: str) -> bool:
        return capability in self.today.versions and form.version(capability) > self.today.version(capability)

    def _since(self, form: Form, now: Name) -> Iterable[Step]:
        known = form.version(now[0])
        for step in self._steps:
            if (step.capability, step.property) == now and version_of(step.since) > known:
                yield step
