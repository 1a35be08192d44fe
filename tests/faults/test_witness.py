"""The witness itself: it must not be blind."""

from pathlib import Path
from typing import Any

import pytest

from tests.faults.ground import Ground
from tests.faults.witness import Received, Witness

LAMP, HOUSE = "c" * 64, "d" * 64


def received(slot: int, *windows: str, contract: str = LAMP, value: str = "1", sha256: str = "") -> Received:
    return Received(
        contract=contract, slot=slot, sha256=sha256 or f"{slot}", entries=dict.fromkeys(windows, value), at_s=0.0
    )


def leaf(kind: str, **entry: Any) -> dict[str, Any]:
    return {"index": 0, "entry": {"type": kind, **entry}}


def ended(slot: int, result: str = "delivered", contract: str = LAMP) -> dict[str, Any]:
    return leaf("SlotEnded", record={"contract": contract, "slot": slot, "sha256": f"{slot}", "result": result})


def decided(slot: int) -> dict[str, Any]:
    return leaf("SlotDecided", contract=LAMP, slot=slot, envelope_sha256=f"{slot}")


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    return Witness(Ground(tmp_path))


def test_three_stories_that_agree(witness: Witness) -> None:
    witness.received = [received(1, "a"), received(2)]
    witness.leaves = [decided(1), ended(1), ended(2)]
    assert witness.disagreements() == []
    assert witness.unaccounted() == []
    assert witness.repeats() == (0, [])


@pytest.mark.parametrize(
    ("arrived", "leaves", "said"),
    [
        ([received(1, "a")], [ended(1)], "not decided"),
        (
            [received(1, "a")],
            [leaf("SlotDecided", contract=LAMP, slot=1, envelope_sha256="x"), ended(1)],
            "not decided",
        ),
        ([], [ended(1)], "never arrived"),
        ([received(1), received(1)], [ended(1)], "arrived 2 times"),
        ([received(1)], [ended(1), ended(1)], "ended 2 times"),
    ],
)
def test_stories_that_differ(
    witness: Witness, arrived: list[Received], leaves: list[dict[str, Any]], said: str
) -> None:
    witness.received, witness.leaves = arrived, leaves
    (line,) = witness.disagreements()
    assert said in line


def test_what_is_in_no_ledger_is_unaccounted(witness: Witness) -> None:
    witness.received, witness.leaves = [received(1), received(2, contract=HOUSE)], [ended(1), ended(2)]
    assert [one.contract for one in witness.unaccounted()] == [HOUSE]


@pytest.mark.parametrize(
    ("result", "value", "marked"), [("unknown", "1", 1), ("delivered", "1", 0), ("failed", "1", 0), ("unknown", "2", 0)]
)
def test_a_repeat_is_marked_only_when_nobody_could_know(witness: Witness, result: str, value: str, marked: int) -> None:
    witness.received = [received(1, "a"), received(2, "a", value=value)]
    witness.leaves = [ended(1, result), ended(2)]
    found, bad = witness.repeats()
    assert (found, len(bad)) == (marked, 1 - marked)
