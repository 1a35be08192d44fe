"""The document shows the figures of figures.json, and nothing else."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.measure import report
from benchmarks.show import KINDS
from benchmarks.spine import BIN_MS, histogram
from benchmarks.write import DOCS, PAGES, drawn, figures, filled, known, merged

ABOUT = {"quick": True, "only": [], "seconds": 70.0, "cpus": 2, "load_average": 0.5, "python": "3.11.7"}
SIZE = {"properties": 100, "devices": 20, "cpu_us": 12.34, "p50_ms": 0.5, "p99_ms": 1.0}
SIZES = [SIZE | {"memory_mb": 80.0, "start_s": 0.5}, SIZE | {"properties": 1000, "memory_mb": 85.0, "start_s": 0.6}]


def tree(**values: float) -> dict[str, Any]:
    results = {name: (value, 10.0) for name, value in values.items()}
    return report(results, ABOUT | {"machine": "x86_64", "notes": [], "failure": ""})


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_show_the_figures_that_are_kept(page: Path) -> None:
    text = (DOCS / page).read_text("utf-8")
    assert filled(text, known()) == text, "write them again: python -m benchmarks --write, or write.figures(known())"


def test_the_page_shows_the_plots_there_are() -> None:
    text = (DOCS / PAGES[0]).read_text("utf-8")
    names = {name for name, _ in drawn(known())}
    assert names == {"latency", "memory", "cost"} == {one.stem for one in (DOCS / "performance").glob("*.svg")}
    assert [name for name in names if f"](performance/{name}.svg)" not in text] == []


def test_every_marker_of_the_pages_is_known() -> None:
    names = {"run", "limits", "others", "latency", *(kind.key for kind in KINDS)}
    for page in PAGES:
        text = (DOCS / page).read_text("utf-8")
        markers = [line.removeprefix("<!-- figures: ").removesuffix(" -->") for line in text.splitlines()]
        assert {one for one in markers if f"<!-- figures: {one} -->" in text} <= names
        assert text.count("<!-- figures: ") == text.count("<!-- end -->") > 0


def test_tables_take_the_place_of_what_stood_between_the_markers() -> None:
    page = "before\n<!-- figures: limits -->\nold\n<!-- end -->\nafter\n"
    found = filled(page, tree(update_cpu_us_burst=41.0, update_cpu_us_500=14.0, registry_load_ms=3.0))
    assert found.startswith("before\n<!-- figures: limits -->\n| measure |")
    assert found.endswith("<!-- end -->\nafter\n")
    assert "| `update_cpu_us_burst` | 41.0 | 10.0 | ≤ 40 µs | **missed** |" in found
    assert "| `update_cpu_us_500` | 14.0 (1.40 x) | 10.0 | ≤ 1.5 x raw | met |" in found
    assert "old" not in found
    assert filled(found, tree(update_cpu_us_burst=41.0, update_cpu_us_500=14.0, registry_load_ms=3.0)) == found


def test_a_run_of_some_parts_leaves_the_other_figures() -> None:
    before = tree(update_cpu_us_burst=41.0, registry_mb=3.0) | {"growth_properties": SIZES}
    found = merged(before, tree(update_cpu_us_burst=20.0))
    assert found["measures"]["update_cpu_us_burst"]["value"] == 20.0
    assert found["measures"]["registry_mb"]["value"] == 3.0
    assert found["limits"]["update_cpu_us_burst"]["met"]
    assert list(found["limits"]) == ["update_cpu_us_burst", "registry_mb"]
    assert found["growth_properties"] == SIZES


def test_writing_makes_figures_tables_and_plots(tmp_path: Path) -> None:
    for page in PAGES:
        (tmp_path / page).parent.mkdir(exist_ok=True)
        (tmp_path / page).write_text("<!-- figures: growth_properties -->\n<!-- end -->\n", "utf-8")
    latency = {"bin_ms": BIN_MS, "core": histogram([0.5, 0.6]), "bare_loop": histogram([0.4])}
    shares = {"core_ms": {"p50": 0.5, "p100": 0.6}, "bare_loop_ms": {"p50": 0.4, "p100": 0.4}}
    figures(tree(registry_mb=3.0) | {"growth_properties": SIZES, "latency": latency | shares}, tmp_path)
    assert "| 1,000 | 12.3 | 0.50 | 1.00 | 85.0 | 0.60 |" in (tmp_path / PAGES[0]).read_text("utf-8")
    assert sorted(one.name for one in (tmp_path / "performance").iterdir()) == [
        "cost.svg",
        "figures.json",
        "latency.svg",
        "memory.svg",
    ]
    assert json.loads((tmp_path / "performance" / "figures.json").read_text("utf-8")) == known(tmp_path)


def test_a_histogram_keeps_what_is_beyond_its_end_in_the_last_bin() -> None:
    counts = histogram([0.0, BIN_MS / 2, 4.99, 5.0, 700.0])
    assert counts[0] == 2
    assert counts[-2:] == [1, 2]
    assert sum(counts) == 5
