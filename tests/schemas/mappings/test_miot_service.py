"""What is a part of its own, and where it stands."""

import pytest

from schemas.mappings.miot.service import _KINDS, GENERIC, Part, device_type, endpoints, main_service
from schemas.registry import Registry


def parts(*names: str) -> list[Part]:
    return [Part(siid, name) for siid, name in enumerate(names, 2)]


def test_the_service_of_the_devices_kind_is_the_device() -> None:
    assert main_service("airer", parts("light", "airer")) == 3


def test_a_kind_without_a_service_of_its_name_has_a_known_stand_in() -> None:
    assert main_service("outlet", parts("indicator-light", "switch")) == 3


def test_else_the_first_service_that_can_be_used_by_itself() -> None:
    assert main_service("gadget", parts("battery", "fan", "light")) == 3


def test_nothing_stands_out_where_nothing_can_be_used_by_itself() -> None:
    assert main_service("gadget", parts("battery")) == 0


def test_what_goes_with_the_device_stands_on_endpoint_1() -> None:
    found = endpoints("air-purifier", parts("air-purifier", "environment", "indicator-light", "motor-speed"))
    assert set(found.values()) == {1}


def test_a_second_switch_a_light_and_each_consumable_stand_for_themselves_by_their_siid() -> None:
    found = endpoints("fan", parts("fan", "light", "switch", "switch", "filter", "brush-cleaner", "brush-cleaner"))
    assert found == {2: 1, 3: 3, 4: 4, 5: 5, 6: 6, 7: 7, 8: 8}


def test_a_second_service_of_any_one_name_stands_for_itself() -> None:
    assert endpoints("fan", parts("fan", "custom", "custom")) == {2: 1, 3: 1, 4: 4}


def test_what_a_later_version_adds_moves_nothing() -> None:
    before = endpoints("fan", parts("fan", "light", "filter"))
    after = endpoints("fan", [*parts("fan", "light", "filter"), Part(9, "switch")])
    assert before.items() <= after.items()


@pytest.mark.parametrize(
    ("kind", "services", "ours"),
    [
        ("vacuum", (), "robotVacuum"),
        ("gadget", ("battery", "fan"), "fan"),
        ("gadget", ("battery",), GENERIC),
        ("", (), GENERIC),
    ],
)
def test_a_device_type_comes_from_the_kind_or_else_a_service(kind: str, services: tuple[str, ...], ours: str) -> None:
    assert device_type(kind, services) == ours


def test_every_device_type_is_one_of_the_schema() -> None:
    assert {*_KINDS.values(), GENERIC} <= set(Registry.load().device_types)
