"""Compiled checks: whether a value obeys its specification. Nothing is ever coerced.

A check gives None where the value is fine, else the rule it breaks, as a short sentence.
"""

from dataclasses import dataclass, replace
from sys import float_info
from typing import Final

from schemas import parts
from schemas.conversion import VENDOR_PREFIX
from schemas.device import PropertyDescription
from schemas.registry import Spec
from schemas.value import Check, Value
from schemas.vocabulary import Kind

TEXT_LIMIT: Final = 1024
"""Letters in a text whose specification names no limit."""
MEMBER_LIMIT: Final = 128
"""Letters in an enum value, `vendor:` included."""
LIST_LIMIT: Final = 256
"""Entries in a list or object whose specification names no limit."""
DEPTH_LIMIT: Final = 8
NODE_LIMIT: Final = 4096
HUGE: Final = float_info.max
EXACT: Final = 2**53
"""Whole numbers beyond it are not the same in every JSON reader (RFC 8259 §6)."""


class SchemaError(ValueError):
    """A value that does not fit: where it was, what it was, and the rule it broke."""

    def __init__(self, place: "Place", value: object, rule: str) -> None:
        """Say it in one line; the value is shortened, and left out where it is a secret."""
        self.place = place
        self.value = "***" if place.secret else _shown(value)
        self.rule = rule
        super().__init__(f"{place}: {rule}, got {self.value}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in the home a value belongs."""

    device: str
    endpoint: int
    capability: str
    name: str
    secret: bool = False

    def __str__(self) -> str:
        return f"device {self.device!r}, endpoint {self.endpoint}, {self.capability}/{self.name}"


def _shown(value: object) -> str:
    plain = value is None or isinstance(value, str | float) or (isinstance(value, int) and abs(value) < HUGE)
    text = repr(value) if plain else type(value).__name__
    return text if len(text) <= 60 else f"{text[:57]}..."


def compile_check(
    *,
    kind: Kind,
    minimum: float | None = None,
    maximum: float | None = None,
    values: tuple[str, ...] | None = None,
    max_length: int | None = None,
    nullable: bool = True,
) -> Check:
    """Compile the check of one property. `nullable` is false for a value that is to be written."""
    check = _check(kind, minimum, maximum, values, max_length)
    return check if nullable else _known(check)


def _check(
    kind: Kind, minimum: float | None, maximum: float | None, values: tuple[str, ...] | None, max_length: int | None
) -> Check:
    match kind:
        case Kind.BOOLEAN:
            return _boolean
        case Kind.NUMBER:
            return _number(minimum, maximum)
        case Kind.INTEGER | Kind.TIMESTAMP:
            return _integer(minimum, maximum)
        case Kind.STRING | Kind.SECRET:
            return _text(max_length or TEXT_LIMIT)
        case Kind.ENUM | Kind.ENUMSET:
            one = _member(values or ())
            return one if kind is Kind.ENUM else _members(one, values or (), max_length or LIST_LIMIT)
        case Kind.LIST | Kind.OBJECT:
            return _structure(kind, max_length or LIST_LIMIT)


def check_of(spec: Spec, *, nullable: bool = True) -> Check:
    """Compile the check of a specification, parts included."""
    whole = compile_check(
        kind=spec.kind,
        minimum=spec.minimum,
        maximum=spec.maximum,
        values=spec.values,
        max_length=spec.max_length,
        nullable=nullable,
    )
    if spec.item is not None:
        return parts.entries(whole, check_of(spec.item, nullable=False))
    if not spec.fields:
        return whole
    named = {one.name: check_of(one, nullable=one.name not in spec.required) for one in spec.fields}
    return parts.fields(whole, named, frozenset(spec.required))


def _known(check: Check) -> Check:
    return lambda value: "must be a value, not null" if value is None else check(value)


def _boolean(value: Value) -> str | None:
    if value is True or value is False or value is None:
        return None
    return "must be true or false"


def _limits(minimum: float | None, maximum: float | None) -> str:
    if minimum is None and maximum is None:
        return "must be a finite number"
    if minimum is None:
        return f"must be at most {maximum:g}"
    if maximum is None:
        return f"must be at least {minimum:g}"
    return f"must be between {minimum:g} and {maximum:g}"


def _number(minimum: float | None, maximum: float | None) -> Check:
    low = -HUGE if minimum is None else minimum
    high = HUGE if maximum is None else maximum

    def check(value: Value) -> str | None:
        if value.__class__ is float or value.__class__ is int:
            # Every comparison with NaN is false, so one chain refuses it together with what is out of range.
            if low <= value <= high:
                return None
            return _limits(minimum, maximum) if _finite(value) else "must be a finite number"
        return None if value is None else "must be a number"

    return check


def _finite(value: float) -> bool:
    return -HUGE <= value <= HUGE


def _integer(minimum: float | None, maximum: float | None) -> Check:
    low = -EXACT if minimum is None else minimum
    high = EXACT if maximum is None else maximum

    def check(value: Value) -> str | None:
        if value.__class__ is int:
            return None if low <= value <= high else _limits(low, high)
        return None if value is None else "must be a whole number"

    return check


def _text(limit: int) -> Check:
    def check(value: Value) -> str | None:
        if value.__class__ is str:
            if len(value) > limit:
                return f"must be at most {limit} letters"
            return None if value.isascii() or is_writable(value) else "must be well-formed Unicode"
        return None if value is None else "must be text"

    return check


def is_writable(text: str) -> bool:
    """Whether UTF-8 can carry it; a lone surrogate, which JSON can smuggle in, cannot be carried."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _member(values: tuple[str, ...]) -> Check:
    known = frozenset(values)

    def check(value: Value) -> str | None:
        if value.__class__ is str:
            return None if value in known else _foreign(value, values)
        return None if value is None else f"must be one of {', '.join(values)}"

    return check


def _foreign(value: str, values: tuple[str, ...]) -> str | None:
    if value.startswith(VENDOR_PREFIX) and len(VENDOR_PREFIX) < len(value) <= MEMBER_LIMIT and is_writable(value):
        return None
    near = next((member for member in values if member.casefold() == value.casefold()), None)
    return f"must be one of {', '.join(values)}" + (f" (did you mean {near}?)" if near else "")


def _members(one: Check, values: tuple[str, ...], limit: int) -> Check:
    def check(value: Value) -> str | None:
        if value is None:
            return None
        if not isinstance(value, list):
            return "must be a list of members"
        if len(value) > limit or any(entry is None or one(entry) for entry in value):
            return f"must be members of {', '.join(values)}"
        return None if len({str(entry) for entry in value}) == len(value) else "must name each member once"

    return check


def _structure(kind: Kind, limit: int) -> Check:
    wanted = list if kind is Kind.LIST else dict
    called = "a list" if kind is Kind.LIST else "an object"

    def check(value: Value) -> str | None:
        if value is None:
            return None
        if value.__class__ is not wanted:
            return f"must be {called}"
        if len(value) > limit:
            return f"must have at most {limit} entries"
        return broken_json(value)

    return check


def broken_json(value: Value) -> str | None:
    """Check a whole structure: finite numbers, texts within limits, not too deep and not too large."""
    level: list[Value] = [value]
    seen = 0
    for _ in range(DEPTH_LIMIT):
        below: list[Value] = []
        for one in level:
            rule = _broken_leaf(one)
            if rule:
                return rule
            below += one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
        seen += len(level)
        if not below:
            return None
        if seen + len(below) > NODE_LIMIT:
            return f"must have at most {NODE_LIMIT} parts"
        level = below
    return f"must be at most {DEPTH_LIMIT} levels deep"


def _broken_leaf(value: object) -> str | None:
    match value:
        case None | bool():
            return None
        case int() | float():
            return None if _finite(value) else "must hold finite numbers only"
        case str():
            return _text(TEXT_LIMIT)(value)
        case dict():
            return next((rule for rule in map(_broken_key, value) if rule), None)
        case list():
            return None
        case _:
            return "must hold JSON values only"


def _broken_key(key: object) -> str | None:
    if isinstance(key, str) and len(key) <= MEMBER_LIMIT and is_writable(key):
        return None
    return f"must have text keys of at most {MEMBER_LIMIT} letters"


@dataclass(frozen=True, slots=True)
class Widened:
    """A description that claims more than the schema allows."""

    reason: str


def effective(spec: Spec, description: PropertyDescription) -> Spec | Widened:
    """Narrow a specification by what a device says of itself; refuse what widens it."""
    reason = _widens(spec, description)
    if reason:
        return Widened(f"{description.path}: {reason}")
    return replace(
        spec,
        minimum=spec.minimum if description.minimum is None else description.minimum,
        maximum=spec.maximum if description.maximum is None else description.maximum,
        step=spec.step if description.step is None else description.step,
        values=spec.values if description.values is None else description.values,
        access=description.access,
    )


def _widens(spec: Spec, description: PropertyDescription) -> str | None:
    if (spec.capability, spec.name) != (description.capability, description.name):
        return f"it describes another property than {spec.capability}/{spec.name}"
    if description.kind is not spec.kind:
        return f"kind {description.kind} is not {spec.kind}"
    if description.unit != spec.unit:
        return f"unit {description.unit or 'none'} is not {spec.unit or 'none'}"
    extra = set(description.access) - set(spec.access)
    if extra:
        return f"access {''.join(sorted(extra))} is not given by the schema ({spec.access})"
    return _outside(spec, description) or _foreign_member(spec, description)


def _outside(spec: Spec, description: PropertyDescription) -> str | None:
    low, high = description.minimum, description.maximum
    if low is not None and high is not None and not low <= high:
        return f"minimum {low:g} is above maximum {high:g}"
    for end, name in ((low, "minimum"), (high, "maximum")):
        if end is None:
            continue
        if not _finite(end):
            return f"{name} is not a finite number"
        if spec.minimum is not None and end < spec.minimum:
            return f"{name} {end:g} is below {spec.minimum:g}"
        if spec.maximum is not None and end > spec.maximum:
            return f"{name} {end:g} is above {spec.maximum:g}"
    return None


def _foreign_member(spec: Spec, description: PropertyDescription) -> str | None:
    for value in description.values or ():
        if value not in (spec.values or ()) and not value.startswith(VENDOR_PREFIX):
            return f"value {value!r} is not in the schema; carry it as {VENDOR_PREFIX}{value}"
    return None
