"""Encryption at rest: a root key wraps one data key a subject and month; to forget is to destroy a key."""

import asyncio
import datetime as dt
import secrets
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gateway.core.durable import write_whole
from gateway.core.storage.database import Database

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12  # NIST SP 800-38D §8.2.2, random nonce
CREDENTIAL: Final = "hutong-root-key"

RootKind = Literal["credential", "tpm", "file"]


class VaultError(Exception):
    """A key is missing or wrong, or what was sealed has been changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RootKey:
    """The key that wraps all others. `kind` says where it came from; the bytes are in no repr."""

    kind: RootKind
    key: bytes = field(repr=False)

    @classmethod
    def load(cls, state_dir: Path, environ: Mapping[str, str]) -> "RootKey":
        """Find the root key: a systemd credential, else a TPM-sealed file, else a 0600 file made at first start.

        Raises VaultError when a key is there but cannot be used: a new one would lose everything sealed so far.
        """
        if folder := environ.get("CREDENTIALS_DIRECTORY"):
            path = Path(folder) / CREDENTIAL
            if path.is_file():
                return cls(kind="credential", key=_checked(path.read_bytes(), path))
        sealed = state_dir / "root.key.sealed"
        if sealed.is_file():
            return cls(kind="tpm", key=_checked(_unseal(sealed), sealed))
        return cls(kind="file", key=_from_file(state_dir / "root.key"))


def _checked(key: bytes, path: Path) -> bytes:
    if len(key) != KEY_BYTES:
        raise VaultError(f"{path.name}: holds {len(key)} bytes, a root key has {KEY_BYTES}; restore it from the backup")
    return key


def _unseal(path: Path) -> bytes:
    command = ["systemd-creds", "decrypt", f"--name={CREDENTIAL}", str(path), "-"]
    try:
        return subprocess.run(command, check=True, capture_output=True, timeout=20).stdout  # noqa: S603
    except (OSError, subprocess.SubprocessError) as error:
        raise VaultError(
            f"{path.name}: the TPM did not unseal it ({type(error).__name__}); see docs/operations.md"
        ) from error


def _from_file(path: Path) -> bytes:
    if path.exists():
        if path.stat().st_mode & 0o077:
            raise VaultError(f"{path.name}: others may read it; run chmod 600 on it")
        return _checked(path.read_bytes(), path)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = secrets.token_bytes(KEY_BYTES)
    write_whole(path, key)
    return key


class DataKey:
    """Seals and opens the columns of one subject and month (AES-256-GCM, NIST SP 800-38D)."""

    __slots__ = ("_aead",)

    def __init__(self, key: bytes) -> None:
        self._aead = AESGCM(key)

    def seal(self, plain: bytes, context: bytes) -> bytes:
        """Encrypt; `context` names the place (table, row), so that a sealed value cannot be moved to another."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._aead.encrypt(nonce, plain, context)

    def seal_all(self, plains: Sequence[tuple[bytes, bytes]]) -> list[bytes]:
        """Encrypt many, each with its context; the nonces are drawn at once."""
        nonces, encrypt = secrets.token_bytes(NONCE_BYTES * len(plains)), self._aead.encrypt
        starts = range(0, len(nonces), NONCE_BYTES)
        each = ((nonces[at : at + NONCE_BYTES], *one) for at, one in zip(starts, plains, strict=True))
        return [nonce + encrypt(nonce, plain, context) for nonce, plain, context in each]

    def open(self, sealed: bytes, context: bytes) -> bytes:
        """Decrypt; raises VaultError when the key, the context or a byte is another."""
        try:
            return self._aead.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], context)
        except (InvalidTag, ValueError) as error:
            raise VaultError("a sealed value does not open: wrong key, or changed on disk") from error


def month_of(wall_ms: int | None) -> str:
    """Name the month that a data key belongs to, `2026-11`, or `unset` while the wall clock is."""
    if wall_ms is None:
        return "unset"
    return dt.datetime.fromtimestamp(wall_ms / 1000, dt.UTC).strftime("%Y-%m")


class Vault:
    """The data keys of trust.db, made at need and durable before their first use."""

    def __init__(self, trust: Database, root: RootKey) -> None:
        self.kind = root.kind
        self._trust = trust
        self._root = DataKey(root.key)
        self._keys: dict[tuple[str, str], DataKey] = {}
        self._read: set[str] = set()  # months whose keys were read together
        self._lock = asyncio.Lock()

    async def key(self, subject: str, month: str) -> DataKey:
        """Return the key of one subject ("home" or a device id) and month, making it when it is new."""
        found = self._keys.get((subject, month))
        if found is not None:
            return found
        async with self._lock:
            return self._keys.get((subject, month)) or await self._load_or_make(subject, month)

    async def _load_or_make(self, subject: str, month: str) -> DataKey:
        await self._read_month(month)
        if (found := self._keys.get((subject, month))) is not None:
            return found
        context = _context(subject, month)
        row = await self._trust.fetch_one(
            "SELECT wrapped FROM data_key WHERE subject = ? AND month = ?", (subject, month)
        )
        if row is None:
            plain = secrets.token_bytes(KEY_BYTES)
            await self._trust.execute(
                "INSERT INTO data_key VALUES (?, ?, ?)", (subject, month, self._root.seal(plain, context))
            )
        else:
            plain = self._root.open(row[0], context)
        return self._keys.setdefault((subject, month), DataKey(plain))

    async def _read_month(self, month: str) -> None:
        """Read all keys of a month once: a start asks for each of them. One that does not open is told when asked."""
        if month in self._read:
            return
        for subject, wrapped in await self._trust.fetch_all(
            "SELECT subject, wrapped FROM data_key WHERE month = ?", (month,)
        ):
            with suppress(VaultError):
                self._keys.setdefault((subject, month), DataKey(self._root.open(wrapped, _context(subject, month))))
        self._read.add(month)

    async def destroy(self, subject: str) -> int:
        """Forget a subject: its keys are overwritten (secure_delete) and all it sealed is lost. Returns how many."""
        async with self._lock:
            for known in [k for k in self._keys if k[0] == subject]:
                del self._keys[known]
            return await self._trust.execute("DELETE FROM data_key WHERE subject = ?", (subject,))


def _context(subject: str, month: str) -> bytes:
    return f"data_key/{subject}/{month}".encode()
