"""Binding: the first claimant gets the place, a declared repeat tells who stands for it, and nothing is dropped."""

from typing import Final

from schemas.binding import Bound, Described, bind
from schemas.catalogue import catalogue
from schemas.mapping import Row, Source
from schemas.vocabulary import Kind

REGISTRY: Final = catalogue()
TRUTH: Final = Source(kind=Kind.BOOLEAN, access="rwn")


def row(source: str, *repeats: str, unit: str = "") -> Row[str]:
    return Row(source=source, capability="onOff", name="onOff", unit=unit, repeats=frozenset(repeats))


def described(name: str, claim: Row[str], source: Source = TRUTH, *, endpoint: int = 1) -> Described[str]:
    return Described(endpoint=endpoint, name=f"maker.{name}", address=name, source=source, rows=(claim,))


def bound(*found: Described[str]) -> dict[str, Bound]:
    return {one.described.address: one for one in bind(found, REGISTRY) if not one.is_extra}


def test_a_repeat_counts_as_what_it_repeats_and_stays_visible() -> None:
    found = bound(described("one", row("one", "two")), described("two", row("two", "one")))
    assert found["one"].description.path == "1/onOff/onOff"
    assert found["two"].description.path == "1/vendor/maker.two"
    assert found["two"].repeat is not None
    assert found["two"].repeat.address == "one"
    told = found["two"].row("device")
    assert (told.to, told.is_core, told.reason) == (
        "onOff.onOff",
        True,
        "onOff.onOff: one tells the same and stands for it",
    )


def test_a_repeat_of_somebody_else_is_none() -> None:
    found = bound(described("one", row("one")), described("two", row("two", "three")))
    assert found["two"].repeat is None
    assert found["two"].row("device").to == "vendor.maker.two"
    assert found["two"].description.reason == "onOff.onOff: another property is already that"


def test_a_repeat_has_to_fit_as_well() -> None:
    number = Source(kind=Kind.NUMBER, minimum=0, maximum=5)
    found = bound(described("one", row("one", "two")), described("two", row("two", "one"), number))
    assert found["two"].repeat is None
    assert not found["two"].row("device").is_core


def test_on_another_endpoint_it_has_a_place_of_its_own() -> None:
    found = bound(described("one", row("one", "two")), described("two", row("two", "one"), endpoint=2))
    assert found["two"].description.path == "2/onOff/onOff"
    assert found["two"].repeat is None


def test_a_repeat_is_written_by_its_own_address() -> None:
    found = bound(described("one", row("one", "two")), described("two", row("two", "one")))["two"]
    assert (found.description.address, found.description.access) == ("two", "rwn")
    assert found.encode(True) is True  # noqa: FBT003
