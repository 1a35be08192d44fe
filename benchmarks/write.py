"""Writes a run into the documentation: figures.json, the tables of performance.md and the plots, all of one run."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from benchmarks import show
from benchmarks.measure import BY_NAME
from benchmarks.plot import Mark, Plot, Series, growing, rising

DOCS: Final = Path(__file__).parents[1] / "docs"
DECISION: Final = Path("decisions") / "0007-mqtt-client.md"
PAGES: Final = (Path("performance.md"), DECISION)
SHOWN_MS: Final = 2.5  # of the histogram; the rest is in the text
MEMORY: Final = ((1000, "memory_core_mb_1000"), (5000, "memory_core_mb_5000"))
Tree = Mapping[str, Any]


def figures(tree: Tree, docs: Path = DOCS) -> None:
    """Write everything. What a run of some parts did not measure stays as it was."""
    kept = merged(known(docs), tree)
    (docs / "performance").mkdir(exist_ok=True)
    _figures_of(docs).write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")
    for page in PAGES:
        text = (docs / page).read_text("utf-8")
        (docs / page).write_text(filled(text, kept), "utf-8")
    plots(kept, docs)


def _figures_of(docs: Path) -> Path:
    return docs / "performance" / "figures.json"


def known(docs: Path = DOCS) -> dict[str, Any]:
    """Give the figures that the documentation shows."""
    file = _figures_of(docs)
    found: dict[str, Any] = json.loads(file.read_text("utf-8")) if file.exists() else {"measures": {}, "limits": {}}
    return found


def merged(before: Tree, now: Tree) -> dict[str, Any]:
    """Put a run over an earlier one, measures in the order of their list."""
    measures = {**before["measures"], **now["measures"]}
    limits = {**before["limits"], **now["limits"]}
    ordered = {name: measures[name] for name in BY_NAME if name in measures}
    return {
        **before,
        **now,
        "measures": ordered,
        "limits": {name: limits[name] for name in ordered if name in limits},
    }


def plots(tree: Tree, docs: Path = DOCS) -> None:
    """Draw what the figures suffice for."""
    (docs / "performance").mkdir(exist_ok=True)
    for name, plot in drawn(tree):
        (docs / "performance" / f"{name}.svg").write_text(plot.svg(), "utf-8")


def filled(text: str, tree: Tree) -> str:
    """Put the tables between the markers of a page: `<!-- figures: NAME -->` to `<!-- end -->`."""
    for name, table in blocks(tree):
        begin, end = f"<!-- figures: {name} -->", "<!-- end -->"
        if begin in text:
            before, _, rest = text.partition(begin)
            text = f"{before}{begin}\n{table}\n{end}{rest.partition(end)[2]}"
    return text


def blocks(tree: Tree) -> Iterator[tuple[str, str]]:
    """Give the text of each marker."""
    yield "run", _run(tree["run"])
    yield "limits", show.limits_markdown(tree)
    yield "others", show.others_markdown(tree)
    for kind in show.KINDS:
        if tree.get(kind.key):
            yield kind.key, show.rows_markdown(kind, tree[kind.key])
    if "latency" in tree:
        yield "latency", _latency(tree["latency"])


def _run(run: Tree) -> str:
    what = "a quick run" if run["quick"] else "a full run"
    part = f", last of {', '.join(run['only'])}" if run.get("only") else ""
    took = f"{run['seconds'] / 60:.0f} min" if run["seconds"] >= 120 else f"{run['seconds']:.0f} s"
    return (
        f"{what[0].upper()}{what[1:]}{part}: {took}, {run['cpus']} processors ({run['machine']}), "
        f"Python {run['python']}, load average {run['load_average']:g} at its end."
    )


def _latency(latency: Tree) -> str:
    core, loop = latency["core_ms"], latency["bare_loop_ms"]
    lines = ["| publish → WebSocket at 200/s, ms | core | bare loop |", "| --- | ---: | ---: |"]
    names = {"p100": "longest"}
    return "\n".join(lines + [f"| {names.get(one, one)} | {core[one]:.2f} | {loop[one]:.2f} |" for one in core])


def drawn(tree: Tree) -> Iterator[tuple[str, Plot]]:
    """Give the plots that can be drawn, by the name of their file."""
    if "latency" in tree:
        yield "latency", latency_plot(tree["latency"])
    if len(tree.get("growth_properties", ())) > 1:
        yield "memory", memory_plot(tree)
        yield "cost", cost_plot(tree)


def latency_plot(latency: Tree) -> Plot:
    """Draw the histogram of the way through the core, beside that of the bare loop."""
    bin_ms = latency["bin_ms"]
    series = tuple(
        _histogram(name, latency[key], bin_ms)
        for name, key in (("core 核心", "core"), ("bare loop 裸循环", "bare_loop"))
    )
    highest = max(y for one in series for _, y in one.points)
    return Plot(
        title_en="Publish → WebSocket, 200 updates a second",
        title_zh="从发布到推送的延迟，每秒 200 次更新",
        x=rising("ms 毫秒", SHOWN_MS),
        y=rising(f"% of the updates, each {bin_ms:g} ms · 占比", highest),
        series=series,
        marks=tuple(
            Mark(caption=f"{one} ≤ {bound:g}", x=bound)
            for one in ("p50", "p99")
            for bound in (_bound(f"publish_to_websocket_{one}_ms_200"),)
        ),
    )


def _histogram(name: str, counts: list[int], bin_ms: float) -> Series:
    shown = counts[: round(SHOWN_MS / bin_ms) + 1]
    total = sum(counts)
    points = tuple((number * bin_ms, count * 100 / total) for number, count in enumerate(shown))
    return Series(name=name, points=points, stepped=True)


def memory_plot(tree: Tree) -> Plot:
    """Draw memory over properties."""
    points = tuple((row["properties"], row["memory_mb"]) for row in tree["growth_properties"])
    return Plot(
        title_en="Memory of the core (VmRSS)",
        title_zh="核心进程内存随属性数量的变化",
        x=growing("properties 属性数", [x for x, _ in points]),
        y=rising("MiB", max(y for _, y in points)),
        series=(Series(name="core 核心", points=points),),
        marks=tuple(Mark(caption=f"≤ {_bound(name):g}", x=x, y=_bound(name)) for x, name in MEMORY),
    )


def cost_plot(tree: Tree) -> Plot:
    """Draw the cost of an update over the number of devices."""
    rows = tree["growth_properties"]
    bound = _bound("update_cpu_us_burst")
    ours = tuple((row["devices"], row["cpu_us"]) for row in rows)
    return Plot(
        title_en="CPU of the core an update, burst",
        title_zh="突发时每次更新的 CPU 随设备数量的变化",
        x=growing("devices 设备数", [x for x, _ in ours]),
        y=rising("µs 微秒", max(bound, *(y for _, y in ours))),
        series=(Series(name="core 核心", points=ours),),
        marks=(Mark(caption=f"≤ {bound:g}", y=bound),),
    )


def _bound(name: str) -> float:
    limit = BY_NAME[name].limit
    assert limit is not None
    return limit.bound
