"""Which devices there are and have been, and the ids they keep for ever.

An id belongs to (adapter instance, vendor key). It outlives restart, rename, removal and pairing anew, because
everything northbound hangs on it: rooms, rules, pairings with other platforms.
"""

import base64
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final, Protocol

MOST_DEVICES: Final = 20_000
"""Ids ever given, the reserved ones of removed devices included; a flood of invented devices ends here."""
KEY_LENGTH: Final = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A device as it is remembered. `name` and `room` are the resident's own, empty for none."""

    id: str
    adapter: str
    key: str
    name: str = ""
    room: str = ""
    removed: bool = False


class IdentityShelf(Protocol):
    """Where identities are kept. `save` returns when it is on disk."""

    async def save_identity(self, identity: Identity) -> None:
        """Write one, new or changed."""
        ...


class Full(Exception):  # noqa: N818
    """No more devices are admitted."""


def new_id() -> str:
    """Make a random id: "d_" and 80 bits in lower-case base32 (RFC 4648 §6)."""
    return "d_" + base64.b32encode(secrets.token_bytes(10)).decode("ascii").lower()


class DeviceRegistry:
    """All identities, in memory and on the shelf; a new id is on disk before anybody hears of it."""

    def __init__(self, shelf: IdentityShelf, make_id: Callable[[], str] = new_id) -> None:
        self._shelf = shelf
        self._make_id = make_id
        self._by_key: dict[tuple[str, str], Identity] = {}
        self._by_id: dict[str, Identity] = {}

    def load(self, identities: Iterable[Identity]) -> None:
        """Take what the shelf has, at the start."""
        for identity in identities:
            self._hold(identity)

    def _hold(self, identity: Identity) -> Identity:
        self._by_key[identity.adapter, identity.key] = self._by_id[identity.id] = identity
        return identity

    def __len__(self) -> int:
        return len(self._by_id)

    def __getitem__(self, device_id: str) -> Identity:
        return self._by_id[device_id]

    def find(self, adapter: str, key: str) -> Identity | None:
        """Give the identity of a vendor key, a removed one too."""
        return self._by_key.get((adapter, key))

    async def admit(self, adapter: str, key: str) -> Identity:
        """Give a device its id: the one it ever had, else a new one. Raises Full beyond the limit."""
        known = self.find(adapter, key)
        if known is not None:
            return await self._change(replace(known, removed=False))
        if len(self) >= MOST_DEVICES:
            raise Full(f"{MOST_DEVICES} devices are known; remove what the home no longer has")
        fresh = self._make_id()
        while fresh in self._by_id:
            fresh = self._make_id()
        identity = Identity(id=fresh, adapter=adapter, key=key)
        await self._shelf.save_identity(identity)
        return self._hold(identity)

    async def rename(self, device_id: str, name: str) -> Identity:
        """Keep the resident's name."""
        return await self._change(replace(self[device_id], name=name))

    async def place(self, device_id: str, room: str) -> Identity:
        """Keep the resident's room."""
        return await self._change(replace(self[device_id], room=room))

    async def remove(self, device_id: str) -> Identity:
        """Mark a device as gone; the id stays reserved for its return."""
        return await self._change(replace(self[device_id], removed=True))

    async def _change(self, identity: Identity) -> Identity:
        before = self._by_id[identity.id]
        self._hold(identity)  # first, so that a second change meanwhile builds on this one
        try:
            if identity != before:
                await self._shelf.save_identity(identity)
        except Exception:
            if self._by_id[identity.id] is identity:  # what was refused must not come in with the next change
                self._hold(before)
            raise
        return identity
