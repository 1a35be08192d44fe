"""How a capability is written down: a class with one annotated line a property, and its commands and events.

    class AirQuality(Capability):
        \"\"\"Overall air quality.\"\"\"

        ID, ZH, GROUP = "airQuality", "空气质量", "air"
        airQualityIndex: Annotated[int | None, Field(ge=0, le=500), P("{index}", sens=Sens.HOUSEHOLD, ...)] = None

The type says the kind, `Field` the limits, `P` everything else. The running core never imports this module: it
loads the flat registry that is generated from these classes.
"""

import re
import types
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Final, NewType, TypeAlias, Union, get_args, get_origin

from annotated_types import Ge, Le, MaxLen
from pydantic import BaseModel, ConfigDict
from pydantic.fields import FieldInfo

from schemas.registry import CapabilitySpec, CommandSpec, EventSpec, Spec
from schemas.vocabulary import Hazard, Kind, Sensitivity

Sens: TypeAlias = Sensitivity

Timestamp = NewType("Timestamp", int)
"""Milliseconds since 1970-01-01T00:00:00Z."""

Secret = NewType("Secret", str)
"""A pin code or password: write-only, never stored, shown or logged."""


class DefinitionError(TypeError):
    """A capability class that breaks the rules; the text names the class and the fix."""


@dataclass(frozen=True, slots=True, init=False)
class P:
    """What the type of a property does not say. `sens` and `cat` have no default: somebody must decide.

    `unit` is UCUM; `fresh` the seconds after which a value is stale (0: never); `hazards` those of writing it;
    `matter` the (cluster, attribute) of Matter 1.6 where it has one.
    """

    unit: str
    access: str
    sens: Sensitivity
    cat: str
    zh: str
    en: str
    step: float | None
    fresh: int
    hazards: tuple[Hazard, ...]
    matter: tuple[int, int] | None

    def __init__(  # noqa: PLR0913  one argument a column of the catalogue
        self,
        unit: str = "",
        access: str = "rn",
        *,
        sens: Sensitivity,
        cat: str,
        zh: str,
        en: str,
        step: float | None = None,
        fresh: int = 0,
        hazards: tuple[Hazard, ...] = (),
        matter: tuple[int, int] | None = None,
    ) -> None:
        """Keep all of it."""
        for name, value in (
            ("unit", unit),
            ("access", access),
            ("sens", sens),
            ("cat", cat),
            ("zh", zh),
            ("en", en),
            ("step", step),
            ("fresh", fresh),
            ("hazards", hazards),
            ("matter", matter),
        ):
            object.__setattr__(self, name, value)


@dataclass(frozen=True, slots=True)
class Arg:
    """An argument of a command or a field of an event; `type` is one that a property may have."""

    name: str
    type: Any
    unit: str = ""
    ge: float | None = None
    le: float | None = None
    max_length: int | None = None
    required: bool = True
    zh: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class Cmd:
    """A command; `hazards` say what can go wrong when it is obeyed."""

    name: str
    zh: str
    en: str
    args: tuple[Arg, ...] = ()
    hazards: tuple[Hazard, ...] = ()


@dataclass(frozen=True, slots=True)
class Ev:
    """An event: something that happens and has no lasting value."""

    name: str
    zh: str
    en: str
    sens: Sensitivity
    cat: str
    fields: tuple[Arg, ...] = ()


CATEGORIES: Final = frozenset(
    {
        "environment",
        "device-state",
        "presence",
        "health",
        "media",
        "location",
        "access",
        "energy",
        "identity",
        "diagnostic",
    }
)
"""The data categories that a label may name."""

_defined: Final[dict[str, type["Capability"]]] = {}


