"""Nodes of echonet-lite (npm), from the first search to the last farewell."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, Final

import pytest

from tests.peers.environment import HERE, Environment
from tests.peers.house import Adapter, DeviceSeen, House, house
from tests.peers.process import Peer, peer

pytestmark = [pytest.mark.peer, pytest.mark.usefixtures("alone")]

LIVING: Final = ("10.77.0.2", "00000200000000000000000001")
ENERGY: Final = ("10.77.0.3", "00000200000000000000000002")
ENERGY_KINDS: Final = (
    "water-heater",
    "instant-water-heater",
    "floor-heating",
    "solar",
    "battery",
    "smart-meter",
    "distribution-board",
    "light",
    "plain-light",
)
SETTINGS: Final = {"interfaces": ["10.77.0.1"], "poll_s": 0.3, "answer_s": 0.3, "pause_s": 0.0}


@asynccontextmanager
async def node(who: tuple[str, str], *kinds: str, address: str = "") -> AsyncIterator[Peer]:
    """Run a node with objects of these kinds."""
    library = Environment("echonet").program("node_modules", "echonet-lite")
    arguments = (library, address or who[0], who[1], *kinds)
    async with peer("node", str(HERE / "echonet" / "run.cjs"), *arguments, ready="ready") as running:
        yield running


def home(folder: Path) -> AbstractAsyncContextManager[House]:
    return house(folder, Adapter("echonet", SETTINGS))


def key(who: tuple[str, str]) -> str:
    return f"fe000077{who[1]}"


async def until_told(peers: Peer, *words: str) -> None:
    await peers.until(" ".join(words))


async def test_an_air_conditioner_from_search_to_farewell(tmp_path: Path) -> None:
    async with node(LIVING, "air-conditioner") as peers, home(tmp_path) as one:
        (found,) = await one.search("echonet")
        assert (found["address"], found["key"], found["paired"]) == ("10.77.0.2", key(LIVING), False)
        assert found["answers"] == {"host": "10.77.0.2"}
        assert await one.pair("echonet", **found["answers"]) == ["find", "identify", "maps", "read"]
        cool = await one.device("Air conditioner")
        shown = await cool.shown()
        assert (shown["manufacturer"], shown["model"], shown["serial"]) == ("0x000077", "KT-AC1", "A0001")
        assert [c["paired"] for c in await one.search("echonet")] == [True]
        await cool.until("1/onOff/onOff", True)
