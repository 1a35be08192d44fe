"""Whether a wished value can be, and how to tell that it has become."""

from collections.abc import Callable
from math import isclose
from typing import Final, TypeGuard

from gateway.core.state import HomeState, same
from schemas.commands import InvokeCommand
from schemas.registry import Registry, Spec
from schemas.validate import broken_json, check_of, compile_check
from schemas.value import Value
from schemas.vocabulary import Kind

Rule = tuple[str, str]
"""Stable code and reason."""

_TYPES: Final[dict[Kind, tuple[type, ...]]] = {
    Kind.BOOLEAN: (bool,),
    Kind.INTEGER: (int,),
    Kind.TIMESTAMP: (int,),
    Kind.NUMBER: (int, float),
    Kind.ENUMSET: (list,),
    Kind.LIST: (list,),
    Kind.OBJECT: (dict,),
}


def write_rule(state: HomeState, handle: int, value: Value) -> Rule | None:
    """Give what forbids to write this value to this property, or None."""
    one, spec = state.descriptions[handle], state.specs[handle]
    if one is None or "w" not in one.access or (spec is not None and not spec.writable):
        return "not-writable", "it cannot be written"
    if spec is not None and (one.kind, one.unit) != (spec.kind, spec.unit):
        return "not-writable", "its adapter describes it in another kind or unit than the schema has"
    if spec is not None:
        return _broken(spec.kind, check_of(spec, nullable=False)(value), value)
    limits = compile_check(kind=one.kind, minimum=one.minimum, maximum=one.maximum, values=one.values, nullable=False)
    return _broken(one.kind, limits(value), value)


def _broken(kind: Kind, rule: str | None, value: Value) -> Rule | None:
    if rule is None:
        return None
    return ("out-of-range" if value.__class__ in _TYPES.get(kind, (str,)) else "wrong-type"), rule


def argument_rule(schema: Registry, command: InvokeCommand) -> Rule | None:
    """Give what is wrong with the arguments of a command; those of a vendor's own are only bounded."""
    given = dict(command.arguments)
    capability = schema.capabilities.get(command.capability)
    spec = capability.commands.get(command.command) if capability else None
    if spec is None:
        rule = broken_json(given)
        return None if rule is None else ("wrong-type", rule)
    known = {one.name: one for one in spec.arguments}
    for name in spec.required:
        if given.get(name) is None:
            return "missing-argument", f"the argument {name} is missing"
    for name, value in given.items():
        broken = _argument(known.get(name), name, value)
        if broken is not None:
            return broken
    return None


def _argument(spec: Spec | None, name: str, value: Value) -> Rule | None:
    if spec is None:
        return "unknown-argument", f"the command has no argument {name[:100]}"
    broken = _broken(spec.kind, check_of(spec, nullable=False)(value), value)
    return None if broken is None else (broken[0], f"{name}: {broken[1]}")


def reads_back(state: HomeState, handle: int) -> bool:
    """Whether the device reports this property, so that a write can be confirmed."""
    one, spec = state.descriptions[handle], state.specs[handle]
    kind = spec.kind if spec is not None else one.kind if one is not None else Kind.SECRET
    return one is not None and not one.optimistic and kind is not Kind.SECRET and bool(set(one.access) & {"r", "n"})


def _is_number(value: Value) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def within_step(state: HomeState, handle: int, wanted: Value) -> Callable[[Value], bool]:
    """Give the test of a reported value: numbers within one step of the wanted one, all else the same."""
    if not _is_number(wanted):
        return lambda value: same(value, wanted)
    spec, one = state.specs[handle], state.descriptions[handle]
    steps = [s.step for s in (spec, one) if s is not None and s.step and s.step > 0]
    tolerance = max(steps, default=0.0) * (1 + 1e-9)
    number = float(wanted)

    def near(value: Value) -> bool:
        return _is_number(value) and isclose(float(value), number, rel_tol=1e-6, abs_tol=tolerance)

    return near
