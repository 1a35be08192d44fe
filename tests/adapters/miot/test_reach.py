"""Finding devices: by greeting an address, and by greeting everybody."""

from collections.abc import Callable, Mapping

import pytest

from adapters.miot import reach
from adapters.miot.protocol import ForeignDeviceError, Greeting
from adapters.miot.reach import Reach, Whereabouts
from adapters.sdk.errors import UnreachableError
from tests.adapters.miot.device import DEVICE, TOKEN, Device
from tests.adapters.sdk.air import PLACES, Air


@pytest.fixture
def air(monkeypatch: pytest.MonkeyPatch) -> Air:
    one = Air()
    one.into(monkeypatch)
    return one


def hello(number: int) -> bytes:
    return Device(number=number).hello(5)


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
