"""What ETS knows of an installation: its group addresses, their types, and the functions that people made of them.

Three forms are read. A project (.knxproj) of ETS 5 or 6: a ZIP with P-XXXX/project.xml (name, style of addresses) and
P-XXXX/0.xml (GroupRange, GroupAddress, ComObjectInstanceRef, Function with GroupAddressRef), of the XML namespaces
http://knx.org/xml/project/12 to 23; one with a password has P-XXXX.zip in their place. The exports of group addresses
of ETS 4 to 6: XML (namespace http://knx.org/xml/ga-export/01: GroupRange and GroupAddress with Name, Address, DPTs)
and CSV (columns Main, Middle, Sub, Address and DatapointType, or one of names and an address). Nothing of a file is
trusted: sizes are bounded, and a document type definition, which ETS never writes, is refused.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from adapters.knx.protocol.address import AddressError, group_address, group_text
from adapters.knx.protocol.datapoint import datapoint_name

MOST_FILES: Final = 50_000
MOST_OCTETS: Final = 64 << 20
"""Of one XML file, unpacked."""
MOST_GROUPS: Final = 65_535
LONGEST_NAME: Final = 255


class ProjectError(ValueError):
    """A file that is no project, or cannot be read; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One group address. `area` are the names of its main and middle group."""

    address: int
    name: str
    dpt: tuple[int, int | None] | None = None
    area: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """What somebody grouped in ETS: role and address of each, as written there. `room` is where it is."""

    id: str
    name: str
    kind: str
    room: str
    roles: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """An installation as ETS tells it."""

    name: str
    groups: tuple[Group, ...]
    functions: tuple[Function, ...] = ()


def read(path: Path) -> Project:
    """Read a file of any of the forms. ProjectError, OSError."""
    if zipfile.is_zipfile(path):
        return _project(path)
    with path.open("rb") as file:
        raw = file.read(MOST_OCTETS + 1)
    if len(raw) > MOST_OCTETS:
        raise ProjectError(f"it is larger than {MOST_OCTETS >> 20} MB")
    return exported(_decoded(raw))


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):  # ETS writes CSV in the code page of its computer
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ProjectError("it is no text")


def exported(text: str) -> Project:
    """Read an export of group addresses, XML or CSV. ProjectError."""
    groups = tuple(_of_xml(text)) if text.lstrip("\ufeff \r\n\t").startswith("<") else tuple(_of_csv(text))
    if not groups:
        raise ProjectError("it has no group address; export them in ETS as XML or CSV, or give the .knxproj file")
    return Project(name="", groups=_bounded(groups))


def _bounded(groups: Iterable[Group]) -> tuple[Group, ...]:
    by_address: dict[int, Group] = {}
    for one in groups:
        by_address.setdefault(one.address, one)
        if len(by_address) > MOST_GROUPS:
            raise ProjectError("it has more group addresses than there are")
    return tuple(by_address.values())


# -- projects


def _project(path: Path) -> Project:
    try:
        with zipfile.ZipFile(path) as archive:
            return _unpacked(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise ProjectError(f"the ZIP file cannot be read: {error}") from error


def _unpacked(archive: zipfile.ZipFile) -> Project:
    names = archive.namelist()
    if len(names) > MOST_FILES:
        raise ProjectError(f"it has more than {MOST_FILES} files")
    body = _named(names, r"(P-[0-9A-F]{4})/0\.xml")
    if body is None:
        if _named(names, r"(P-[0-9A-F]{4})\.zip") is not None:
            raise ProjectError("the project has a password; export it without one, or export its group addresses")
        raise ProjectError("it is no ETS project: there is no P-XXXX/0.xml in it")
    info = _named(names, r"(P-[0-9A-F]{4})/project\.xml")
    tree = _tree(_text(archive, body))
    return replace(_read_body(tree), name=_project_name(_tree(_text(archive, info))) if info else "")


def _named(names: Iterable[str], pattern: str) -> str | None:
    return next((name for name in names if re.fullmatch(pattern, name, re.IGNORECASE)), None)


def _text(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as file:
        raw = file.read(MOST_OCTETS + 1)
    if len(raw) > MOST_OCTETS:
        raise ProjectError(f"{name} is larger than {MOST_OCTETS >> 20} MB")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProjectError(f"{name} is no UTF-8") from error


def _tree(text: str) -> ET.Element:
    """Parse XML. Entities need a document type definition, so a text with one is refused unread."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ProjectError("it has a document type definition, which ETS never writes")
    try:
        return ET.fromstring(text)  # noqa: S314 - bounded above, and without entities
    except ET.ParseError as error:
        raise ProjectError(f"it is no XML: {error}") from error


def _is(element: ET.Element, name: str) -> bool:
    return element.tag.rpartition("}")[2] == name


def _all(tree: ET.Element, name: str) -> Iterator[ET.Element]:
    return (one for one in tree.iter() if _is(one, name))


def _project_name(tree: ET.Element) -> str:
    return next((one.get("Name", "")[:LONGEST_NAME] for one in _all(tree, "ProjectInformation")), "")


