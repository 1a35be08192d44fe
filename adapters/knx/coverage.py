"""`hutong map knx FILE`: group addresses of an ETS project or export against the schema, offline."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from adapters.knx.installation import units
from adapters.knx.mapping import report_rows
from adapters.knx.project import MOST_OCTETS, Project, ProjectError, exported, read
from schemas.coverage import MapReport
from schemas.registry import Registry

_HEADS: Final = ("GroupAddress-Export", "Group name", "Main;Middle;Sub", '"Main";"Middle";"Sub"', '"Main"\t"Middle"')


def recognises(first_line: str) -> bool:
    """Whether a text that begins so is an export of group addresses."""
    return any(head in first_line for head in _HEADS)


def report(lines: Iterable[str]) -> MapReport:
    """Map an export. ProjectError where it is none."""
    parts: list[str] = []
    size = 0
    for line in lines:
        size += len(line)
        if size > MOST_OCTETS:
            raise ProjectError(f"it is larger than {MOST_OCTETS >> 20} MB")
        parts.append(line)
    return _report(exported("".join(parts)))


def report_path(path: Path) -> MapReport:
    """Map a project or an export. ProjectError where it is neither, OSError."""
    return _report(read(path))


def _report(project: Project) -> MapReport:
    found = units((), project, Registry.load())
    return MapReport.of(len(found), report_rows(found))
