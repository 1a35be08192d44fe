import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.soak.course import Plan, Record
from tests.soak.report import document, faults, page, plot

CALM = {
    "core.rss_mb": 80.0,
    "core.files": 20.0,
    "core.tasks": 30.0,
    "core.waiting.adapters": 1.0,
    "broker.rss_mb": 10.0,
}
COUNTS = {"events": 36, "sensors": 3600}


def record(an_hour: Mapping[str, float] | None = None, **more: object) -> Record:
    growth = an_hour or {}
    samples = [
        (at_s, {name: value + growth.get(name, 0.0) * at_s / 3600 for name, value in CALM.items()})
        for at_s in range(10, 8101, 10)
    ]
    about = {"offered": dict(COUNTS), "delivered": dict(COUNTS), **more}
    return Record(plan=Plan(), samples=samples, **about)  # type: ignore[arg-type]


def test_what_stands_still_and_loses_nothing_passes() -> None:
    told = document(record())
    assert (told["verdict"], told["faults"]) == ("passed", [])
    assert "**Passed.**" in page(record())


@pytest.mark.parametrize("name", ["core.rss_mb", "core.files", "core.tasks", "core.waiting.adapters"])
def test_each_figure_that_grows_fails(name: str) -> None:
    (found,) = faults(record({name: 3.0}))
    assert found.startswith(name)
    assert document(record({name: 3.0}))["verdict"] == "failed"


def test_the_memory_of_the_broker_is_not_ours() -> None:
    assert faults(record({"broker.rss_mb": 300.0})) == []


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({"delivered": COUNTS | {"events": 35}}, "events: 36 offered, 35 delivered"),
        ({"delivered": COUNTS | {"events": 37}}, "events: 36 offered, 37 delivered"),
        ({"delivered": COUNTS | {"sensors": 3590}, "folded": 9}, "values: 10 did not come, 9 were folded"),
        ({"disordered": 1}, "events: 1 out of order"),
        ({"commands": 5, "commands_failed": 2}, "commands: 2 of 5 were not confirmed"),
    ],
)
def test_each_loss_fails(more: dict[str, Any], found: str) -> None:
    assert faults(record(**more)) == [found]


def test_values_that_were_folded_are_no_loss() -> None:
    assert faults(record(delivered=COUNTS | {"sensors": 3590}, folded=10)) == []


def test_the_reports_are_whole_and_name_no_place() -> None:
    it = record(command_ms=(1.5, 9.0), commands=720, envelopes=11)
    told = json.dumps(document(it))
    assert len(json.loads(told)["samples"]) == 810
    for text in (told, page(it)):
        assert "/tmp" not in text  # noqa: S108
        assert "/home" not in text
    assert "| core.rss_mb | 80.00 | 80.00 | +0.000 |" in page(it)


def test_a_plot_shows_where_a_series_rises() -> None:
    lines = list(plot([(float(n), float(n)) for n in range(60)]))
    assert lines[0].endswith("●")
    assert lines[-1].split("|")[1].startswith("●")
    assert lines[0].startswith("   59.00")
