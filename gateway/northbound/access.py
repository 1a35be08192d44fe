"""Tokens and the one-time claim code.

A token is 256 bits from the system's random source, so nobody can guess or enumerate it: SHA-256, unsalted and fast,
is the right hash for it. A slow, salted hash protects what people choose; here it would only cost a hub 50 ms a
request. The claim code has 80 random bits and 10 tries, and is stored in the same way.
"""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Final, Self

from gateway.core.storage import Database
from gateway.northbound.scope import FarEnd, Scope, View, levels_of

MOST_TOKENS: Final = 256
CLAIM_TRIES: Final = 10
TOKEN_PREFIX: Final = "hutong_"  # noqa: S105 - lets secret scanners recognise one

ChangeListener = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One token, without the token itself. `devices` and `rooms` are None where it is not restricted."""

    id: str  # "t_" and 16 characters
    name: str
    far_end: FarEnd
    scopes: frozenset[Scope]
    devices: frozenset[str] | None = None
    rooms: frozenset[str] | None = None
    created_ms: int | None = None

    @property
    def view(self) -> View:
        """What it may see."""
        return View(levels=levels_of(self.scopes), devices=self.devices, rooms=self.rooms)


class AccessError(Exception):
    """A token or claim that cannot be: `code` is a problem's kind."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


def check_grant(far_end: FarEnd, scopes: frozenset[Scope], *, restricted: bool) -> str | None:
    """Say what is wrong with a wished token, if anything."""
    if far_end is FarEnd.CLOUD_LINKED and scopes:
        return "a cloud-linked system is a recipient and gets only what a contract releases: give it no scope"
    if far_end is not FarEnd.CLOUD_LINKED and not scopes:
        return "a token without a scope opens nothing"
    finer = sorted(scope for scope in scopes if scope.startswith("read:"))
    if finer and Scope.READ not in scopes:
        return f"{finer[0]} adds to read: ask for both"
    if restricted and scopes & {Scope.ADMIN, Scope.METRICS}:
        return "admin and metrics are about the whole home: they cannot be restricted to devices or rooms"
    return None


