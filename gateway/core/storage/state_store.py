"""state.db as the core uses it: identities, descriptions, last values, history and the saved time."""

import asyncio
import json
import zlib
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from gateway.core.errors import StoreDamaged
from gateway.core.registry import Identity
from gateway.core.row import Row, settled
from gateway.core.series import pack, pressed, pulled, unpack
from gateway.core.storage.database import Database
from gateway.core.storage.form_store import Forms
from gateway.core.storage.segment_store import HOUR_MS, LIFE, REGISTRY_KEY, Piece, SavedValue, Segment, Segments
from gateway.core.vault import DataKey, Vault, VaultError, month_of
from schemas.codec import decode, encode
from schemas.device import DeviceDescription
from schemas.registry import Registry

LAST_PART: Final = 2**31
MOST_DAMAGED: Final = 100  # remembered
WHOLE: Final = 0  # the life of what was packed; those of the gateway count from 1
OPEN: Final = ("segment", "history_part")  # where hours are that are not packed yet
ALL_HOURS: Final = (0, 2**31)
LEAST_AT_ONCE: Final = 32  # devices that are packed from one reading of an hour: all at once would take a megabyte
MOST_ROUNDS: Final = 8  # in which an hour is read

Stored = tuple[int, int, int, bytes, int]
"""Life, part, hour, sealed rows and form of what is stored of one device, but for segments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """When the last commit was, and how often the gateway has started."""

    wall_ms: int
    life: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a commit has to say, as of a time, while it is gathered: sealed device by device, not written yet."""

    wall_ms: int | None
    segments: dict[int, Segment] = field(default_factory=dict)  # by hour
    folded: list[tuple[object, ...]] = field(default_factory=list)


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
        self._segments = Segments(db, vault, self.forms, self._open)
        self._life = 0
        self._number = 0  # of the newest segment
        self._folded = 0  # values of segments up to this one were in last_value at the start
        self._closing = asyncio.Lock()
        self.damaged: dict[str, StoreDamaged] = {}

    async def begin(self) -> Saved:
        """Count this start; gives the last commit and the number of the life before this one."""
        wall_ms, before, self._folded = await self._db.fetch_one("SELECT wall_ms, life, folded FROM saved") or (0, 0, 0)
        self._life = before + 1
        self._number = self._life * LIFE
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
                await self._segments.strip(identity.id)

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
        """Give the last values of all devices, by device, as of the last fold."""
        rows = await self._db.fetch_all("SELECT device, month, sealed, form FROM last_value")
        return {device: await self._values(device, month, sealed, form) for device, month, sealed, form in rows}

    async def _values(self, device: str, month: str, sealed: bytes, form: int) -> list[SavedValue]:
        plain = self._open(await self._vault.key(device, month), sealed, "last_value", device)
        packed: list[list[Any]] = [] if plain is None else pulled(plain)
        found = ((self.forms.value(form, device, path, value), ms, flags) for path, value, ms, flags in packed)
        return [SavedValue(path=one[0], value=one[1], updated_ms=ms, flags=flags) for one, ms, flags in found if one]

    async def fold(self, devices: Mapping[str, list[SavedValue]], wall_ms: int | None) -> None:
        """Write all last values of devices, one sealed blob each; segments up to now have nothing newer of any."""
        draft = Draft(wall_ms=wall_ms)
        for device in sorted(devices):
            await asyncio.sleep(0)
            await self.draft_fold(draft, device, devices[device])
        await self._write_folded(draft)

    async def draft_fold(self, draft: Draft, device: str, values: Iterable[SavedValue]) -> None:
        """Have all last values of a device written; there must be none newer in segments."""
        packed = pressed([[one.path, one.value, one.updated_ms, one.flags] for one in values])
        month = month_of(draft.wall_ms)
        key = await self._vault.key(device, month)
        draft.folded.append((device, month, key.seal(packed, _place("last_value", device)), self.forms.number))

    async def _write_folded(self, draft: Draft) -> None:
        await self._db.executemany(
            "INSERT INTO last_value VALUES (?1, ?2, ?3, ?4)"
            " ON CONFLICT (device) DO UPDATE SET month = ?2, sealed = ?3, form = ?4",
            draft.folded,
        )
        await self._db.execute("UPDATE saved SET folded = ?", (self._number,))

    # history

    async def draft(self, draft: Draft, device: str, rows: Iterable[Row], values: list[SavedValue]) -> None:
        """Have rows of a device written, and values that changed: one segment an hour, values in the present one."""
        present = (draft.wall_ms or 0) // HOUR_MS
        hours: dict[int, list[Row]] = {present: []} if values else {}
        for row in rows:
            hours.setdefault(row.hour, []).append(row)
        for hour, mine in hours.items():
            await self._segments.add(self._segment(draft, hour), device, mine, values if hour == present else ())

    def _segment(self, draft: Draft, hour: int) -> Segment:
        if hour not in draft.segments:
            self._number += 1
            draft.segments[hour] = Segment(number=self._number, hour=hour)
        return draft.segments[hour]

    async def save(self, draft: Draft) -> None:
        """Write what was gathered. The caller's transaction began before that, so that no device went meanwhile."""
        for one in draft.segments.values():
            await self._segments.write(one)
        if draft.folded:
            await self._write_folded(draft)
        if draft.wall_ms is not None:
            await self.save_time(draft.wall_ms)

    async def save_end(self, rows: Mapping[str, list[Row]], life: int) -> None:
        """Write the last rows of an earlier life, which was killed before it could."""
        hours: dict[tuple[str, int], list[Row]] = {}
        for device, mine in rows.items():
            for row in mine:
                hours.setdefault((device, row.hour), []).append(row)
        sealed = [await self._sealed(mine, *place, life) for place, mine in hours.items()]
        await self._db.executemany("INSERT OR REPLACE INTO history_part VALUES (?, ?, ?, ?, ?, ?)", sealed)

    async def _sealed(self, rows: list[Row], device: str, hour: int, life: int) -> tuple[object, ...]:
        key = await self._vault.key(device, month_of(hour * HOUR_MS))
        sealed = key.seal(pack(rows), _place("history_part", device, hour, life, LAST_PART))
        return device, hour, life, LAST_PART, sealed, self.forms.number

    async def rows(self, device: str, first_hour: int, last_hour: int) -> list[list[Row]]:
        """Give the rows of one device, one list for each life of the gateway; the last is this life's."""
        async with self._closing:  # between its statements an hour would be there twice
            found = await self._db.fetch_all(
                "WITH RECURSIVE asked (hour) AS (SELECT ?2 UNION ALL SELECT hour + 1 FROM asked WHERE hour < ?3)"
                " SELECT ?4, 0, hour, sealed, form FROM asked CROSS JOIN history USING (hour) WHERE device = ?1"
                " UNION ALL"
                " SELECT life, part, hour, sealed, form FROM history_part WHERE device = ?1 AND hour BETWEEN ?2 AND ?3"
                " ORDER BY 1, 2, 3",
                (device, first_hour, last_hour, WHOLE),
            )
            pieces = await self._segments.pieces(first_hour, last_hour, {device})
        lives, _ = await self._lives(device, found, pieces.get(device, ()))
        ours = lives.pop(self._life, [])
        return [*(lives[life] for life in sorted(lives)), ours]

    async def _lives(
        self, device: str, stored: Iterable[Stored], pieces: Iterable[Piece], *, in_turns: bool = False
    ) -> tuple[dict[int, list[Row]], list[SavedValue]]:
        """Give rows by life, oldest first, and the values that were not folded before this start.

        `in_turns`: for who has time, so that nobody waits for long.
        """
        lives: dict[int, list[Row]] = {}
        late: list[SavedValue] = []
        for piece in pieces:
            if in_turns:
                await asyncio.sleep(0)
            rows, values = await self._segments.read(device, piece)
            lives.setdefault(piece.number // LIFE, []).extend(rows)
            late += values if self._folded < piece.number < self._life * LIFE else ()
        for life, part, hour, sealed, form in stored:  # the end of a life that was killed comes after its segments
            place = ("history", device, hour) if life == WHOLE else ("history_part", device, hour, life, part)
            opened = await self._opened(device, hour, sealed, *place)
            lives.setdefault(life, []).extend(self.forms.rows(form, device, opened))
        return {life: lives[life] for life in sorted(lives)}, late

    async def _opened(self, device: str, hour: int, sealed: bytes, *place: object) -> list[Row]:
        key = await self._vault.key(device, month_of(hour * HOUR_MS))
        plain = self._open(key, sealed, *place)
        return [] if plain is None else unpack(plain)

    async def newest(self, devices: Iterable[str]) -> AsyncIterator[tuple[str, list[list[Row]], list[SavedValue]]]:
        """Give the rows of the last whole hour and the open ones, of each device. For the start.

        And the values that changed after the last fold, oldest first.
        """
        found: dict[str, list[Stored]] = {}
        for device, *stored in await self._db.fetch_all(
            "SELECT device, 0, 0, hour, sealed, form FROM history WHERE hour = (SELECT MAX(hour) FROM history)"
            " UNION ALL"
            " SELECT device, life, part, hour, sealed, form FROM history_part ORDER BY 1, 2, 3, 4"
        ):
            found.setdefault(device, []).append((*stored,))
        pieces = await self._segments.pieces(*ALL_HOURS)
        for device in devices:
            mine = found.pop(device, [])
            whole = [] if mine and mine[0][0] == WHOLE else await self._last_whole(device)
            lives, late = await self._lives(device, [*whole, *mine], pieces.pop(device, ()))
            yield device, list(lives.values()), late

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
        """Give the hours before one that are not packed yet."""
        found = await self._db.fetch_all(
            "SELECT hour FROM segment WHERE hour < ?1 UNION SELECT hour FROM history_part WHERE hour < ?1 ORDER BY 1",
            (before_hour,),
        )
        return [hour for (hour,) in found]

    async def close_hour(self, hour: int) -> None:
        """Pack an hour that is over into one sealed block a device, and delete its segments; no other may be written.

        Values that only its segments have are gone then: `fold` comes before.
        """
        found: dict[str, list[Stored]] = {}
        for device, *stored in await self._db.fetch_all(
            "SELECT device, 0, 0, hour, sealed, form FROM history WHERE hour = ?1 UNION ALL"
            " SELECT device, life, part, hour, sealed, form FROM history_part WHERE hour = ?1 ORDER BY 1, 2, 3",
            (hour,),
        ):
            found.setdefault(device, []).append((*stored,))
        devices = sorted(found.keys() | await self._segments.devices(hour))
        many = max(LEAST_AT_ONCE, -(-len(devices) // MOST_ROUNDS))
        packed: list[tuple[object, ...]] = []
        for first in range(0, len(devices), many):
            some = devices[first : first + many]
            pieces = await self._segments.pieces(hour, hour, {*some})
            packed += [await self._packed(one, hour, found.get(one, ()), pieces.get(one, ())) for one in some]
        async with self._closing, self._db.transaction():
            for table in OPEN:  # first, so that the blocks take their pages: a page is copied out of the log once
                await self._db.execute(f"DELETE FROM {table} WHERE hour = ?", (hour,))  # noqa: S608  fixed names
            await self._db.executemany(
                "INSERT INTO history (hour, device, sealed, form) VALUES (?1, ?2, ?3, ?4)"
                " ON CONFLICT (hour, device) DO UPDATE SET sealed = ?3, form = ?4",
                packed,
            )

    async def _packed(
        self, device: str, hour: int, stored: Iterable[Stored], pieces: Iterable[Piece]
    ) -> tuple[object, ...]:
        lives, _ = await self._lives(device, stored, pieces, in_turns=True)
        await asyncio.sleep(0)
        rows = [row for life in lives.values() for row in settled(life)]
        await asyncio.sleep(0)
        key = await self._vault.key(device, month_of(hour * HOUR_MS))
        return hour, device, key.seal(pack(rows), _place("history", device, hour)), self.forms.number

    async def drop_before(self, hour: int) -> None:
        """Drop what is older than the ring."""
        for table in (*OPEN, "history"):
            await self._db.execute(f"DELETE FROM {table} WHERE hour < ?", (hour,))  # noqa: S608  fixed names

    async def drop_from(self, hour: int) -> None:
        """Drop what was written under times that were false."""
        for table in (*OPEN, "history"):
            await self._db.execute(f"DELETE FROM {table} WHERE hour >= ?", (hour,))  # noqa: S608  fixed names

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
