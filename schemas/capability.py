"""How a capability is written down: a class with one annotated line a property, and its commands and events.

    class AirQuality(Capability):
        \"\"\"Overall air quality.\"\"\"

        ID, ZH, GROUP = "airQuality", "空气质量", "air"
        airQualityIndex: Annotated[int | None, Field(ge=0, le=500), P("{index}", sens=..., ...)] = None

The type says the kind, `Field` the limits, `P` everything else. The running core never imports this module: it
loads the flat registry that is generated from these classes.
"""

import re
import types
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Final, NewType, Self, TypeAlias, Union, get_args, get_origin

from annotated_types import Ge, Le, MaxLen
from pydantic import BaseModel, ConfigDict
from pydantic.fields import FieldInfo

from schemas.reasons import Reason
from schemas.registry import CapabilitySpec, CommandSpec, EventSpec, Spec
from schemas.value import Scalar
from schemas.vocabulary import Hazard, Kind, Sensitivity

Sens: TypeAlias = Sensitivity

Timestamp = NewType("Timestamp", int)
"""Milliseconds since 1970-01-01T00:00:00Z."""

Secret = NewType("Secret", str)
"""A pin code or password: write-only, never stored, shown or logged."""


class DefinitionError(TypeError):
    """A capability class that breaks the rules; the text names the class and the fix."""


SAFE: Final[tuple[Hazard, ...]] = ()
"""Somebody thought about it: nothing can go wrong when this is written or invoked."""

UNDECIDED: Final = None


