"""What the desk says of an adapter that cannot pair."""

import asyncio
from pathlib import Path

import pytest

from gateway.core.clock import ManualClock
from gateway.core.pairing import PairedStore, PairingDesk, PairingError
from gateway.core.storage import Database
from gateway.core.vault import RootKey, Vault


@pytest.mark.parametrize(("running", "code"), [(None, "adapter-not-running"), (object(), "pairs-nothing")])
async def test_one_that_does_not_run_is_not_one_that_pairs_nothing(tmp_path: Path, running: object, code: str) -> None:
    async with Database(tmp_path / "vault.db", migrations="trust", synchronous="FULL") as trust:
        store = PairedStore(trust, Vault(trust, await asyncio.to_thread(RootKey.load, tmp_path / "state", {})))
        with pytest.raises(PairingError) as caught:
            PairingDesk(ManualClock(), store, lambda _: (None, running)).plan("homekit")
    assert caught.value.code == code
