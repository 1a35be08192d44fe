"""state.db as the core uses it: identities, descriptions, last values, history rows and the saved time."""

import asyncio
import json
import zlib
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from gateway.core.errors import StoreDamaged
from gateway.core.registry import Identity
from gateway.core.row import HOUR, Row, pack, settled, unpack
from gateway.core.storage.database import Database
from gateway.core.storage.form_store import Forms
from gateway.core.vault import DataKey, Vault, VaultError, month_of
from privacy.block import MINUTE_MS
from schemas.codec import decode, encode
from schemas.device import DeviceDescription
from schemas.registry import Registry
from schemas.value import Value

HOUR_MS: Final = HOUR * MINUTE_MS
REGISTRY_KEY: Final = ("home", "registry")  # one lasting key for what is not a measurement
LAST_PART: Final = 2**31
MOST_DAMAGED: Final = 100  # remembered
WHOLE: Final = 0  # the life of what was packed; those of the gateway count from 1

Stored = tuple[int, int, int, bytes, int]
"""Life, part, hour, sealed rows and form of what is stored of one device."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedValue:
    """One last value as it was written."""

    path: str
    value: Value
    updated_ms: int
    flags: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """When the last commit was, and how often the gateway has started."""

    wall_ms: int
    life: int


async def load_saved_time(db: Database) -> int:
    """Give the wall time of the last commit, 0 for none: the floor of the clock."""
    row = await db.fetch_one("SELECT wall_ms FROM saved")
    return 0 if row is None else int(row[0])


class StateStore:
    """All SQL of state.db. Damaged rows are left out and counted in `damaged`; the rest goes on."""

    def __init__(self, db: Database, vault: Vault, forms: Forms | None = None) -> None:
        self._db = db
        self._vault = vault
        self.forms = forms or Forms(db, Registry.load())
        self._life = 0
        self._part = 0
        self._closing = asyncio.Lock()
        self.damaged: dict[str, StoreDamaged] = {}

    async def begin(self) -> Saved:
        """Count this start; gives the last commit and the number of the life before this one."""
        row = await self._db.fetch_one("SELECT wall_ms, life FROM saved")
        wall_ms, before = (0, 0) if row is None else (int(row[0]), int(row[1]))
        self._life = before + 1
        await self._db.execute("UPDATE saved SET life = ?", (self._life,))
        return Saved(wall_ms=wall_ms, life=before)

    # identities and descriptions

    async def load_identities(self) -> list[Identity]:
        """Give every device that ever was."""
        key = await self._vault.key(*REGISTRY_KEY)
        rows = await self._db.fetch_all("SELECT id, removed, sealed FROM device ORDER BY rowid")
        found = (self._identity(key, *row) for row in rows)
        return [one for one in found if one is not None]

    def _identity(self, key: DataKey, device: str, removed: int, sealed: bytes) -> Identity | None:
        plain = self._open(key, sealed, "device", device)
        if plain is None:
            return None
        adapter, vendor_key, name, room = json.loads(plain)
        return Identity(id=device, adapter=adapter, key=vendor_key, name=name, room=room, removed=bool(removed))

    async def save_identity(self, identity: Identity) -> None:
        """Write one identity; it is on disk when this returns. Of a removed device no more than that is kept."""
        key = await self._vault.key(*REGISTRY_KEY)
        plain = json.dumps([identity.adapter, identity.key, identity.name, identity.room]).encode()
        sealed = key.seal(plain, _place("device", identity.id))
        async with self._db.transaction(durable=True):
            await self._db.execute(
                "INSERT INTO device (id, removed, sealed) VALUES (?1, ?2, ?3)"
                " ON CONFLICT (id) DO UPDATE SET removed = ?2, sealed = ?3",
                (identity.id, int(identity.removed), sealed),
            )
            if identity.removed:
                await self._db.execute("UPDATE device SET description = NULL WHERE id = ?", (identity.id,))
                await self._db.execute("DELETE FROM last_value WHERE device = ?", (identity.id,))

    async def load_descriptions(self) -> dict[str, DeviceDescription]:
        """Give the last description of every device that is not removed."""
        key = await self._vault.key(*REGISTRY_KEY)
        rows = await self._db.fetch_all("SELECT id, description FROM device WHERE removed = 0 AND description NOT NULL")
        found = {device: self._description(key, device, sealed) for device, sealed in rows}
        return {device: one for device, one in found.items() if one is not None}

    def _description(self, key: DataKey, device: str, sealed: bytes) -> DeviceDescription | None:
        plain = self._open(key, sealed, "description", device)
        try:
            return None if plain is None else decode(zlib.decompress(plain), DeviceDescription)
        except ValueError:  # written by another version of the schema; the adapter describes it again
            return None

    async def save_descriptions(self, devices: Mapping[str, DeviceDescription]) -> None:
        """Write descriptions that changed; sealing thousands of them does not hold up the loop."""
        key = await self._vault.key(*REGISTRY_KEY)
        sealed = []
        for device, one in devices.items():
            sealed.append((key.seal(zlib.compress(encode(one), 1), _place("description", device)), device))
            await asyncio.sleep(0)
        await self._db.executemany("UPDATE device SET description = ? WHERE id = ?", sealed)

    # last values

    async def load_values(self) -> dict[str, list[SavedValue]]:
        """Give the last values of all devices, by device."""
        rows = await self._db.fetch_all("SELECT device, month, sealed, form FROM last_value")
        return {device: await self._values(device, month, sealed, form) for device, month, sealed, form in rows}

    async def _values(self, device: str, month: str, sealed: bytes, form: int) -> list[SavedValue]:
        plain = self._open(await self._vault.key(device, month), sealed, "last_value", device)
        packed: list[list[Any]] = [] if plain is None else json.loads(zlib.decompress(plain))
        found = ((self.forms.value(form, device, path, value), ms, flags) for path, value, ms, flags in packed)
        return [SavedValue(path=one[0], value=one[1], updated_ms=ms, flags=flags) for one, ms, flags in found if one]

    async def save_values(self, device: str, values: Iterable[SavedValue], wall_ms: int | None) -> None:
        """Write all last values of one device as one sealed blob."""
        month = month_of(wall_ms)
        packed = [[one.path, one.value, one.updated_ms, one.flags] for one in values]
        plain = zlib.compress(json.dumps(packed, separators=(",", ":")).encode(), 1)
        sealed = (await self._vault.key(device, month)).seal(plain, _place("last_value", device))
        await self._db.execute(
            "INSERT INTO last_value VALUES (?1, ?2, ?3, ?4)"
            " ON CONFLICT (device) DO UPDATE SET month = ?2, sealed = ?3, form = ?4",
            (device, month, sealed, self.forms.number),
        )

    # history

    async def save_rows(self, rows: Mapping[str, list[Row]]) -> None:
        """Write rows of this commit, a part for each device and hour."""
        self._part += 1
        await self._save_parts(rows, self._life, self._part)

    async def save_end(self, rows: Mapping[str, list[Row]], life: int) -> None:
        """Write the last rows of an earlier life, which was killed before it could."""
        await self._save_parts(rows, life, LAST_PART)

    async def _save_parts(self, rows: Mapping[str, list[Row]], life: int, part: int) -> None:
        parts: dict[tuple[str, int], list[Row]] = {}
        for device, mine in rows.items():
            for row in mine:
                parts.setdefault((device, row.hour), []).append(row)
        ordered = sorted(parts, key=lambda place: (place[1], place[0]))  # as the table is: pages are filled one by one
        sealed = [await self._sealed(parts[place], *place, life, part) for place in ordered]
        await self._db.executemany("INSERT INTO history_part VALUES (?, ?, ?, ?, ?, ?)", sealed)

    async def _sealed(self, rows: list[Row], device: str, hour: int, life: int, part: int) -> tuple[object, ...]:
        key = await self._vault.key(device, month_of(hour * HOUR_MS))
        await asyncio.sleep(0)  # a key that is known does not wait, and there may be thousands of parts
        sealed = key.seal(_pressed(rows), _place("history_part", device, hour, life, part))
        return device, hour, life, part, sealed, self.forms.number

    async def rows(self, device: str, first_hour: int, last_hour: int) -> list[list[Row]]:
        """Give the rows of one device, one list for each life of the gateway; the last is this life's."""
        async with self._closing:  # between its two statements an hour would be there twice
            found = await self._db.fetch_all(
                "WITH RECURSIVE asked (hour) AS (SELECT ?2 UNION ALL SELECT hour + 1 FROM asked WHERE hour < ?3)"
                " SELECT ?4, 0, hour, sealed, form FROM asked CROSS JOIN history USING (hour) WHERE device = ?1"
                " UNION ALL"
                " SELECT life, part, hour, sealed, form FROM history_part WHERE device = ?1 AND hour BETWEEN ?2 AND ?3"
                " ORDER BY 1, 2, 3",
                (device, first_hour, last_hour, WHOLE),
            )
        lives = await self._lives(device, found)
        ours = lives.pop(self._life, [])
        return [*(lives[life] for life in sorted(lives)), ours]

    async def _lives(self, device: str, stored: Iterable[Stored]) -> dict[int, list[Row]]:
        lives: dict[int, list[Row]] = {}
        for life, part, hour, sealed, form in stored:
            place = ("history", device, hour) if life == WHOLE else ("history_part", device, hour, life, part)
            opened = await self._opened(device, hour, sealed, *place)
            lives.setdefault(life, []).extend(self.forms.rows(form, device, opened))
        return lives

    async def _opened(self, device: str, hour: int, sealed: bytes, *place: object) -> list[Row]:
        key = await self._vault.key(device, month_of(hour * HOUR_MS))
        plain = self._open(key, sealed, *place)
        return [] if plain is None else unpack(plain)

    async def newest(self, devices: Iterable[str]) -> AsyncIterator[tuple[str, list[list[Row]]]]:
        """Give the rows of the newest hours of each device: its last whole hour and all parts. For the start."""
        found: dict[str, list[Stored]] = {}
        for device, *stored in await self._db.fetch_all(
            "SELECT device, 0, 0, hour, sealed, form FROM history WHERE hour = (SELECT MAX(hour) FROM history)"
            " UNION ALL"
            " SELECT device, life, part, hour, sealed, form FROM history_part ORDER BY 1, 2, 3, 4"
        ):
            found.setdefault(device, []).append((*stored,))
        for device in devices:
            mine = found.pop(device, [])
            whole = [] if mine and mine[0][0] == WHOLE else await self._last_whole(device)
            yield device, list((await self._lives(device, [*whole, *mine])).values())

    async def _last_whole(self, device: str) -> list[Stored]:
        """Look back hour by hour: for a device that has been silent for longer than the others."""
        found = await self._db.fetch_all(
            "WITH RECURSIVE asked (hour) AS (SELECT MAX(hour) FROM history UNION ALL"
            " SELECT hour - 1 FROM asked WHERE hour > (SELECT MIN(hour) FROM history))"
            " SELECT 0, 0, hour, sealed, form FROM asked CROSS JOIN history USING (hour) WHERE device = ? LIMIT 1",
            (device,),
        )
        return [(*one,) for one in found]

    async def open_hours(self, before_hour: int) -> list[int]:
        """Give the hours before one that are still in parts."""
        found = await self._db.fetch_all(
            "SELECT DISTINCT hour FROM history_part WHERE hour < ? ORDER BY hour", (before_hour,)
        )
        return [hour for (hour,) in found]

    async def close_hour(self, hour: int) -> None:
        """Pack an hour that is over into one sealed block a device, and delete its parts; no other may be written."""
        found: dict[str, list[Stored]] = {}
        for device, *stored in await self._db.fetch_all(
            "SELECT device, 0, 0, hour, sealed, form FROM history WHERE hour = ?1 UNION ALL"
            " SELECT device, life, part, hour, sealed, form FROM history_part WHERE hour = ?1 ORDER BY 1, 2, 3",
            (hour,),
        ):
            found.setdefault(device, []).append((*stored,))
        packed = [await self._packed(device, hour, stored) for device, stored in found.items()]
        async with self._closing, self._db.transaction():
            await self._db.executemany(
                "INSERT INTO history (hour, device, sealed, form) VALUES (?1, ?2, ?3, ?4)"
                " ON CONFLICT (hour, device) DO UPDATE SET sealed = ?3, form = ?4",
                packed,
            )
            await self._db.execute("DELETE FROM history_part WHERE hour = ?", (hour,))

    async def _packed(self, device: str, hour: int, stored: list[Stored]) -> tuple[object, ...]:
        await asyncio.sleep(0)  # device by device, so that nobody waits for long
        rows = [row for life in (await self._lives(device, stored)).values() for row in settled(life)]
        key = await self._vault.key(device, month_of(hour * HOUR_MS))
        return hour, device, key.seal(_pressed(rows), _place("history", device, hour)), self.forms.number

    async def drop_before(self, hour: int) -> None:
        """Drop what is older than the ring."""
        await self._db.execute("DELETE FROM history WHERE hour < ?", (hour,))
        await self._db.execute("DELETE FROM history_part WHERE hour < ?", (hour,))

    async def drop_from(self, hour: int) -> None:
        """Drop what was written under times that were false."""
        await self._db.execute("DELETE FROM history WHERE hour >= ?", (hour,))
        await self._db.execute("DELETE FROM history_part WHERE hour >= ?", (hour,))

    async def save_time(self, wall_ms: int) -> None:
        """Write the time of this commit."""
        await self._db.execute("UPDATE saved SET wall_ms = ?", (wall_ms,))

    def _open(self, key: DataKey, sealed: bytes, *place: object) -> bytes | None:
        try:
            return key.open(sealed, _place(*place))
        except VaultError:
            damage = StoreDamaged(str(place[0]), "/".join(map(str, place[1:])))
            if len(self.damaged) < MOST_DAMAGED:
                self.damaged[str(damage)] = damage
            return None


def _place(*parts: object) -> bytes:
    return "/".join(map(str, parts)).encode()


def _pressed(rows: Iterable[Row]) -> bytes:
    """Pack rows property by property, which compresses best; of one property they stay in their order."""
    return pack(sorted(rows, key=lambda row: row.path))
