"""Looking for devices: who answers first, for whom, and how often everybody is asked."""

import asyncio

import pytest

from adapters.sdk import whereabouts
from adapters.sdk.whereabouts import Whereabouts
from tests.adapters.sdk.air import PLACES, Air


@pytest.fixture
def air(monkeypatch: pytest.MonkeyPatch) -> Air:
    one = Air()
    one.into(monkeypatch)
    return one


def read(data: bytes) -> tuple[int, str] | None:
    """A device says its number and its name."""
    number, _, name = data.decode().partition(" ")
    return (int(number), name) if number.isdigit() else None


def searching() -> Whereabouts[int, str]:
    return Whereabouts((), 1, b"who is there?", read)


async def test_everybody_on_every_interface(air: Air) -> None:
    air.answers = {
        "eth0": [("10.0.0.5", b"5 lamp"), ("10.0.0.9", b"rubbish"), ("10.0.0.8", b"5 another")],
        "wlan0": [("10.0.1.6", b"6 fan")],
    }
    assert await searching().everybody(1.0) == {5: ("10.0.0.5", "lamp"), 6: ("10.0.1.6", "fan")}
    air.broken = "wlan0"
    assert set(await searching().everybody(1.0)) == {5}


async def test_a_whole_home_that_vanished_asks_once(air: Air) -> None:
    one = searching()
    assert await asyncio.gather(*(one.find(number) for number in range(10, 30))) == [None] * 20
    assert air.searches == len(PLACES)


async def test_who_is_found_ends_the_search(air: Air) -> None:
    air.answers = {"eth0": [("10.0.0.5", b"5"), ("10.0.0.6", b"6")]}
    one = searching()
    assert await one.find(5) == "10.0.0.5"
    assert await one.find(6) == "10.0.0.6"
    assert air.searches == 2 * len(PLACES)


async def test_more_than_a_home_has_are_not_kept_but_the_wanted_one_is(
    air: Air, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whereabouts, "MOST", 3)
    air.answers = {"eth0": [(f"10.0.0.{number}", b"%d" % number) for number in range(10)]}
    assert len(await searching().everybody(1.0)) == 3
    assert await searching().find(9) == "10.0.0.9"
