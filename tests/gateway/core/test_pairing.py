"""What the desk says of an adapter that cannot pair."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest

from gateway.core.clock import ManualClock
from gateway.core.errors import AdapterBroke
from gateway.core.pairing import PairedStore, PairingDesk, PairingError
from gateway.core.storage import Database
from gateway.core.vault import RootKey, Vault
from schemas.pairing import Candidate, Paired, Pairing, Stepped


@pytest.mark.parametrize(("running", "code"), [(None, "adapter-not-running"), (object(), "pairs-nothing")])
async def test_one_that_does_not_run_is_not_one_that_pairs_nothing(tmp_path: Path, running: object, code: str) -> None:
    async with Database(tmp_path / "vault.db", migrations="trust", synchronous="FULL") as trust:
        store = PairedStore(trust, Vault(trust, await asyncio.to_thread(RootKey.load, tmp_path / "state", {})))
        with pytest.raises(PairingError) as caught:
            PairingDesk(ManualClock(), store, lambda _: (None, running)).plan("homekit")
    assert caught.value.code == code


class Fails:
    """Pairs, and cannot part."""

    def __init__(self, error: Exception | None) -> None:
        self.error = error

    async def discover(self, seconds: float) -> tuple[Candidate, ...]:
        raise NotImplementedError

    def pair(self, answers: Mapping[str, str]) -> AsyncIterator[Pairing]:
        raise NotImplementedError

    async def unpair(self, key: str) -> Stepped | None:
        del key
        if self.error is not None:
            raise self.error
        return None


@pytest.mark.parametrize(
    ("running", "code"),
    [
        (None, "adapter-not-running"),
        (object(), ""),
        (Fails(None), ""),
        (Fails(AdapterBroke("homekit", "it ended")), "adapter-gone"),
        (Fails(TimeoutError()), "adapter-timeout"),
        (Fails(KeyError("device")), "adapter-raised"),
    ],
)
async def test_what_is_parted_from_is_let_go_of_whatever_the_adapter_does(
    tmp_path: Path, running: object, code: str
) -> None:
    async with Database(tmp_path / "vault.db", migrations="trust", synchronous="FULL") as trust:
        store = PairedStore(trust, Vault(trust, await asyncio.to_thread(RootKey.load, tmp_path / "state", {})))
        await store.keep("homekit", Paired(key="lamp", name="Lamp", kept={"key": "secret"}))
        desk = PairingDesk(ManualClock(), store, lambda _: (None, running))
        parting = await desk.unpair("homekit", "lamp")
        assert (parting.gone, parting.left.code if parting.left else "") == (True, code)
        assert await desk.paired("homekit") == ()
        assert not (await desk.unpair("homekit", "lamp")).gone