class Choice(StrEnum):
    """The members of an enum: `OFF = "off", "关"`; English stands third where the words of the value do not say it."""

    zh: str
    en: str

    def __new__(cls, value: str, zh: str = "", en: str = "") -> Self:
        """Make one member."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.zh = zh
        member.en = en or english(value)
        return member


@dataclass(frozen=True, slots=True, kw_only=True)
class F:
    """What the type of a field of a `Record` does not say."""

    unit: str = ""
    zh: str
    en: str = ""


class Record(BaseModel):
    """The entries of a list, or an object: each field `Annotated[type, Field(...), F(...)]`, None where it may lack."""

    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True)


@dataclass(frozen=True, slots=True, init=False)
class P:
    """What the type of a property does not say. `sens` and `cat` have no default: somebody must decide.

    `unit` is UCUM; `fresh` the seconds after which a value is stale (0: never); `why` the reason of a public or
    household label; `hazards` those of writing it (SAFE where there are none), and `actuates` tells that writing it
    moves whatever else stands on its endpoint, so that the hazards of the device type come on top; `ends` values that
    only end what goes on, such as off: they begin no heat and open no water; `about` a sentence
    in English and Chinese where the name does not say it; `since` the version of the capability that brought it;
    `aliases` former names that are still read: `capability/name`, or `vendor/jomoo.heat` of a vendor's.
    """

    unit: str
    access: str
    sens: Sensitivity
    cat: str
    zh: str
    en: str
    step: float | None
    fresh: int
    why: Reason | None
    hazards: tuple[Hazard, ...] | None
    actuates: bool
    ends: tuple[Scalar, ...]
    about: tuple[str, str]
    since: str
    aliases: tuple[str, ...]

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
        why: Reason | None = None,
        hazards: tuple[Hazard, ...] | None = UNDECIDED,
        actuates: bool = False,
        ends: tuple[Scalar, ...] = (),
        about: tuple[str, str] = ("", ""),
        since: str = "1.0",
        aliases: tuple[str, ...] = (),
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
            ("why", why),
            ("hazards", hazards),
            ("actuates", actuates),
            ("ends", ends),
            ("about", about),
            ("since", since),
            ("aliases", aliases),
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
    """A command; `hazards` say what can go wrong when it is obeyed (SAFE: nothing).

    `outcome` names the properties of its own capability that show it was obeyed; `returns` what the device answers;
    `actuates` as in `P`; `ends` where it only ends what goes on.
    """

    name: str
    zh: str
    en: str
    args: tuple[Arg, ...] = ()
    hazards: tuple[Hazard, ...] | None = UNDECIDED
    outcome: tuple[str, ...] = ()
    returns: tuple[Arg, ...] = ()
    actuates: bool = False
    ends: bool = False
    about: tuple[str, str] = ("", "")
    since: str = "1.0"


@dataclass(frozen=True, slots=True)
class Ev:
    """An event: something that happens and has no lasting value. `why` as in `P`."""

    name: str
    zh: str
    en: str
    sens: Sensitivity
    cat: str
    fields: tuple[Arg, ...] = ()
    why: Reason | None = None
    about: tuple[str, str] = ("", "")
    since: str = "1.0"


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
    ABOUT_ZH: ClassVar[str] = ""  # the docstring in Chinese
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
    """Turn a capability class into its specification, texts and reasons included."""
    return CapabilitySpec(
        id=cls.ID,
        version=cls.VERSION,
        group=cls.GROUP,
        zh=cls.ZH,
        en=cls.EN or english(cls.ID),
        about=((cls.__doc__ or "").strip(), cls.ABOUT_ZH),
        extends=_extended(cls),
        properties={name: _property(cls, name, field) for name, field in cls.model_fields.items()},
        commands={one.name: _command(cls.ID, one) for one in cls.COMMANDS},
        events={one.name: _event(cls.ID, one) for one in cls.EVENTS},
    )


def _extended(cls: type[Capability]) -> str:
    """Give the id of the core's capability that a vendor's is a kind of."""
    bases = (base.ID for base in cls.__mro__[1:] if issubclass(base, Capability) and "ID" in vars(base))
    return next((name for name in bases if "." not in name), "")


_ACRONYMS: Final = {"Co": "CO", "Rgb": "RGB", "Uv": "UV", "Rssi": "RSSI", "Tvoc": "TVOC", "Evse": "EVSE", "Ir": "IR"}


def english(name: str) -> str:
    """Give the words of a lowerCamelCase name: currentLevel is "Current level"."""
    words = re.findall(r"[A-Z]?[a-z]+|[0-9]+|[A-Z]+(?![a-z])", name)
    first, *rest = (_ACRONYMS.get(word.capitalize(), word.lower()) for word in words)
    return " ".join((first[0].upper() + first[1:], *rest))


def _property(cls: type[Capability], name: str, field: FieldInfo) -> Spec:
    meta = next((mark for mark in field.metadata if isinstance(mark, P)), None)
    if meta is None:
        raise DefinitionError(f"{cls.__name__}.{name} has no P(...); write Annotated[type, P(...)]")
    if meta.cat not in CATEGORIES:
        raise DefinitionError(
            f"{cls.__name__}.{name}: category {meta.cat!r} is none of {', '.join(sorted(CATEGORIES))}"
        )
    if (meta.hazards or meta.actuates) and "w" not in meta.access:
        raise DefinitionError(f"{cls.__name__}.{name}: hazards on a property that cannot be written; drop them")
    return Spec(
        **_allowed(f"{cls.__name__}.{name}", field.annotation, field.metadata),
        capability=cls.ID,
        name=name,
        unit=meta.unit,
        step=meta.step,
        access=meta.access,
        fresh_s=meta.fresh,
        sensitivity=meta.sens,
        category=meta.cat,
        hazards=meta.hazards or (),
        decided="w" not in meta.access or meta.hazards is not UNDECIDED,
        actuates=meta.actuates,
        ends=meta.ends,
        zh=meta.zh,
        en=meta.en,
        about=meta.about,
        why=meta.why,
        since=meta.since,
        aliases=meta.aliases,
    )


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


def _allowed(place: str, annotation: Any, marks: Iterable[Any] = ()) -> dict[str, Any]:
    """Give kind, limits, members and parts of what a type allows, as a Spec takes them; DefinitionError otherwise."""
    bare = next(_without_none(annotation))
    if get_origin(bare) is Annotated:
        inner = FieldInfo.from_annotation(bare)
        return _allowed(place, inner.annotation, (*inner.metadata, *marks))
    return _limits(marks) | _kind(place, bare)


def _limits(marks: Iterable[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for mark in marks:
        name = _LIMITS.get(type(mark))
        if name:
            found[name[0]] = getattr(mark, name[1])
    return found


_LIMITS: Final[dict[type, tuple[str, str]]] = {
    Ge: ("minimum", "ge"),
    Le: ("maximum", "le"),
    MaxLen: ("max_length", "max_length"),
}


def _kind(place: str, bare: Any) -> dict[str, Any]:
    if _is_enum(bare):
        return {"kind": Kind.ENUM, **_members(bare)}
    if isinstance(bare, type) and issubclass(bare, Record):
        return {"kind": Kind.OBJECT, **_parts(bare)}
    if get_origin(bare) is list:
        return _list(place, get_args(bare)[0])
    kind = _KINDS.get(get_origin(bare) or bare)
    if kind is None:
        raise DefinitionError(
            f"{place}: type {bare!r} has no kind; use bool, int, float, str, a Choice, a Record, list or dict"
        )
    return {"kind": kind}


def _list(place: str, item: Any) -> dict[str, Any]:
    if _is_enum(item):
        return {"kind": Kind.ENUMSET, **_members(item)}
    return {"kind": Kind.LIST, "item": None if item is Any else Spec(capability="", name="", **_allowed(place, item))}


def _members(enum: type[StrEnum]) -> dict[str, Any]:
    texts = tuple((getattr(one, "en", ""), getattr(one, "zh", "")) for one in enum)
    return {"values": tuple(one.value for one in enum), "texts": texts}


def _parts(record: type[Record]) -> dict[str, Any]:
    fields = tuple(_field(record, name, field) for name, field in record.model_fields.items())
    return {
        "fields": fields,
        "required": tuple(name for name, field in record.model_fields.items() if field.is_required()),
    }


def _field(record: type[Record], name: str, field: FieldInfo) -> Spec:
    meta = next((mark for mark in field.metadata if isinstance(mark, F)), None)
    if meta is None:
        raise DefinitionError(f"{record.__name__}.{name} has no F(...); write Annotated[type, F(...)]")
    allowed = _allowed(f"{record.__name__}.{name}", field.annotation, field.metadata)
    return Spec(**allowed, capability="", name=name, unit=meta.unit, zh=meta.zh, en=meta.en or english(name))


def _is_enum(candidate: Any) -> bool:
    return isinstance(candidate, type) and issubclass(candidate, StrEnum)


def _without_none(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) in {Union, types.UnionType}:
        yield from (arg for arg in get_args(annotation) if arg is not types.NoneType)
    yield annotation


def _argument(capability: str, owner: str, arg: Arg) -> Spec:
    given = {"minimum": arg.ge, "maximum": arg.le, "max_length": arg.max_length}
    return Spec(
        **_allowed(f"{capability}.{owner}({arg.name})", arg.type)
        | {key: limit for key, limit in given.items() if limit is not None},
        capability=capability,
        name=arg.name,
        unit=arg.unit,
        access="w",
        zh=arg.zh,
        en=arg.en or english(arg.name),
    )


def _arguments(capability: str, owner: str, args: tuple[Arg, ...]) -> tuple[Spec, ...]:
    return tuple(_argument(capability, owner, arg) for arg in args)


def _command(capability: str, cmd: Cmd) -> CommandSpec:
    return CommandSpec(
        capability=capability,
        name=cmd.name,
        zh=cmd.zh,
        en=cmd.en,
        arguments=_arguments(capability, cmd.name, cmd.args),
        required=tuple(arg.name for arg in cmd.args if arg.required),
        hazards=cmd.hazards or (),
        decided=cmd.hazards is not UNDECIDED,
        actuates=cmd.actuates,
        ends=cmd.ends,
        outcome=cmd.outcome,
        returns=_arguments(capability, cmd.name, cmd.returns),
        about=cmd.about,
        since=cmd.since,
    )


def _event(capability: str, event: Ev) -> EventSpec:
    return EventSpec(
        capability=capability,
        name=event.name,
        zh=event.zh,
        en=event.en,
        sensitivity=event.sens,
        category=event.cat,
        fields=_arguments(capability, event.name, event.fields),
        why=event.why,
        about=event.about,
        since=event.since,
    )
