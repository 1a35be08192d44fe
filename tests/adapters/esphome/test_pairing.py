"""Boards announce themselves by mDNS, and a search gives those that say which they are."""

from collections.abc import Iterator

import pytest
from zeroconf import IPVersion
from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

from adapters.esphome.pairing import SERVICE, EsphomePairer
from tests.peers.network import private_network

pytestmark = [pytest.mark.peer, pytest.mark.usefixtures("alone")]

THERE = "10.77.0.2"


@pytest.fixture
def alone() -> Iterator[None]:
    with private_network():
        yield


def board(number: int, **more: str) -> AsyncServiceInfo:
    told = {"mac": f"02000000000{number}", "friendly_name": f"Board {number}", "board": "esp32dev", **more}
    server = f"board-{number}.local."
    return AsyncServiceInfo(
        SERVICE, f"board-{number}.{SERVICE}", port=6053, properties=told, server=server, parsed_addresses=[THERE]
    )


async def test_boards_that_announce_themselves_are_found() -> None:
    there = AsyncZeroconf(interfaces=[THERE], ip_version=IPVersion.V4Only)
    told = [board(1), board(2, api_encryption="Noise_NNpsk0_25519_ChaChaPoly_SHA256"), board(3, mac="odd")]
    try:
        for one in told:
            await there.async_register_service(one)
        found = await EsphomePairer(["home0"]).discover(1.5)
    finally:
        await there.async_close()
    assert sorted((one.key, one.name, one.address, one.note) for one in found) == [
        ("02:00:00:00:00:01", "Board 1", THERE, ""),
        ("02:00:00:00:00:02", "Board 2", THERE, "needs its encryption key"),
    ]
