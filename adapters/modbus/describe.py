"""Finding out what a unit is: by its profile, or by what it says itself."""

import asyncio
import re
from pathlib import Path
from typing import Final

from adapters.modbus.config import SUNSPEC
from adapters.modbus.part import Identity, Table
from adapters.modbus.profile_file import ProfileFileError, read_folder
from adapters.modbus.profiles import BUILT_IN
from adapters.modbus.protocol import codec
from adapters.modbus.protocol.register import Profile
from adapters.modbus.session import Asker, Describe
from adapters.modbus.sunspec import discover
from adapters.sdk.errors import RejectedError


class Profiles:
    """The profiles that came with the adapter, and those of a folder; a file of the same id goes before ours."""

    def __init__(self, folder: Path | None) -> None:
        """Read when the first is asked for."""
        self._folder = folder
        self._found: dict[str, Profile] | None = None

    async def find(self, name: str) -> Profile:
        """Give a profile. RejectedError where there is none."""
        if self._found is None:
            self._found = {**BUILT_IN, **await self._read()}
        found = self._found.get(name)
        if found is None:
            raise RejectedError(
                f"there is no profile {name}", f"name one of {', '.join([SUNSPEC, *self._found])}", code="no-profile"
            )
        return found

    async def _read(self) -> dict[str, Profile]:
        if self._folder is None:
            return {}
        try:
            return await asyncio.to_thread(read_folder, self._folder)
        except ProfileFileError as error:
            raise RejectedError(str(error), "mend the file", code="bad-profile") from error


class ByProfile:
    """A device whose profile was named."""

    def __init__(self, key: str, title: str, name: str, profiles: Profiles) -> None:
        """`title` is what a person calls it; `name` that of the profile."""
        self._key = key
        self._title = title
        self._name = name
        self._profiles = profiles

    async def __call__(self, asker: Asker) -> tuple[Table, ...]:
        profile = await self._profiles.find(self._name)
        return (of_profile(profile, self._key, self._title, await _serial(profile, asker)),)


def of_profile(profile: Profile, key: str, title: str = "", serial: str = "") -> Table:
    """Give the table of one device."""
    identity = Identity(
        key=key,
        name=title or profile.en,
        vendor=profile.id,
        manufacturer=profile.manufacturer,
        model=profile.model,
        serial=serial,
    )
    return Table(identity=identity, registers=profile.registers, endpoints=profile.endpoints, fixed=profile.fixed)


async def _serial(profile: Profile, asker: Asker) -> str:
    one = next((one for one in profile.registers if one.id == profile.serial), None)
    if one is None:
        return ""
    value = codec.decode(one, await asker.read(one.space, one.address, one.words))
    return "" if value is None else str(value)


class BySunSpec:
    """A device that says itself what it has."""

    def __init__(self, key: str, title: str, *, serial: str = "") -> None:
        """`serial` is that of the device that was paired; another one at its address is not it."""
        self._key = key
        self._title = title
        self._serial = serial

    async def __call__(self, asker: Asker) -> tuple[Table, ...]:
        found = await discover.tables(asker, self._key, self._title)
        if self._serial and found[0].identity.serial != self._serial:
            raise RejectedError(
                "another device answers at its address",
                "pair it again with the address that it has now",
                code="other-device",
            )
        return found


_PLAIN: Final = re.compile(r"[^A-Za-z0-9._-]+")


def key_of(table: Table, place: str) -> str:
    """Give the lasting identity of a device: its maker and serial number, or its place where it tells none."""
    who = table.identity
    if not who.serial:
        return place
    return "-".join(_PLAIN.sub("_", part) for part in (who.vendor, who.manufacturer, who.serial) if part)


def describer(key: str, title: str, profile: str, profiles: Profiles, *, serial: str = "") -> Describe:
    """Choose how to find out what a unit is."""
    if profile == SUNSPEC:
        return BySunSpec(key, title, serial=serial)
    return ByProfile(key, title, profile, profiles)