class Capability(BaseModel):
    """One ability of an endpoint. Subclasses register themselves; an id belongs to one class."""

    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True)

    ID: ClassVar[str]
    ZH: ClassVar[str]
    GROUP: ClassVar[str]
    EN: ClassVar[str] = ""  # where the words of the id do not say it
    VERSION: ClassVar[str] = "1.0"
    COMMANDS: ClassVar[tuple[Cmd, ...]] = ()
    EVENTS: ClassVar[tuple[Ev, ...]] = ()

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Take the subclass into the catalogue; DefinitionError where its id is taken."""
        super().__pydantic_init_subclass__(**kwargs)
        other = _defined.get(cls.ID)
        if other is not None and other.__qualname__ != cls.__qualname__:
            raise DefinitionError(f"{cls.__name__}: id {cls.ID!r} belongs to {other.__name__}; choose another id")
        _defined[cls.ID] = cls


def defined() -> tuple[type[Capability], ...]:
    """Give every capability class imported so far, in the order of definition."""
    return tuple(_defined.values())


def spec_of(cls: type[Capability]) -> CapabilitySpec:
    """Turn a capability class into the flat form that the core uses."""
    return CapabilitySpec(
        id=cls.ID,
        version=cls.VERSION,
        group=cls.GROUP,
        zh=cls.ZH,
        en=cls.EN or english(cls.ID),
        properties={name: _property(cls, name, field) for name, field in cls.model_fields.items()},
        commands={one.name: _command(cls.ID, one) for one in cls.COMMANDS},
        events={one.name: _event(cls.ID, one) for one in cls.EVENTS},
    )


_ACRONYMS: Final = {"Co": "CO", "Rgb": "RGB", "Uv": "UV", "Rssi": "RSSI", "Tvoc": "TVOC", "Evse": "EVSE", "Ir": "IR"}


def english(name: str) -> str:
    """Give the words of a lowerCamelCase name: currentLevel is "Current level"."""
    words = re.findall(r"[A-Z]?[a-z]+|[0-9]+|[A-Z]+(?![a-z])", name)
    first, *rest = (_ACRONYMS.get(word.capitalize(), word.lower()) for word in words)
    return " ".join((first[0].upper() + first[1:], *rest))


def _property(cls: type[Capability], name: str, field: FieldInfo) -> Spec:
    marks = {type(mark): mark for mark in field.metadata}
    meta = marks.get(P)
    if meta is None:
        raise DefinitionError(f"{cls.__name__}.{name} has no P(...); write Annotated[type, P(...)]")
    if meta.cat not in CATEGORIES:
        raise DefinitionError(
            f"{cls.__name__}.{name}: category {meta.cat!r} is none of {', '.join(sorted(CATEGORIES))}"
        )
    if meta.hazards and "w" not in meta.access:
        raise DefinitionError(f"{cls.__name__}.{name}: hazards on a property that cannot be written; drop them")
    kind, values = kind_of(f"{cls.__name__}.{name}", field.annotation)
    return Spec(
        capability=cls.ID,
        name=name,
        kind=kind,
        unit=meta.unit,
        minimum=_limit(marks.get(Ge), "ge"),
        maximum=_limit(marks.get(Le), "le"),
        step=meta.step,
        values=values,
        max_length=_limit(marks.get(MaxLen), "max_length"),
        access=meta.access,
        fresh_s=meta.fresh,
        sensitivity=meta.sens,
        category=meta.cat,
        hazards=meta.hazards,
        zh=meta.zh,
        en=meta.en,
    )


def _limit(mark: Any, name: str) -> Any:
    return None if mark is None else getattr(mark, name)


_KINDS: Final[dict[Any, Kind]] = {
    bool: Kind.BOOLEAN,
    int: Kind.INTEGER,
    float: Kind.NUMBER,
    str: Kind.STRING,
    Timestamp: Kind.TIMESTAMP,
    Secret: Kind.SECRET,
    list: Kind.LIST,
    dict: Kind.OBJECT,
}


def kind_of(place: str, annotation: Any) -> tuple[Kind, tuple[str, ...] | None]:
    """Give the kind that a type stands for, and the members of an enum."""
    bare = next(_without_none(annotation))
    item = get_args(bare)[0] if get_origin(bare) is list else None
    if _is_enum(item):
        return Kind.ENUMSET, tuple(member.value for member in item or ())
    if _is_enum(bare):
        return Kind.ENUM, tuple(member.value for member in bare)
    kind = _KINDS.get(get_origin(bare) or bare)
    if kind is None:
        raise DefinitionError(f"{place}: type {bare!r} has no kind; use bool, int, float, str, a StrEnum, list or dict")
    return kind, None


def _is_enum(candidate: Any) -> bool:
    return isinstance(candidate, type) and issubclass(candidate, StrEnum)


def _without_none(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) in {Union, types.UnionType}:
        yield from (arg for arg in get_args(annotation) if arg is not types.NoneType)
    yield annotation


def _argument(capability: str, owner: str, arg: Arg) -> Spec:
    kind, values = kind_of(f"{capability}.{owner}({arg.name})", arg.type)
    return Spec(
        capability=capability,
        name=arg.name,
        kind=kind,
        unit=arg.unit,
        minimum=arg.ge,
        maximum=arg.le,
        values=values,
        max_length=arg.max_length,
        access="w",
        zh=arg.zh,
        en=arg.en or english(arg.name),
    )


def _command(capability: str, cmd: Cmd) -> CommandSpec:
    return CommandSpec(
        capability=capability,
        name=cmd.name,
        zh=cmd.zh,
        en=cmd.en,
        arguments=tuple(_argument(capability, cmd.name, arg) for arg in cmd.args),
        required=tuple(arg.name for arg in cmd.args if arg.required),
        hazards=cmd.hazards,
    )


def _event(capability: str, event: Ev) -> EventSpec:
    return EventSpec(
        capability=capability,
        name=event.name,
        zh=event.zh,
        en=event.en,
        sensitivity=event.sens,
        category=event.cat,
        fields=tuple(_argument(capability, event.name, arg) for arg in event.fields),
    )
