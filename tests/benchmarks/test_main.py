"""`python -m benchmarks` as a person runs it."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import __main__ as command
from benchmarks import write
from benchmarks.__main__ import listing, main, parser
from benchmarks.measure import MEASURES, report
from benchmarks.parts import PARTS
from benchmarks.run import Part, Run
from benchmarks.show import measures, tables

COMMAND = [sys.executable, "-m", "benchmarks"]
ROOT = Path(__file__).parents[2]


def test_help_names_every_measure() -> None:
    text = parser().format_help()
    assert [one.name for one in MEASURES if one.name not in text] == []
    assert "--quick" in text


def test_the_table_shows_value_raw_limit_and_ratio() -> None:
    found = measures(report({"command_p50_ms": (0.5, 0.25), "updates_coalesced_percent": (3.0, 0.0)}, {}))
    cells = [list(column.cells) for column in found.columns]
    assert [column[1] for column in cells[2:5]] == ["0.50", "0.25", "2.00"]
    assert cells[4][0] == ""  # nothing is a multiple of nothing


def test_the_table_shows_limits_and_whether_they_are_met() -> None:
    results = {"compiled_check_ns": (151.0, 50.0), "registry_mb": (3.0, 1.0), "decode_update_us": (4.0, 2.0)}
    results |= {"updates_per_s": (50_000.0, 40_000.0), "max_stall_ms_3000": (1.0, 1.0)}
    cells = [list(column.cells) for column in measures(report(results, {})).columns]
    assert cells[6] == ["≥ 20,000", "", "≤ 150", "≤ 4", "≤ 4"]
    assert cells[7] == ["met", "", "[red]missed[/red]", "met", "met"]


def test_the_list_names_every_part_and_every_measure() -> None:
    assert [one.name for one in PARTS if f"{one.name}: " not in listing()] == []
    assert [one.name for one in MEASURES if f"  {one.name}\n" not in listing()] == []


def test_tables_of_rows_are_shown_after_the_measures() -> None:
    rows = [{"clients": 20, "cpu_us": 12.34, "updates_per_s": 23_456.7, "p50_ms": 0.5, "p99_ms": 1.25}]
    first, second = tables(report({"registry_mb": (3.0, 1.0)}, {}, {"growth_clients": rows}))
    assert first.row_count == second.row_count == 1
    assert [list(column.cells) for column in second.columns] == [["20"], ["12.3"], ["23,457"], ["0.50"], ["1.25"]]


@pytest.fixture
def one_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part that costs nothing, and no bytecode to prepare."""

    async def gives(run: Run) -> None:
        run.results["registry_mb"] = (4.5, 1.0)

    part = Part(name="one", about="works", measures=("registry_mb",), run=gives)
    monkeypatch.setattr(command, "chosen", lambda _names, **_: (part,))
    monkeypatch.setattr(command, "use_bytecode", lambda _folder: None)


@pytest.mark.usefixtures("one_part")
def test_a_missed_limit_is_told_at_the_end_and_is_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--only", "one"]) == 0
    assert capsys.readouterr().out.endswith("\nmissed: registry_mb: 4.5 > 4 MB\n")
    assert main(["--only", "one", "--json"]) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out)["limits"]["registry_mb"]["met"] is False
    assert captured.err.endswith("missed: registry_mb: 4.5 > 4 MB\n")


@pytest.mark.usefixtures("one_part")
@pytest.mark.parametrize(
    ("options", "called"),
    [([], ["plots"]), (["--no-plots"], []), (["--quick"], []), (["--only", "one"], []), (["--write"], ["figures"])],
)
def test_plots_are_drawn_after_a_full_run_and_figures_where_asked(
    options: list[str], called: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    for name in ("plots", "figures"):
        monkeypatch.setattr(write, name, lambda _tree, name=name: calls.append(name))
    assert main(options) == 0
    assert calls == called


def test_a_name_that_nothing_has_is_one_clear_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--only", "speed"]) == 2
    assert capsys.readouterr().err == "benchmarks: nothing is called 'speed'; --list shows the names\n"


@pytest.mark.broker
@pytest.mark.long
@pytest.mark.timeout(400)
def test_a_quick_run_measures_everything_but_the_large_home() -> None:
    done = subprocess.run([*COMMAND, "--json", "--quick"], cwd=ROOT, capture_output=True, timeout=360, check=False)
    assert done.returncode == 0, done.stderr.decode()
    tree = json.loads(done.stdout)
    assert set(tree["measures"]) == {one.name for one in MEASURES} - {"memory_core_mb_5000"}
    assert all(one["value"] > 0 for name, one in tree["measures"].items() if "coalesced" not in name)
    assert tree["run"]["failure"] == ""


@pytest.mark.broker
def test_ctrl_c_ends_every_process_and_reports_what_is_known() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what a shell starts behind it ignores this, and heirs do
    with subprocess.Popen(
        [*COMMAND, "--json", "--quick", "--only", "steps", "spine"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as run:
        assert run.stderr is not None
        for line in run.stderr:
            if b"through the core" in line:
                break
        children = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()
        run.send_signal(signal.SIGINT)
        out, _ = run.communicate(timeout=30)
    assert run.returncode == 130
    tree = json.loads(out)
    assert tree["run"]["failure"] == "interrupted"
    assert "compiled_check_ns" in tree["measures"]
    assert len(children) == 3  # broker, core and the bare loop
    for pid in children:
        with pytest.raises(ProcessLookupError):
            os.kill(int(pid), 0)
