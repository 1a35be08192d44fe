"""The results as tables: on a terminal, and in the document."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rich.table import Table

from benchmarks.measure import BY_NAME, Rule

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table of rows: the key in each row, and its heading."""

    key: str
    en: str
    zh: str
    digits: int = 0


@dataclass(frozen=True, slots=True)
class Kind:
    """A table that is no list of measures; `key` is its name in the report."""

    key: str
    title: str
    columns: tuple[Column, ...]


KINDS: Final = (
    Kind(
        "growth_properties",
        "Growth: properties · 随属性数量",
        (
            Column("properties", "properties", "属性数"),
            Column("cpu_us", "CPU an update, µs", "每次更新的 CPU", 1),
            Column("p50_ms", "p50 at 200/s, ms", "延迟 p50", 2),
            Column("p99_ms", "p99, ms", "延迟 p99", 2),
            Column("memory_mb", "memory, MiB", "内存", 1),
            Column("start_s", "start, s", "启动", 2),
        ),
    ),
    Kind(
        "growth_clients",
        "Growth: WebSocket clients · 随客户端数量",
        (
            Column("clients", "clients", "客户端数"),
            Column("cpu_us", "CPU an update, µs", "每次更新的 CPU", 1),
            Column("updates_per_s", "updates/s to all", "更新率"),
            Column("p50_ms", "p50 at 200/s, ms", "延迟 p50", 2),
            Column("p99_ms", "p99, ms", "延迟 p99", 2),
        ),
    ),
    Kind(
        "mqtt_clients",
        "MQTT clients, receiving only · MQTT 客户端，仅接收",
        (
            Column("client", "client", "客户端"),
            Column("burst_cpu_us", "CPU a message, burst, µs", "突发时每条消息的 CPU", 1),
            Column("burst_per_s", "messages/s", "消息率"),
            Column("paced_cpu_us", "CPU a message at 500/s, µs", "每秒 500 条时的 CPU", 1),
            Column("long_callback_ms", "loop held by a long message, ms", "长消息占用循环", 1),
            Column("long_more_mb", "memory for it, MiB", "为它占用的内存", 0),
        ),
    ),
    Kind(
        "slowest_callbacks",
        "Slowest callbacks at 3,000/s · 最长的回调",
        (
            Column("name", "callback", "回调"),
            Column("cpu_ms", "longest, CPU ms", "最长 CPU", 2),
            Column("count", "times over 0.5 ms", "超过 0.5 毫秒的次数"),
        ),
    ),
)


def tables(tree: Mapping[str, Any]) -> Iterator[Table]:
    """Give everything there is to show, for a terminal."""
    if tree["measures"]:
        yield measures(tree)
    for kind in KINDS:
        if tree.get(kind.key):
            yield _rows(kind, tree[kind.key])


def measures(tree: Mapping[str, Any]) -> Table:
    """Return the measures as a table."""
    columns = ("measure", "", "value", "raw", "ratio", "raw limit", "limit", "")
    found = Table(*columns, title="Hutong: measures beside raw limits")
    for column in (*found.columns[2:5], found.columns[6]):
        column.justify = "right"
    for name, result in tree["measures"].items():
        one, met = BY_NAME[name], tree["limits"].get(name, {"met": True})["met"]
        value, raw, ratio = _figures(name, result)
        verdict = "" if one.limit is None else "met" if met else "[red]missed[/red]"
        limit = "" if one.limit is None else str(one.limit)
        found.add_row(f"{one.en}\n[dim]{name} · {one.zh}[/dim]", one.unit, value, raw, ratio, one.raw, limit, verdict)
    return found


def _figures(name: str, result: Mapping[str, Any]) -> tuple[str, str, str]:
    """Write value, raw limit and the multiple; nothing is a multiple of nothing."""
    value, raw, digits = float(result["value"]), float(result["raw"]), BY_NAME[name].digits
    return f"{value:,.{digits}f}", f"{raw:,.{digits}f}", f"{value / raw:.2f}" if raw else ""


def _rows(kind: Kind, rows: Rows) -> Table:
    found = Table(*(f"{one.en}\n[dim]{one.zh}[/dim]" for one in kind.columns), title=kind.title)
    for column in found.columns[1:]:
        column.justify = "right"
    for row in rows:
        found.add_row(*_cells(kind, row))
    return found


def _cells(kind: Kind, row: Mapping[str, Any]) -> Iterator[str]:
    for one in kind.columns:
        value = row[one.key]
        yield value if isinstance(value, str) else f"{value:,.{one.digits}f}"


def limits_markdown(tree: Mapping[str, Any]) -> str:
    """Write the limits for the document, those that are missed in bold."""
    lines = ["| measure | seen | raw | must be | |", "| --- | ---: | ---: | ---: | --- |"]
    for name, found in tree["limits"].items():
        value, raw, ratio = _figures(name, tree["measures"][name])
        ratio_asked = found["rule"] == Rule.TIMES_RAW
        seen = f"{value} ({ratio} x)" if ratio_asked else value
        verdict = "met" if found["met"] else "**missed**"
        bound = f"{BY_NAME[name].limit}{'' if ratio_asked else f' {BY_NAME[name].unit}'}"
        lines.append(f"| `{name}` | {seen} | {raw} | {bound} | {verdict} |")
    return "\n".join(lines)


def others_markdown(tree: Mapping[str, Any]) -> str:
    """Write the measures without a limit."""
    lines = ["| measure | seen | raw | unit |", "| --- | ---: | ---: | --- |"]
    for name, result in tree["measures"].items():
        if name not in tree["limits"]:
            value, raw, _ = _figures(name, result)
            lines.append(f"| `{name}` | {value} | {raw} | {BY_NAME[name].unit} |")
    return "\n".join(lines)


def rows_markdown(kind: Kind, rows: Rows) -> str:
    """Write a table of rows."""
    lines = ["| " + " | ".join(one.en for one in kind.columns) + " |"]
    lines.append("| --- |" + " ---: |" * (len(kind.columns) - 1))
    lines += ["| " + " | ".join(_cells(kind, row)) + " |" for row in rows]
    return "\n".join(lines)