class AccessStore:
    """Who may use the local API, kept in trust.db and, while open, in memory.

    Every change is durable before it is told. Calls may interleave; each is atomic.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._by_hash: dict[bytes, Grant] = {}
        self._listeners: list[ChangeListener] = []
        self._claimed: list[Callable[[], object]] = []
        self.instance = ""

    async def __aenter__(self) -> Self:
        rows = await self._db.fetch_all("SELECT hash, id, name, far_end, scopes, devices, rooms, created_ms FROM token")
        self._by_hash = {bytes(row[0]): _grant(row[1:]) for row in rows}
        self.instance = await self._instance()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._by_hash = {}

    async def _instance(self) -> str:
        """Give the random name of this installation, derived from nothing, the same at every start."""
        await self._db.execute("INSERT OR IGNORE INTO announcement VALUES (1, ?)", (_random_name(5),))
        row = await self._db.fetch_one("SELECT instance FROM announcement")
        if row is None:
            raise RuntimeError("the name that was just stored is not there")
        return str(row[0])

    @property
    def is_open(self) -> bool:
        """Whether the store behind it answers."""
        return self._db.is_open

    def on_changed(self, listener: ChangeListener) -> None:
        """Call `listener` with the id of each token that is revoked, or whose restrictions change."""
        self._listeners.append(listener)

    def on_claimed(self, listener: Callable[[], object]) -> None:
        """Call `listener` when a claim code was used."""
        self._claimed.append(listener)

    def find(self, token: str) -> Grant | None:
        """Give what a token grants, or None. The look-up is by hash, so its timing tells nothing of the token."""
        return self._by_hash.get(_hash(token))

    def grants(self) -> tuple[Grant, ...]:
        """Give all tokens, oldest first where the time is known."""
        return tuple(sorted(self._by_hash.values(), key=lambda grant: (grant.created_ms or 0, grant.id)))

    async def create(
        self,
        name: str,
        far_end: FarEnd,
        scopes: Iterable[Scope],
        *,
        devices: Iterable[str] | None = None,
        rooms: Iterable[str] | None = None,
        now_ms: int | None = None,
    ) -> tuple[Grant, str]:
        """Make a token; returns it once, beside what it grants. Raises AccessError when it makes no sense."""
        grant = Grant(
            id=f"t_{_random_name(10)}",
            name=name,
            far_end=far_end,
            scopes=frozenset(scopes),
            devices=None if devices is None else frozenset(devices),
            rooms=None if rooms is None else frozenset(rooms),
            created_ms=now_ms,
        )
        if reason := check_grant(far_end, grant.scopes, restricted=not grant.view.is_whole):
            raise AccessError("invalid-body", reason)
        return grant, await self._keep(grant)

    async def _keep(self, grant: Grant) -> str:
        if len(self._by_hash) >= MOST_TOKENS:
            raise AccessError("conflict", f"there are {MOST_TOKENS} tokens already: revoke some")
        token = TOKEN_PREFIX + secrets.token_urlsafe(32)
        key = _hash(token)
        await self._db.execute("INSERT INTO token VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _row(key, grant))
        self._by_hash[key] = grant
        return token

    async def revoke(self, token_id: str) -> None:
        """End a token at once; LookupError when there is none. The last administrator cannot be removed."""
        found = next((item for item in self._by_hash.items() if item[1].id == token_id), None)
        if found is None:
            raise LookupError(token_id)
        others = (grant for grant in self._by_hash.values() if grant.id != token_id)
        if Scope.ADMIN in found[1].scopes and not any(Scope.ADMIN in grant.scopes for grant in others):
            raise AccessError("conflict", "this is the last administrator: make another one first")
        self._by_hash.pop(found[0])
        self._tell(token_id)
        await self._db.execute("DELETE FROM token WHERE id = ?", (token_id,))

    @property
    def is_claimed(self) -> bool:
        """Whether there is an administrator."""
        return any(Scope.ADMIN in grant.scopes for grant in self._by_hash.values())

    async def open_claim(self) -> str:
        """Make a new claim code with fresh tries, in place of any other. It is returned once: show it to a person."""
        code = _claim_code()
        await self._db.execute("INSERT OR REPLACE INTO claim VALUES (1, ?, ?)", (_hash(_plain(code)), CLAIM_TRIES))
        return code

    async def open_first_claim(self) -> str | None:
        """Open a claim if nobody administers the home yet; else give None. Called at each start."""
        return None if self.is_claimed else await self.open_claim()

    async def claim(self, code: str, name: str, now_ms: int | None = None) -> tuple[Grant, str]:
        """Turn the code into the token of a person who may do everything. A try counts before it is judged.

        Raises AccessError: claim-closed, claim-locked, claim-wrong.
        """
        stored = await self._take_try()
        if not hmac.compare_digest(stored, _hash(_plain(code))):
            raise AccessError("claim-wrong", "this is not the code that the gateway showed")
        if not await self._db.execute("DELETE FROM claim WHERE hash = ?", (stored,)):
            raise AccessError("claim-closed", "the code was used a moment ago")
        for told in self._claimed:
            told()
        return await self.create(name, FarEnd.PERSON, Scope, now_ms=now_ms)

    async def _take_try(self) -> bytes:
        async with self._db.transaction():
            row = await self._db.fetch_one("SELECT hash, tries_left FROM claim")
            await self._db.execute("UPDATE claim SET tries_left = max(tries_left - 1, 0)")
        if row is None:
            raise AccessError("claim-closed", "no claim code is open")
        if row[1] <= 0:
            raise AccessError("claim-locked", f"{CLAIM_TRIES} wrong codes were tried")
        return bytes(row[0])

    async def rename_room(self, old: str, new: str) -> None:
        """Let restrictions follow a room that gets another name."""
        for key, grant in list(self._by_hash.items()):
            if grant.rooms is None or old not in grant.rooms:
                continue
            rooms = grant.rooms - {old} | {new}
            await self._db.execute("UPDATE token SET rooms = ? WHERE id = ?", (json.dumps(sorted(rooms)), grant.id))
            self._by_hash[key] = replace(grant, rooms=rooms)
            self._tell(grant.id)

    def _tell(self, token_id: str) -> None:
        for listener in self._listeners:
            listener(token_id)


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _random_name(size: int) -> str:
    return base64.b32encode(secrets.token_bytes(size)).decode().lower()


def _claim_code() -> str:
    """16 characters of RFC 4648 base32 in groups of four: ABCD-EFGH-IJKL-MNOP."""
    text = _random_name(10).upper()
    return "-".join(text[i : i + 4] for i in range(0, 16, 4))


def _plain(code: str) -> str:
    """Undo how people type a code: case, spaces and hyphens; 0, 1 and 8 are not in the alphabet."""
    kept = "".join(character for character in code.upper() if character.isalnum())
    return kept.translate(str.maketrans("018", "OIB"))


def _row(key: bytes, grant: Grant) -> tuple[object, ...]:
    scopes = " ".join(sorted(grant.scopes))
    restrictions = (_listed(grant.devices), _listed(grant.rooms))
    return (grant.id, key, grant.name, str(grant.far_end), scopes, *restrictions, grant.created_ms)


def _listed(names: frozenset[str] | None) -> str | None:
    return None if names is None else json.dumps(sorted(names), ensure_ascii=False)


def _names(text: str | None) -> frozenset[str] | None:
    return None if text is None else frozenset(json.loads(text))


def _grant(row: tuple[str, str, str, str, str | None, str | None, int | None]) -> Grant:
    token_id, name, far_end, scopes, devices, rooms, created_ms = row
    return Grant(
        id=token_id,
        name=name,
        far_end=FarEnd(far_end),
        scopes=frozenset(Scope(scope) for scope in scopes.split()),
        devices=_names(devices),
        rooms=_names(rooms),
        created_ms=created_ms,
    )
