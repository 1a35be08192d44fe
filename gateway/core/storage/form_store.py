"""Forms of the schema in state.db: what an earlier program wrote is read as today's, row by row, when it is read.

Nothing is rewritten at the start, so a kill at any moment leaves rows that are whole, in the old form or the new.
"""

import asyncio
import logging
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from gateway.core.row import Row
from gateway.core.storage.database import Database
from gateway.core.storage.migrate import MigrationError
from privacy.block import Block
from schemas.evolution.form import Form, first, from_text, is_downgrade, to_text, version_of
from schemas.evolution.former import Former, Way
from schemas.registry import Registry
from schemas.value import Value

FIRST: Final = 0
TABLES: Final = ("last_value", "history", "history_part", "segment")

_log = logging.getLogger(__name__)


class Forms:
    """The forms that rows of state.db are in, and the ways from them to today's. `number` is that of today."""

    def __init__(self, db: Database, registry: Registry, former: Former | None = None) -> None:
        self._db = db
        self._former = former or Former(registry)
        self._forms: dict[int, Form] = {}
        self._forgotten: dict[str, set[tuple[str, str]]] = {}  # by capability: device and property
        self._before = self._former.today
        self._is_new = False  # this start is the first under today's form
        self.number = FIRST

    async def begin(self) -> None:
        """Take today's form for all that is written from now on.

        Raises MigrationError, and changes nothing, where a newer major version of a capability wrote last. A newer
        minor one only adds: what this program does not know waits, and is there again after the next upgrade.
        """
        stored = await self._stored()
        newest = stored[max(stored)]
        self._refuse_downgrade(newest)
        text = to_text(self._former.today)
        same = [number for number, form in stored.items() if number != FIRST and to_text(form) == text]
        if not same:
            await self._copy_before(newest)
            stored[max(stored) + 1] = self._former.today
            await self._write(max(stored), text)
        self.number = max(same or stored)
        self._forms, self._before, self._is_new = stored, newest, not same

    async def _stored(self) -> dict[int, Form]:
        rows = await self._db.fetch_all("SELECT number, body FROM form ORDER BY number")
        return {FIRST: await asyncio.to_thread(first)} | {
            int(number): from_text(zlib.decompress(body).decode()) for number, body in rows
        }

    def _refuse_downgrade(self, newest: Form) -> None:
        today = self._former.today
        if higher := is_downgrade(newest, today):
            named = ", ".join(f"{name} {was} (here {now})" for name, (was, now) in sorted(higher.items()))
            raise MigrationError(
                f"{self._db.path.name} was written with a newer schema: {named}; install the newer version,"
                " or put back the copy made before it; nothing was changed"
            )
        if ahead := sorted(n for n, v in newest.versions.items() if version_of(v) > today.version(n) > (0, 0)):
            named = ", ".join(ahead)
            _log.warning("%s holds data of a newer schema: what is new of %s waits unread", self._db.path.name, named)

    async def _copy_before(self, newest: Form) -> None:
        """Keep a copy of the file where a major version rises, and something may be forgotten."""
        today = self._former.today
        rising = [n for n, v in newest.versions.items() if version_of(v)[0] < today.version(n)[0]]
        if rising and await self._db.fetch_one("SELECT 1 FROM last_value LIMIT 1"):
            await self._db.copy(self._db.path.with_suffix(".before-schema.db"))

    async def _write(self, number: int, text: str) -> None:
        """Add a form, and drop those in which no row is any more; one transaction."""
        used = " UNION ".join(f"SELECT form FROM {table}" for table in TABLES)  # noqa: S608  fixed names
        async with self._db.transaction():
            await self._db.execute(f"DELETE FROM form WHERE number NOT IN ({used})")  # noqa: S608
            await self._db.execute("INSERT INTO form VALUES (?, ?)", (number, zlib.compress(text.encode())))

    def value(self, number: int, device: str, path: str, value: Value) -> tuple[str, Value] | None:
        """Read one last value: its path and value of today, or None where nothing of it fits."""
        if number == self.number:
            return path, value
        endpoint, capability, name = _parts(path)
        way = self._way(number, capability, name)
        found = None if way is None else way.value(value)
        if way is None or found is None:
            self._forget(device, capability, name)
            return None
        return f"{endpoint}/{way.capability}/{way.name}", found

    def rows(self, number: int, device: str, rows: list[Row]) -> list[Row]:
        """Read rows of the history as today's; what does not fit is left out."""
        return rows if number == self.number else list(self._rows(number, device, rows))

    def _rows(self, number: int, device: str, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            endpoint, capability, name = _parts(row.path)
            way = self._way(number, capability, name)
            found = None if way is None else _carried(way, row)
            if way is None or found is None:
                self._forget(device, capability, name)
            else:
                yield found._replace(path=f"{endpoint}/{way.capability}/{way.name}")

    def _way(self, number: int, capability: str, name: str) -> Way | None:
        return self._former.way(self._forms[number], capability, name)

    def _forget(self, device: str, capability: str, name: str) -> None:
        self._forgotten.setdefault(capability, set()).add((device, name))

    def forgotten(self) -> list[str]:
        """Give one line for each capability of which something was left out, at the first start that did so."""
        lines = [self._line(capability, found) for capability, found in sorted(self._forgotten.items())]
        self._forgotten.clear()
        return lines if self._is_new else []

    def _line(self, capability: str, found: set[tuple[str, str]]) -> str:
        was = self._before.versions.get(capability, "none")
        now = self._former.today.versions.get(capability, "none")
        names, devices = sorted({name for _, name in found}), len({device for device, _ in found})
        return (
            f"{capability} {was} became {now}: earlier values of {', '.join(names)} do not fit and are forgotten"
            f" ({devices} device{'s' if devices > 1 else ''}); they are known again when the devices report"
        )


def _parts(path: str) -> tuple[str, str, str]:
    endpoint, _, rest = path.partition("/")
    capability, _, name = rest.partition("/")
    return endpoint, capability, name


def _carried(way: Way, row: Row) -> Row | None:
    """Convert a row; a minute's extremes and mean follow affine steps only."""
    value = None if row.value is None else way.value(row.value)
    if isinstance(value, list | dict) or (value is None) is not (row.value is None):
        return None
    if row.detail is None:
        return row._replace(value=value)
    detail = _numbers(way, row.detail) if row.detail.mean is not None else _states(way, row.detail)
    return None if detail is None else row._replace(value=value, detail=detail)


def _numbers(way: Way, block: Block) -> Block | None:
    linear = way.linear
    if linear is None:
        return None
    scale, offset = map(float, linear)
    if not way.steps:
        return block
    ends = [None if one is None else one * scale + offset for one in (block.minimum, block.maximum)]
    low, high = ends if scale > 0 else reversed(ends)
    mean, last = (None if one is None else one * scale + offset for one in (block.mean, block.last))
    return replace(block, minimum=low, maximum=high, mean=mean, last=last)


def _states(way: Way, block: Block) -> Block | None:
    states = tuple((way.state(text), ms) for text, ms in block.states)
    known = tuple((text, ms) for text, ms in states if text is not None)
    return replace(block, states=known) if len(known) == len(states) else None
