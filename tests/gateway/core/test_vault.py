from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gateway.core.storage import Database
from gateway.core.vault import KEY_BYTES, NONCE_BYTES, RootKey, Vault, VaultError, month_of


@pytest.fixture
async def trust(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database(tmp_path / "trust.db", migrations="trust", synchronous="FULL") as db:
        yield db


def test_root_key_is_made_once_and_kept_private(tmp_path: Path) -> None:
    first = RootKey.load(tmp_path, {})
    assert first.kind == "file"
    assert (tmp_path / "root.key").stat().st_mode & 0o777 == 0o600
    assert RootKey.load(tmp_path, {}).key == first.key
    assert first.key.hex() not in repr(first)


def test_credential_outranks_the_file(tmp_path: Path) -> None:
    RootKey.load(tmp_path, {})
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    (credentials / "hutong-root-key").write_bytes(b"k" * KEY_BYTES)
    root = RootKey.load(tmp_path, {"CREDENTIALS_DIRECTORY": str(credentials)})
    assert (root.kind, root.key) == ("credential", b"k" * KEY_BYTES)


def test_a_readable_or_cut_root_key_is_refused_and_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "root.key"
    path.write_bytes(b"short")
    path.chmod(0o600)
    with pytest.raises(VaultError, match="5 bytes"):
        RootKey.load(tmp_path, {})
    path.chmod(0o644)
    with pytest.raises(VaultError, match="chmod 600"):
        RootKey.load(tmp_path, {})
    assert path.read_bytes() == b"short"


async def test_what_one_run_seals_the_next_opens(trust: Database) -> None:
    root = RootKey(kind="file", key=b"r" * KEY_BYTES)
    sealed = (await Vault(trust, root).key("d_1", "2026-11")).seal(b"21.5", b"value/d_1")
    assert b"21.5" not in sealed
    again = await Vault(trust, root).key("d_1", "2026-11")
    assert again.open(sealed, b"value/d_1") == b"21.5"


async def test_a_sealed_value_opens_nowhere_else(trust: Database) -> None:
    vault = Vault(trust, RootKey(kind="file", key=b"r" * KEY_BYTES))
    sealed = (await vault.key("d_1", "2026-11")).seal(b"21.5", b"value/d_1")
    with pytest.raises(VaultError):
        (await vault.key("d_1", "2026-11")).open(sealed, b"value/d_2")
    with pytest.raises(VaultError):
        (await vault.key("d_2", "2026-11")).open(sealed, b"value/d_1")


async def test_many_sealed_at_once_open_one_by_one_each_under_a_nonce_of_its_own(trust: Database) -> None:
    key = await Vault(trust, RootKey(kind="file", key=bytes(KEY_BYTES))).key("home", "2026-11")
    plains = [(b"same", b"place/%d" % number) for number in range(200)]
    sealed = key.seal_all(plains)
    assert [key.open(one, place) for one, (_, place) in zip(sealed, plains, strict=True)] == [b"same"] * 200
    assert len({one[:NONCE_BYTES] for one in sealed}) == 200
    assert key.seal_all([]) == []
    with pytest.raises(VaultError):
        key.open(sealed[0], b"place/1")


async def test_destroying_a_subject_makes_its_values_unreadable(trust: Database) -> None:
    vault = Vault(trust, RootKey(kind="file", key=b"r" * KEY_BYTES))
    sealed = (await vault.key("d_1", "2026-11")).seal(b"secret", b"c")
    await vault.key("d_2", "2026-11")
    assert await vault.destroy("d_1") == 1
    with pytest.raises(VaultError):
        (await vault.key("d_1", "2026-11")).open(sealed, b"c")


def test_month_is_unset_while_the_clock_is() -> None:
    assert month_of(None) == "unset"
    assert month_of(1_795_305_600_000) == "2026-11"


async def test_a_damaged_key_hurts_only_its_subject(trust: Database) -> None:
    root = RootKey(kind="file", key=b"r" * KEY_BYTES)
    before = Vault(trust, root)
    sealed = (await before.key("d_1", "2026-11")).seal(b"21.5", b"value/d_1")
    await before.key("d_2", "2026-11")
    await trust.execute("UPDATE data_key SET wrapped = zeroblob(60) WHERE subject = 'd_2'")
    again = Vault(trust, root)
    assert (await again.key("d_1", "2026-11")).open(sealed, b"value/d_1") == b"21.5"
    with pytest.raises(VaultError):
        await again.key("d_2", "2026-11")


async def test_the_keys_of_a_month_are_read_together(trust: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    root = RootKey(kind="file", key=b"r" * KEY_BYTES)
    before = Vault(trust, root)
    for number in range(5):
        await before.key(f"d_{number}", "2026-11")
    asked: list[str] = []
    read = trust.fetch_all

    async def counted(sql: str, parameters: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
        asked.append(sql)
        return await read(sql, parameters)

    monkeypatch.setattr(trust, "fetch_all", counted)
    again = Vault(trust, root)
    for number in range(5):
        await again.key(f"d_{number}", "2026-11")
    assert len(asked) == 1