def _read_body(tree: ET.Element) -> Project:
    groups: dict[str, Group] = {}
    for range_ in (one for block in _all(tree, "GroupRanges") for one in block):
        _ranges(range_, (), groups)
    _types_of_objects(tree, groups)
    spaces = [one for name in ("Locations", "Buildings") for block in _all(tree, name) for one in block]
    functions = tuple(one for space in spaces for one in _functions(space, "", groups))
    return Project(name="", groups=_bounded(groups.values()), functions=functions)


def _ranges(element: ET.Element, area: tuple[str, ...], groups: dict[str, Group]) -> None:
    """Walk a main group, its middle groups, and their addresses; free style has as many levels as people like."""
    if _is(element, "GroupAddress"):
        number = element.get("Address", "")
        if not number.isdecimal() or not 0 < int(number) <= MOST_GROUPS:
            raise ProjectError(f"{number[:20]!r} is no group address")
        groups[_short(element.get("Id", number))] = Group(
            address=int(number), name=_name(element), dpt=_dpt(element.get("DatapointType", "")), area=area
        )
    elif _is(element, "GroupRange"):
        for child in element:
            _ranges(child, (*area, _name(element))[-4:], groups)


def _name(element: ET.Element) -> str:
    return element.get("Name", "").strip()[:LONGEST_NAME]


def _short(reference: str) -> str:
    """Give the part of an id that links within the project use: P-01AB-0_GA-7 is GA-7 there."""
    return reference.rpartition("_")[2]


def _dpt(text: str) -> tuple[int, int | None] | None:
    return datapoint_name(text.split(" ", maxsplit=1)[0]) if text else None


def _types_of_objects(tree: ET.Element, groups: dict[str, Group]) -> None:
    """Take the type of a group object for its addresses that have none: ETS lets people leave it there."""
    for one in _all(tree, "ComObjectInstanceRef"):
        dpt = _dpt(one.get("DatapointType", ""))
        links = one.get("Links", "").split() or [
            link.get("GroupAddressRefId", "") for kind in ("Send", "Receive") for link in _all(one, kind)
        ]
        for short in map(_short, links) if dpt else ():
            if short in groups and groups[short].dpt is None:
                groups[short] = replace(groups[short], dpt=dpt)


def _functions(space: ET.Element, room: str, groups: Mapping[str, Group]) -> Iterator[Function]:
    if _is(space, "Function"):
        found = (
            (ref.get("Role", "")[:64], groups[short].address)
            for ref in _all(space, "GroupAddressRef")
            if (short := _short(ref.get("RefId", ""))) in groups
        )
        if roles := tuple(found):
            yield Function(
                id=_short(space.get("Id", "")) or _name(space),
                name=_name(space) or room,
                kind=space.get("Type", ""),
                room=room,
                roles=roles,
            )
        return
    for child in space:
        if child.tag.rpartition("}")[2] in {"Space", "BuildingPart", "Function"}:
            yield from _functions(child, _name(space) or room, groups)


# -- exports of group addresses


def _of_xml(text: str) -> Iterator[Group]:
    tree = _tree(text)
    if tree.tag.rpartition("}")[2] != "GroupAddress-Export":
        raise ProjectError("it is XML, and no export of group addresses of ETS")
    yield from _of_export(tree, ())


def _of_export(element: ET.Element, area: tuple[str, ...]) -> Iterator[Group]:
    for child in element:
        if _is(child, "GroupAddress"):
            yield Group(
                address=_address(child.get("Address", "")),
                name=_name(child),
                dpt=_dpt(child.get("DPTs", "")),
                area=area,
            )
        elif _is(child, "GroupRange"):
            yield from _of_export(child, (*area, _name(child))[-4:])


def _address(text: str) -> int:
    try:
        return group_address(text)
    except AddressError as error:
        raise ProjectError(str(error)) from error


def _of_csv(text: str) -> Iterator[Group]:
    """Read rows that have an address of three levels somewhere; rows of main and middle groups name what follows."""
    sample = text[:4096]
    separator = max(";\t,", key=sample.count)
    area: dict[int, str] = {}
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
        cells = [cell.strip() for cell in row]
        place = next((cell for cell in cells if _LIKE_ADDRESS.fullmatch(cell)), "")
        name = next((cell for cell in cells if cell and not _LIKE_ADDRESS.fullmatch(cell)), "")[:LONGEST_NAME]
        level = len([part for part in place.split("/") if part not in {"", "-"}])
        if level in {1, 2}:
            area = {number: text for number, text in area.items() if number < level} | {level: name}
        elif level == 3:
            dpt = next((found for cell in cells if (found := _typed(cell)) is not None), None)
            yield Group(address=_address(place), name=name, dpt=dpt, area=tuple(area[n] for n in sorted(area)))


_LIKE_ADDRESS: Final = re.compile(r"\d{1,2}/(?:\d{1,4}|-)(?:/(?:\d{1,3}|-))?")
_LIKE_TYPE: Final = re.compile(r"DPS?T-\d+(?:-\d+)?(?:\s.*)?", re.IGNORECASE)


def _typed(cell: str) -> tuple[int, int | None] | None:
    return _dpt(cell) if _LIKE_TYPE.fullmatch(cell) else None


def described(group: Group) -> str:
    """Name a group address for a person: its name, else its number."""
    return group.name or group_text(group.address)
