"""The devices of one installation: of the settings, of its ETS project, and of what was given when it was paired."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from adapters.knx.grouping import WantedDevice, groupings
from adapters.knx.mapping import Unit, unit
from adapters.knx.project import Group, Project, ProjectError, read
from adapters.knx.protocol.address import group_address, group_text
from adapters.knx.protocol.datapoint import datapoint_name
from adapters.sdk.errors import RejectedError
from schemas.registry import Registry
from schemas.value import Value


class Installation:
    """Makes the devices. The project is read again when its file is another."""

    def __init__(
        self, devices: Iterable[WantedDevice], path: Path | None, kept: Sequence[Group], registry: Registry
    ) -> None:
        """`kept` are the group addresses of a pairing."""
        self._devices = tuple(devices)
        self._path = path
        self._kept = tuple(kept)
        self._registry = registry
        self._stamp: tuple[int, int] | None = None
        self._units: tuple[Unit, ...] | None = None

    async def __call__(self) -> Sequence[Unit]:
        """Give the devices. RejectedError where the project cannot be read."""
        return await asyncio.to_thread(self._load)

    def _load(self) -> Sequence[Unit]:
        try:
            return self._fresh()
        except (ProjectError, OSError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            fix = "give an ETS project without password, or an export of its group addresses"
            raise RejectedError(f"{self._path}: {reason}", fix, code="bad-project") from error

    def _fresh(self) -> Sequence[Unit]:
        stat = None if self._path is None else self._path.stat()
        stamp = None if stat is None else (stat.st_mtime_ns, stat.st_size)
        if self._units is None or stamp != self._stamp:
            project = Project(name="", groups=()) if self._path is None else read(self._path)
            known = {one.address for one in project.groups}
            added = tuple(one for one in self._kept if one.address not in known)
            whole = Project(name=project.name, groups=(*project.groups, *added), functions=project.functions)
            self._units, self._stamp = units(self._devices, whole, self._registry), stamp
        return self._units


def units(devices: Iterable[WantedDevice], project: Project | None, registry: Registry) -> tuple[Unit, ...]:
    """Make all devices of an installation."""
    return tuple(unit(one, registry) for one in groupings(devices, project))


def kept_of(groups: Iterable[Group]) -> list[Value]:
    """Give group addresses in the form in which a pairing keeps them."""
    return [
        {
            "address": group_text(one.address),
            "name": one.name,
            "dpt": "" if one.dpt is None else ".".join(str(part) for part in one.dpt if part is not None),
            "area": list(one.area),
        }
        for one in groups
    ]


def groups_of(kept: Mapping[str, Any]) -> tuple[Group, ...]:
    """Read what a pairing kept. KeyError, TypeError, ValueError."""
    return tuple(
        Group(
            address=group_address(one["address"]),
            name=str(one["name"]),
            dpt=datapoint_name(one["dpt"]),
            area=tuple(map(str, one["area"])),
        )
        for one in kept.get("addresses") or []
    )
