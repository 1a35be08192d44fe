"""A soak as one JSON object and as a page; neither names a place on this machine."""

import os
import platform
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

from tests.soak.course import Record
from tests.soak.verdict import LEAST_H, MEMORY_LIMIT_MB_H, Kind, Trend, fault, losses, settled, trend, warm_up_s

ABOUT: Final = """\
beside it, FILE.json with every sample. What runs: mosquitto, the core with history, an adapter in the core and one in
its own process, egress with an approved contract and its recipient, and two clients of the stream. Every hundredth
message is an event, every fifth goes to the adapter in its own process; every five seconds one client sets a switch."""
TABLE: Final = """\
Slopes are per hour, by least squares after {warm:.1f} minutes of warm-up, with the interval that holds the true one
with 95 % (neighbouring samples count for less, as they are alike). Memory may grow by {limit:g} MB an hour, a count not
at all.

| figure | mean | most | slope an hour | 95 % | judged |
| --- | ---: | ---: | ---: | ---: | --- |"""
WIDE: Final = 60
HIGH: Final = 8
BROKER: Final = "broker"  # its memory is not ours to judge
COUNTS: Final = ("files", "threads", "tasks")
QUEUES: Final = ("core.waiting.", "core.outbox")


def kind_of(name: str) -> Kind | None:
    """Tell how a figure is judged; None where it is only shown."""
    part, _, what = name.partition(".")
    if part in {BROKER, "disk"}:
        return None
    if what == "rss_mb":
        return "memory"
    return "count" if what in COUNTS or name.startswith(QUEUES) else None


def trends(record: Record) -> dict[str, Trend]:
    """Fit every figure after the warm-up."""
    warm_s = warm_up_s(record.plan.seconds)
    names = sorted({name for _, figures in record.samples for name in figures})
    series = {name: [(at, figures[name]) for at, figures in record.samples if name in figures] for name in names}
    late = {name: settled(one, warm_s) for name, one in series.items()}
    return {name: trend(one) for name, one in late.items() if len(one) > 2}


def faults(record: Record) -> list[str]:
    """Name everything that is not as it must be."""
    found = [
        f"{name} {wrong}"
        for name, one in trends(record).items()
        if (kind := kind_of(name)) is not None and (wrong := fault(kind, one))
    ]
    found += losses(*({"events": which.get("events", 0)} for which in (record.offered, record.delivered)))
    if (missing := missing_values(record)) > record.folded:
        found.append(f"values: {missing} did not come, {record.folded} were folded")
    if record.disordered:
        found.append(f"events: {record.disordered} out of order")
    if record.commands_failed:
        found.append(f"commands: {record.commands_failed} of {record.commands} were not confirmed")
    return found


def missing_values(record: Record) -> int:
    """How many values did not come, for a newer one took their place."""
    return sum(count - record.delivered.get(kind, 0) for kind, count in record.offered.items() if kind != "events")


def document(record: Record) -> dict[str, Any]:
    """Make the JSON object."""
    found = faults(record)
    plan = record.plan
    return {
        "verdict": "failed" if found else "passed",
        "faults": found,
        "run": {
            "minutes": round(plan.seconds / 60, 2),
            "rate": plan.rate,
            "samples": len(record.samples),
            "python": platform.python_version(),
            "machine": platform.machine(),
            "cpus": len(os.sched_getaffinity(0)),
        },
        "offered": record.offered,
        "delivered": record.delivered,
        "folded": record.folded,
        "commands": {
            "asked": record.commands,
            "failed": record.commands_failed,
            "p50_ms": round(record.command_ms[0], 2),
            "p99_ms": round(record.command_ms[1], 2),
        },
        "envelopes": record.envelopes,
        "other_messages": record.other_messages,
        "trends": {name: _shown(one) for name, one in trends(record).items()},
        "samples": [{"at_s": round(at, 1), **_rounded(figures)} for at, figures in record.samples],
    }


def _shown(one: Trend) -> dict[str, float]:
    fields = ("mean", "maximum", "slope", "low", "high", "growth")
    return {field: round(getattr(one, field), 4) for field in fields}


def _rounded(figures: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 3) for name, value in figures.items()}


def page(record: Record) -> str:
    """Make the page."""
    return "\n".join(_page(record)) + "\n"


def _page(record: Record) -> Iterator[str]:
    plan, found, events = record.plan, faults(record), record.offered.get("events", 0)
    minutes = plan.seconds / 60
    yield "# Soak"
    yield ""
    yield (
        f"**一句话：** 每秒 {plan.rate:g} 条消息，连续 {minutes:g} 分钟："
        f"{'通过' if not found else '未通过'}；内存、文件、线程、任务和队列是否增长见下表。本页由命令写成。"
    )
    yield ""
    yield f"`python -m tests.soak --minutes {minutes:g} --rate {plan.rate:g} --report FILE.md` wrote this page and,"
    yield from ABOUT.splitlines()
    yield ""
    yield f"**{'Passed' if not found else 'Failed'}.** " + ("" if not found else "; ".join(found))
    yield ""
    yield "| what | offered | delivered to both clients |"
    yield "| --- | ---: | ---: |"
    for kind, count in sorted(record.offered.items()):
        yield f"| {kind} | {count} | {record.delivered.get(kind, 0)} |"
    yield ""
    yield (
        f"Events lost: {events - record.delivered.get('events', 0)}. Values folded: {missing_values(record)}. "
        f"Commands: {record.commands}, not confirmed {record.commands_failed}, p50 {record.command_ms[0]:.1f} ms and "
        f"p99 {record.command_ms[1]:.1f} ms until confirmed. Envelopes sent: {record.envelopes}."
    )
    yield ""
    yield from _table(record)
    yield from _plots(record)


def _table(record: Record) -> Iterator[str]:
    warm = warm_up_s(record.plan.seconds) / 60
    yield from TABLE.format(warm=warm, limit=MEMORY_LIMIT_MB_H).splitlines()
    for name, one in trends(record).items():
        judged = _judged(name, one)
        range_ = f"{one.low:+.3f} … {one.high:+.3f}"
        yield f"| {name} | {one.mean:.2f} | {one.maximum:.2f} | {one.slope:+.3f} | {range_} | {judged} |"
    yield ""


def _judged(name: str, one: Trend) -> str:
    kind = kind_of(name)
    if kind is None:
        return ""
    return "too short" if kind == "memory" and one.hours < LEAST_H else fault(kind, one) or "well"


def _plots(record: Record) -> Iterator[str]:
    for name in sorted({name for _, figures in record.samples for name in figures if name.endswith(".rss_mb")}):
        series = [(at, figures[name]) for at, figures in record.samples if name in figures]
        yield f"{name.removesuffix('.rss_mb')}, MB over {record.plan.seconds / 60:g} minutes"
        yield ""
        yield "```text"
        yield from plot(series)
        yield "```"
        yield ""


def plot(series: list[tuple[float, float]]) -> Iterator[str]:
    """Draw a series with letters, its extremes at the side."""
    values = _columns([value for _, value in series])
    low, high = min(values), max(values)
    step = max((high - low) / (HIGH - 1), 0.01)
    for row in range(HIGH - 1, -1, -1):
        line = "".join("●" if round((value - low) / step) == row else " " for value in values)
        yield f"{low + row * step:8.2f} |{line}".rstrip()


def _columns(values: list[float]) -> list[float]:
    wide = min(WIDE, len(values))
    edges = [len(values) * number // wide for number in range(wide + 1)]
    return [sum(values[a:b]) / (b - a) for a, b in pairwise(edges)]
