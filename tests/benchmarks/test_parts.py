"""Parts are found by their own name or by a measure, and every measure has one part."""

import asyncio
from pathlib import Path

import pytest

from benchmarks.measure import MEASURES
from benchmarks.parts import PARTS, UnknownPartError, chosen
from benchmarks.run import QUICK, Part, Run


def test_every_measure_belongs_to_one_part() -> None:
    named = [name for part in PARTS for name in part.measures]
    assert sorted(named) == sorted(one.name for one in MEASURES)
    assert len({part.name for part in PARTS}) == len(PARTS)
    assert not {part.name for part in PARTS} & set(named)


def test_without_names_a_quick_run_leaves_the_tables_of_growth_out() -> None:
    assert chosen((), quick=False) == PARTS
    left = set(PARTS) - set(chosen((), quick=True))
    assert {part.name for part in left} == {"growth", "clients", "mqtt-clients"}


def test_names_of_parts_and_of_measures_choose_in_the_order_of_the_parts() -> None:
    found = chosen(("start_to_api_s", "growth", "outbox", "command_p99_ms", "spine"), quick=True)
    assert [part.name for part in found] == ["outbox", "spine", "start", "growth"]


def test_a_name_that_nothing_has_is_told() -> None:
    with pytest.raises(UnknownPartError, match=r"'speed'.*--list"):
        chosen(("speed",), quick=False)


async def test_what_was_measured_before_a_part_fails_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def works(run: Run) -> None:
        run.results["registry_mb"] = (3.0, 1.0)
        run.note("something to know")

    async def fails(_run: Run) -> None:
        raise OSError("no disk")

    run = Run(QUICK, tmp_path)
    parts = [Part(name="one", about="works", run=works), Part(name="two", about="fails", run=fails)]
    with pytest.raises(OSError, match="no disk"):
        await run.all(parts)
    assert run.results == {"registry_mb": (3.0, 1.0)}
    assert run.notes == ["something to know"]
    assert [line.split("  ")[-1] for line in capsys.readouterr().err.splitlines()] == [
        "one: works",
        "something to know",
        "two: fails",
    ]


async def test_a_part_that_takes_too_long_ends_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def hangs(_run: Run) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(asyncio, "timeout", lambda _limit: _at_once())
    with pytest.raises(TimeoutError):
        await Run(QUICK, tmp_path).all([Part(name="one", about="hangs", run=hangs)])


def _at_once() -> asyncio.Timeout:
    return asyncio.timeout_at(asyncio.get_running_loop().time())
