"""Modes, presets, inputs: what one device calls its choices. And device types."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.conversion import ConversionError
from schemas.mappings.matter import TYPES, device_type_of, matter_type_of
from schemas.mappings.matter.mode import mode_with, modes, options
from schemas.registry import Registry

CLEAN = {"vacuum": 0x4001, "mop": 0x4002, "deepClean": 0x4000, "quiet": 2, "auto": 0, "max": 7}


def option(number: int, label: str, *tags: int) -> dict[str, Any]:
    return {"mode": number, "label": label, "modeTags": [{"value": tag} for tag in tags]}


def test_a_mode_is_what_its_tags_say() -> None:
    convert = modes(CLEAN, [option(3, "Saugen", 0x4001), option(8, "Wischen", 0x4002)])
    assert [convert.decode(number) for number in (3, 8, 99, None)] == ["vacuum", "mop", "vendor:99", None]
    assert (convert.encode("mop"), convert.encode(None)) == (8, None)


def test_the_plainest_mode_of_a_tag_gets_the_word_and_others_what_is_left() -> None:
    convert = modes(CLEAN, [option(1, "Quiet vacuum", 0, 2, 0x4001), option(2, "Vacuum", 0x4001)])
    assert [convert.decode(number) for number in (1, 2)] == ["quiet", "vacuum"]


def test_a_mode_without_a_word_keeps_its_label() -> None:
    maker: dict[str, Any] = {"mode": 5, "label": "Turbo", "modeTags": [{"mfgCode": 0x1234, "value": 0x4001}]}
    convert = modes(CLEAN, [maker, option(6, "", 0x8001)])
    assert [convert.decode(number) for number in (5, 6)] == ["vendor:Turbo", "vendor:6"]
    assert convert.encode("vendor:Turbo") == 5
    with pytest.raises(ConversionError, match="vendor:Turbo"):
        convert.encode("mop")


@pytest.mark.parametrize("bad", [None, {}, [{}], [5], [{"mode": "1"}]])
def test_a_list_that_is_none_is_refused(bad: Any) -> None:
    with pytest.raises(ConversionError):
        modes(CLEAN, bad)


WORDS = st.lists(st.sampled_from([*CLEAN, "edges", "spot"]), unique=True)


@given(WORDS)
def test_what_a_bridge_offers_is_read_back(words: list[str]) -> None:
    convert = modes({**CLEAN, "edges": -1, "spot": -2}, options(CLEAN, words))
    assert [convert.decode(number) for number in range(len(words))] == words
    assert [convert.encode(word) for word in words] == list(range(len(words)))


def test_the_mode_of_a_tag() -> None:
    found: list[Any] = [option(1, "Quiet vacuum", 2, 0x4001), option(4, "Vacuum", 0x4001)]
    assert mode_with(0x4001, found) == 4
    assert mode_with(0x4002, found) is None


def test_device_types_both_ways() -> None:
    assert device_type_of(0x010C) == "colorTemperatureLight"
    assert device_type_of(0x0301) == "thermostat"
    assert device_type_of(0x0307) == "temperatureHumiditySensor"
    assert device_type_of(0x0016) is None
    battery, none = matter_type_of("homeBattery"), matter_type_of("nursingBed")
    assert battery is not None
    assert (battery.id, battery.name, battery.since) == (0x0018, "BatteryStorage", "1.4")
    assert none is None


def test_every_name_is_a_device_type_of_ours_once() -> None:
    names = [row.ours for row in TYPES]
    assert len(names) == len(set(names))
    assert set(names) <= set(Registry.load().device_types)
    for row in TYPES:
        assert device_type_of(row.matter.id) in {other.ours for other in TYPES if other.matter.id == row.matter.id}
