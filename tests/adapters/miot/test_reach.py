"""Finding devices: by greeting an address, and by greeting everybody."""

import asyncio
import ipaddress
from collections.abc import AsyncGenerator, Callable, Mapping
from dataclasses import dataclass, field

import pytest

from adapters.miot import reach
from adapters.miot.protocol import ForeignDeviceError, Greeting
from adapters.miot.reach import Reach, Whereabouts
from adapters.sdk.errors import UnreachableError
from adapters.sdk.network import Interface
from tests.adapters.miot.device import DEVICE, TOKEN, Device

PLACES = tuple(
    Interface(name=name, address=ipaddress.IPv4Interface(f"10.0.{number}.1/24"))
    for number, name in enumerate(("eth0", "wlan0"))
)


@dataclass
class Air:
    """What answers on each interface, and how often somebody asked."""

    answers: Mapping[str, list[tuple[str, bytes]]] = field(default_factory=dict)
    broken: str = ""
    searches: int = 0

    async def search(
        self, where: Interface, _port: int, _data: bytes, *, seconds: float
    ) -> AsyncGenerator[tuple[str, bytes], None]:
        assert seconds > 0
        self.searches += 1
        if where.name == self.broken:
            raise UnreachableError("it cannot broadcast")
        for one in self.answers.get(where.name, ()):
            await asyncio.sleep(0)
            yield one


@pytest.fixture
def air(monkeypatch: pytest.MonkeyPatch) -> Air:
    one = Air()
    monkeypatch.setattr(reach, "search", one.search)
    monkeypatch.setattr(reach, "interfaces", lambda _wanted: PLACES)
    return one


def hello(number: int) -> bytes:
    return Device(number=number).hello(5)


async def test_everybody_on_every_interface(air: Air) -> None:
    air.answers = {
        "eth0": [("10.0.0.5", hello(5)), ("10.0.0.9", b"rubbish"), ("10.0.0.8", hello(5))],
        "wlan0": [("10.0.1.6", hello(6))],
    }
    found = await Whereabouts(()).everybody(1.0)
    assert {number: address for number, (address, _) in found.items()} == {5: "10.0.0.5", 6: "10.0.1.6"}
    air.broken = "wlan0"
    assert set(await Whereabouts(()).everybody(1.0)) == {5}


async def test_a_whole_home_that_vanished_asks_once(air: Air) -> None:
    one = Whereabouts(())
    assert await asyncio.gather(*(one.find(number) for number in range(10, 30))) == [None] * 20
    assert air.searches == len(PLACES)


async def test_who_is_found_ends_the_search(air: Air) -> None:
    air.answers = {"eth0": [("10.0.0.5", hello(5)), ("10.0.0.6", hello(6))]}
    one = Whereabouts(())
    assert await one.find(5) == "10.0.0.5"
    assert await one.find(6) == "10.0.0.6"
    assert air.searches == 2 * len(PLACES)


def greeter(homes: Mapping[str, int]) -> Callable[..., object]:
    """Give a `greet` for which these devices stand at these addresses."""

    async def greet(host: str, *, answer_s: float, device_id: int | None = None) -> Greeting:
        assert answer_s > 0
        if host not in homes:
            raise UnreachableError(f"{host}: nobody")
        if device_id is not None and homes[host] != device_id:
            raise ForeignDeviceError(f"device {homes[host]} answers")
        return Greeting(device_id=homes[host], stamp=1)

    return greet


def way() -> Reach:
    return Reach("10.0.0.5", TOKEN, DEVICE, whereabouts=Whereabouts(()), now_s=lambda: 0.0, answer_s=1.0)


@pytest.mark.parametrize("homes", [{}, {"10.0.0.5": 77}])
async def test_who_moved_is_found_by_its_number(
    air: Air, monkeypatch: pytest.MonkeyPatch, homes: dict[str, int]
) -> None:
    monkeypatch.setattr(reach, "greet", greeter(homes))
    air.answers = {"wlan0": [("10.0.1.44", hello(DEVICE))]}
    one = way()
    await one.locate()
    assert one.host == "10.0.1.44"


async def test_who_is_nowhere_is_as_unreachable_as_its_address(air: Air, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "greet", greeter({}))
    with pytest.raises(UnreachableError, match=r"10\.0\.0\.5: nobody"):
        await way().locate()
    monkeypatch.setattr(reach, "greet", greeter({"10.0.0.5": 77}))
    with pytest.raises(ForeignDeviceError):
        await way().locate()
    assert air.searches == 2 * len(PLACES)


async def test_who_is_at_home_is_not_searched_for(air: Air, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "greet", greeter({"10.0.0.5": DEVICE}))
    await way().locate()
    assert air.searches == 0
