"""`python -m benchmarks` as a person runs it."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.__main__ import parser, table
from benchmarks.measure import MEASURES, report

COMMAND = [sys.executable, "-m", "benchmarks"]
ROOT = Path(__file__).parents[2]


def test_help_names_every_measure() -> None:
    text = parser().format_help()
    assert [one.name for one in MEASURES if one.name not in text] == []
    assert "--quick" in text


def test_the_table_shows_value_raw_limit_and_ratio() -> None:
    found = table(report({"command_p50_ms": (0.5, 0.25), "updates_coalesced_percent": (3.0, 0.0)}, {}))
    cells = [list(column.cells) for column in found.columns]
    assert [column[1] for column in cells[2:5]] == ["0.50", "0.25", "2.00"]
    assert cells[4][0] == ""  # nothing is a multiple of nothing


def test_the_table_shows_limits_and_whether_they_are_met() -> None:
    results = {"compiled_check_ns": (151.0, 50.0), "registry_mb": (3.0, 1.0), "decode_update_us": (4.0, 2.0)}
    results |= {"updates_per_s": (50_000.0, 40_000.0)}
    cells = [list(column.cells) for column in table(report(results, {})).columns]
    assert cells[6] == ["", "≤ 150", "≤ 4", "≤ 4"]
    assert cells[7] == ["", "[red]missed[/red]", "met", "met"]


@pytest.mark.broker
@pytest.mark.long
def test_a_quick_run_measures_everything_but_the_large_home() -> None:
    done = subprocess.run([*COMMAND, "--json", "--quick"], cwd=ROOT, capture_output=True, timeout=200, check=False)
    assert done.returncode == 0, done.stderr.decode()
    tree = json.loads(done.stdout)
    assert set(tree["measures"]) == {one.name for one in MEASURES} - {"memory_core_mb_5000"}
    assert all(one["value"] > 0 for name, one in tree["measures"].items() if "coalesced" not in name)
    assert tree["run"]["failure"] == ""


@pytest.mark.broker
def test_ctrl_c_ends_every_process_and_reports_what_is_known() -> None:
    with subprocess.Popen(
        [*COMMAND, "--json", "--quick"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:
        assert run.stderr is not None
        for line in run.stderr:
            if b"bursts through the core" in line:
                break
        children = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()
        run.send_signal(signal.SIGINT)
        out, _ = run.communicate(timeout=30)
    assert run.returncode == 130
    tree = json.loads(out)
    assert tree["run"]["failure"] == "interrupted"
    assert "compiled_check_ns" in tree["measures"]
    assert len(children) == 2  # broker and core
    for pid in children:
        with pytest.raises(ProcessLookupError):
            os.kill(int(pid), 0)
