"""Which addresses make one device: what the settings say, else an ETS function, else the middle group."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from adapters.knx.mapping import Grouping, Place
from adapters.knx.project import Function, Group, Project, described
from adapters.knx.protocol.address import group_text
from adapters.knx.role import ETS_ROLES, ETS_TYPES, ROLES, STATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One address of a device in the settings; `dpt` where the person said it."""

    role: str
    group: int
    dpt: tuple[int, int | None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedDevice:
    """One device in the settings. Without an `id` its first address names it for good."""

    name: str
    kind: str
    places: tuple[Wanted, ...] = field(default=())
    id: str = ""


def groupings(devices: Iterable[WantedDevice], project: Project | None) -> tuple[Grouping, ...]:
    """Group all addresses there are; each of a project is in some device."""
    known = {one.address: one for one in project.groups} if project else {}
    written = [_of_settings(one, known) for one in devices]
    taken = {place.group for one in written for place in one.places}
    functions = [_of_function(one, known, taken) for one in project.functions] if project else []
    made = [one for one in functions if one.places]
    taken |= {place.group for one in made for place in one.places}
    rest = _rest([one for one in known.values() if one.address not in taken])
    return tuple(_apart([*written, *made, *rest]))


def _of_settings(device: WantedDevice, known: Mapping[int, Group]) -> Grouping:
    places = tuple(
        Place(role=one.role, group=one.group, dpt=one.dpt or _dpt(known, one.group), label=_label(known, one.group))
        for one in device.places
    )
    return Grouping(
        key=device.id or group_text(device.places[0].group), name=device.name, kind=device.kind, places=places
    )


def _dpt(known: Mapping[int, Group], group: int) -> tuple[int, int | None] | None:
    return known[group].dpt if group in known else None


def _label(known: Mapping[int, Group], group: int) -> str:
    return known[group].name if group in known else ""


def _of_function(function: Function, known: Mapping[int, Group], taken: set[int]) -> Grouping:
    """Make a device of an ETS function; a role that is not known here keeps its address as a value."""
    places = tuple(
        Place(
            role=_role(role, known[group].dpt),
            group=group,
            dpt=known[group].dpt,
            label=known[group].name or role,
        )
        for role, group in function.roles
        if group not in taken
    )
    kind = ETS_TYPES.get(function.kind) or _kind(places)
    return Grouping(key=f"function {function.id}", name=function.name, kind=kind, places=places, area=function.room)


def _role(role: str, dpt: tuple[int, int | None] | None) -> str:
    """Give our role of one in ETS, where the type of the address is one that it is for."""
    found = ETS_ROLES.get(role, "value")
    mains = ROLES[found.removesuffix(STATE)].mains
    return "value" if dpt is not None and mains and dpt[0] not in mains else found


def _kind(places: Sequence[Place]) -> str:
    roles = {place.role.removesuffix(STATE) for place in places}
    for kind, wanted in (
        ("blind", {"move", "position"}),
        ("thermostat", {"setpoint", "mode"}),
        ("light", {"brightness"}),
    ):
        if roles & wanted:
            return kind
    return "switch" if "switch" in roles else "other"


def _rest(groups: Iterable[Group]) -> Iterator[Grouping]:
    """Make one device of each middle group, so that nothing is lost."""
    by_middle: dict[int, list[Group]] = defaultdict(list)
    for one in groups:
        by_middle[one.address >> 8].append(one)
    for middle, members in by_middle.items():
        place = f"{middle >> 3}/{middle & 7}"
        names = [name for name in members[0].area if name]
        yield Grouping(
            key=f"group {place}",
            name=" ".join(names[-2:]) or f"KNX {place}",
            kind="other",
            places=tuple(Place(role="value", group=one.address, dpt=one.dpt, label=described(one)) for one in members),
        )


def _apart(found: Iterable[Grouping]) -> Iterator[Grouping]:
    """Number devices of one key: the settings refuse them, a file may have anything."""
    count: Counter[str] = Counter()
    for one in found:
        count[one.key] += 1
        yield one if count[one.key] == 1 else replace(one, key=f"{one.key} #{count[one.key]}")
