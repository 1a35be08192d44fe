"""What is measured is what comes back: each frame is whole, and is another one each time where it is sealed."""

import asyncio

import pytest

from benchmarks import library_codecs
from benchmarks.library_codecs import at_once
from benchmarks.parts import PARTS
from schemas.updates import PropertiesReported


def test_homekit_reads_all_that_was_written_again_and_again() -> None:
    both, _ = library_codecs.homekit()
    first, second = both(), both()
    assert isinstance(first, list)
    assert [one.place.iid for one in first] == [*range(9, 17)]
    assert first == second


def test_knx_and_modbus_give_values() -> None:
    assert library_codecs.knx()[0]() == 21.5
    told = library_codecs.modbus()[0]()
    assert isinstance(told, tuple)
    values, odd = told
    assert 20 in values.values()
    assert not odd


def test_esphome_tells_the_home_of_each_state() -> None:
    both, _ = library_codecs.esphome()
    told = [update for _ in range(3) for update in both()]  # type: ignore[attr-defined]
    assert all(isinstance(one, PropertiesReported) for one in told)
    assert len({one.changes for one in told}) == 3


def test_a_step_that_waits_is_no_codec() -> None:
    waiting = asyncio.sleep(0)
    with pytest.raises(AssertionError, match="waited"):
        at_once(waiting)


def test_every_codec_has_a_measure() -> None:
    (part,) = (one for one in PARTS if one.name == "codecs")
    named = {f"{name}_frame_us" for name in ("homekit", "knx", "modbus", "esphome")}
    assert named <= set(part.measures)
