"""Segments in state.db: what one commit has to say of the whole home, in one row, until its hour is packed.

A piece a device, sealed with that device's key: rows of the history, and the values that changed. Paths are named once
for all pieces.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import accumulate, pairwise
from typing import Any, Final

from gateway.core.row import HOUR, Row
from gateway.core.series import of_columns, pressed, pulled, to_columns
from gateway.core.state import same
from gateway.core.storage.database import Database
from gateway.core.storage.form_store import Forms
from gateway.core.vault import DataKey, Vault, month_of
from privacy.block import MINUTE_MS
from schemas.value import Value

HOUR_MS: Final = HOUR * MINUTE_MS
REGISTRY_KEY: Final = ("home", "registry")  # one lasting key for what is not a measurement
LIFE: Final = 2**32
NO_VALUES: Final[list[Any]] = []

Opener = Callable[..., bytes | None]
"""Opens what was sealed at a place with a key; None, and noted, where it is damaged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedValue:
    """One last value as it was written."""

    path: str
    value: Value
    updated_ms: int
    flags: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What a segment has of one device, still sealed."""

    number: int
    hour: int
    form: int
    paths: list[str]
    sealed: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One that is being made, device by device: what it has of each, sealed, and the numbers of the paths."""

    number: int
    hour: int
    numbers: dict[str, int] = field(default_factory=dict)
    pieces: dict[str, bytes] = field(default_factory=dict)


class Segments:
    """The rows of the table, in the order of their numbers, and their pieces."""

    def __init__(self, db: Database, vault: Vault, forms: Forms, opener: Opener) -> None:
        self._db = db
        self._vault = vault
        self._forms = forms
        self._open = opener

    async def add(self, to: Segment, device: str, rows: list[Row], values: Iterable[SavedValue]) -> None:
        """Put what there is of a device into a segment; all rows are of its hour."""
        document = [to_columns(rows, to.numbers), _packed(values, rows, to.numbers)]
        to.pieces[device] = await self._sealed(device, to.hour, to.number, document)

    async def write(self, one: Segment) -> None:
        """Write a segment that is whole; nothing may be added any more."""
        await self._put(one.number, one.hour, self._forms.number, list(one.numbers), one.pieces)

    async def _sealed(self, device: str, hour: int, number: int, document: object) -> bytes:
        key = await self._key(device, hour)
        return key.seal(pressed(document), f"segment/{device}/{hour}/{number}".encode())

    async def _key(self, device: str, hour: int) -> DataKey:
        return await self._vault.key(device, month_of(hour * HOUR_MS or None))

    async def _put(self, number: int, hour: int, form: int, paths: list[str], pieces: Mapping[str, bytes]) -> None:
        """Press, seal and write on SQLite's thread: of thousands of devices the directory alone takes milliseconds."""
        key = await self._vault.key(*REGISTRY_KEY)
        await self._db.write(partial(_insert, key, number, hour, form, paths, pieces))

    async def devices(self, hour: int) -> set[str]:
        """Tell of which devices an hour has pieces."""
        found = await self._db.fetch_all("SELECT number, directory FROM segment WHERE hour = ?", (hour,))
        return {device for row in found for device in (await self._opened(*row))[1]}

    async def pieces(
        self, first_hour: int, last_hour: int, devices: AbstractSet[str] | None = None
    ) -> dict[str, list[Piece]]:
        """Give the pieces of these hours by device, oldest first; of some devices alone where they are named."""
        found: dict[str, list[Piece]] = {}
        for number, hour, form, directory, body in await self._db.fetch_all(
            "SELECT number, hour, form, directory, body FROM segment WHERE hour BETWEEN ? AND ? ORDER BY number",
            (first_hour, last_hour),
        ):
            paths, places = await self._opened(number, directory)
            for one in places if devices is None else places.keys() & devices:
                sealed = body[slice(*places[one])]
                piece = Piece(number=number, hour=hour, form=form, paths=paths, sealed=sealed)
                found.setdefault(one, []).append(piece)
        return found

    async def _opened(self, number: int, directory: bytes) -> tuple[list[str], dict[str, tuple[int, int]]]:
        """Give the paths of a segment, and where in its body the piece of each device is."""
        plain = self._open(await self._vault.key(*REGISTRY_KEY), directory, "segment", number)
        paths, devices, lengths = ([], [], []) if plain is None else pulled(plain)
        return paths, dict(zip(devices, pairwise(accumulate(lengths, initial=0)), strict=True))

    async def read(self, device: str, piece: Piece) -> tuple[list[Row], Iterator[SavedValue]]:
        """Give the rows and values of a piece as today's; nothing where it is damaged. Values are made when asked."""
        plain = self._open(
            await self._key(device, piece.hour), piece.sealed, "segment", device, piece.hour, piece.number
        )
        if plain is None:
            return [], iter(())
        columns, packed = pulled(plain)
        rows = list(of_columns(columns, piece.paths))
        values = (self._today(piece.form, device, one) for one in _unpacked(packed, rows, piece.paths))
        return self._forms.rows(piece.form, device, rows), (one for one in values if one is not None)

    def _today(self, form: int, device: str, one: SavedValue) -> SavedValue | None:
        found = self._forms.value(form, device, one.path, one.value)
        return None if found is None else replace(one, path=found[0], value=found[1])

    async def strip(self, device: str) -> None:
        """Take the values of a device out of all segments; its history stays."""
        for number, hour, form, directory, body in await self._db.fetch_all("SELECT * FROM segment"):
            paths, places = await self._opened(number, directory)
            if device in places:
                pieces = {one: body[slice(*place)] for one, place in places.items()}
                plain = self._open(await self._key(device, hour), pieces[device], "segment", device, hour, number)
                columns = [[], [], []] if plain is None else pulled(plain)[0]
                pieces[device] = await self._sealed(device, hour, number, [columns, NO_VALUES])
                await self._put(number, hour, form, paths, pieces)


def _insert(
    key: DataKey,
    number: int,
    hour: int,
    form: int,
    paths: list[str],
    pieces: Mapping[str, bytes],
    db: sqlite3.Connection,
) -> None:
    directory = pressed([paths, list(pieces), [len(one) for one in pieces.values()]])
    sealed = key.seal(directory, f"segment/{number}".encode())
    body = b"".join(pieces.values())
    db.execute("INSERT OR REPLACE INTO segment VALUES (?, ?, ?, ?, ?)", (number, hour, form, sealed, body)).close()


def _packed(values: Iterable[SavedValue], rows: Iterable[Row], numbers: dict[str, int]) -> list[list[Any]]:
    """Give values as columns: number of the path, time, flags, and the value where it is not that of the last row."""
    last = {row.path: row.value for row in rows}
    table, at = list[list[Any]](), 0
    for one in values:
        is_last = one.path in last and same(one.value, last[one.path])
        number = numbers.setdefault(one.path, len(numbers))
        table.append([number, one.updated_ms - at, one.flags, None if is_last else [one.value]])
        at = one.updated_ms
    return [list(column) for column in zip(*table, strict=True)]


def _unpacked(packed: list[list[Any]], rows: Iterable[Row], paths: list[str]) -> Iterator[SavedValue]:
    last = {row.path: row.value for row in rows}
    at = 0
    for number, step, flags, given in zip(*packed, strict=True):
        at += step
        path = paths[number]
        yield SavedValue(path=path, value=given[0] if given else last[path], updated_ms=at, flags=flags)
