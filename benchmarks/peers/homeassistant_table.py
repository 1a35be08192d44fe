"""The measures of the comparison, and how their results are told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from benchmarks.measure import rounded

Results = dict[str, dict[str, float]]
"""Name of a measure to what each side showed in this run; not every side has every measure."""

OURS: Final = "hutong"
PLAIN: Final = "homeassistant"
RECORDED: Final = "homeassistant_recorder"
PEERS: Final = (PLAIN, RECORDED)
HEADS: Final = ("measure", "unit", "Hutong", "Home Assistant", "ratio", "with its recorder", "ratio")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measure."""

    name: str
    unit: str
    en: str
    zh: str
    digits: int = 2
    more_is_better: bool = False


def _row(name: str, unit: str, en: str, zh: str, digits: int = 2) -> Row:
    return Row(name=name, unit=unit, en=en, zh=zh, digits=digits)


ROWS: Final[tuple[Row, ...]] = (
    _row("update_cpu_us_burst", "µs", "CPU an update, burst", "突发时每次更新的 CPU", 1),
    _row("update_cpu_us_500", "µs", "CPU an update, at 500/s", "每秒 500 次时每次更新的 CPU", 1),
    Row(
        name="updates_per_s",
        unit="1/s",
        en="updates to one WebSocket client, sustained",
        zh="单个客户端持续更新率",
        digits=0,
        more_is_better=True,
    ),
    _row("publish_to_websocket_p50_ms_200", "ms", "publish → WebSocket at 200/s, p50", "发布到推送延迟 p50"),
    _row("publish_to_websocket_p99_ms_200", "ms", "publish → WebSocket at 200/s, p99", "发布到推送延迟 p99"),
    _row("command_p50_ms", "ms", "command, WebSocket → MQTT topic, p50", "命令到达 MQTT 延迟 p50"),
    _row("command_p99_ms", "ms", "command, WebSocket → MQTT topic, p99", "命令到达 MQTT 延迟 p99"),
    _row("memory_mb_1000", "MiB", "VmRSS after load, 1,000 properties", "内存 · 1000 个属性", 1),
    _row("memory_mb_5000", "MiB", "VmRSS after load, 5,000 properties", "内存 · 5000 个属性", 1),
    _row("start_to_api_s", "s", "second start → the API answers, 1,000 properties", "再次启动到接口应答"),
    _row("start_to_running_s", "s", "second start → says that all is started", "再次启动到全部就绪"),
    _row(
        "max_callback_cpu_ms_3000", "ms", "longest single callback at 3,000/s, CPU", "每秒 3000 次时最长回调的 CPU", 1
    ),
    _row("max_stall_ms_3000", "ms", "longest stall there, wall time", "其间事件循环最长停顿", 1),
    _row("flash_mb_per_day_1000", "MB", "written a day at 500/s with history (estimate)", "每天写入闪存（估计）", 0),
)
BY_NAME: Final[Mapping[str, Row]] = {one.name: one for one in ROWS}


def report(results: Results, about: Mapping[str, Any]) -> dict[str, Any]:
    """Give the report as a JSON tree, in the order of ROWS. A name they lack is a KeyError."""
    measures = {name: _measure(BY_NAME[name], results[name]) for name in sorted(results, key=_place)}
    return {"measures": measures, "run": dict(about)}


def _place(name: str) -> int:
    return ROWS.index(BY_NAME[name])


def _measure(row: Row, found: Mapping[str, float]) -> dict[str, Any]:
    """Round what each side showed; the ratio is ours divided by theirs."""
    sides = {side: rounded(found[side]) for side in (OURS, *PEERS) if side in found}
    ratios = {side: rounded(found[OURS] / found[side]) for side in PEERS if found.get(side)}
    return {**sides, "unit": row.unit, "ratio": ratios}


def cells(tree: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Give the table's rows, in the order of HEADS."""
    for name, found in tree["measures"].items():
        row = BY_NAME[name]
        what = row.en + (" (more is better)" if row.more_is_better else "")
        peers = [cell for side in PEERS for cell in (_shown(row, found, side), _ratio(found, side))]
        yield what, row.unit, _shown(row, found, OURS), *peers


def _shown(row: Row, found: Mapping[str, Any], side: str) -> str:
    return f"{found[side]:,.{row.digits}f}" if side in found else ""


def _ratio(found: Mapping[str, Any], side: str) -> str:
    return f"{found['ratio'][side]:.2g}" if side in found["ratio"] else ""


def page(tree: Mapping[str, Any]) -> str:
    """Return the page that docs/performance.md links."""
    lines = "\n".join(f"| {' | '.join(row)} |" for row in cells(tree))
    run = tree["run"]
    machine = f"{run['machine']}, {run['cpus']} processors, load average {run['load_average']:g}, {run['date']}"
    return PAGE.format(lines=lines, machine=machine, **{key: run[key] for key in ("homeassistant", *PYTHONS)})


PYTHONS: Final = ("hutong_python", "homeassistant_python")
PAGE: Final = """\
# Beside Home Assistant

中文摘要：同一次运行、同一个代理、同样的消息，依次经过 Home Assistant 核心与 Hutong 核心；本页由脚本写成。

```sh
python -m benchmarks.peers.homeassistant           # about fifteen minutes; writes a table
python -m benchmarks.peers.homeassistant --quick   # about three minutes
python -m benchmarks.peers.homeassistant --write   # the table goes into this page
```

Home Assistant needs Python 3.13. One is looked for in `PATH`, by uv and by pyenv; `HUTONG_HA_PYTHON` or `--python`
names one. Where there is none, the script says where it looked and ends with exit code 0. Its packages are pinned with
hashes and go into `.peers/`; Home Assistant (Apache-2.0) is a peer in tests, never a dependency.

Home Assistant core {homeassistant} on Python {homeassistant_python}, Hutong on Python {hutong_python}; {machine}.

| measure | unit | Hutong | Home Assistant | ratio | with its recorder | ratio |
| --- | --- | ---: | ---: | ---: | ---: | ---: |
{lines}

A ratio is Hutong divided by Home Assistant: below 1 Hutong takes less. A load average above the number of processors
says that other work ran: then wall times, and the 99th percentiles most of all, are longer than they would be alone.

How it was measured:

- Hutong's core and Home Assistant, without and with its recorder, run at the same time on one broker. Each hears a copy
  of the home of its own (200 devices, 1,000 properties, one value a message), and messages go through them by turns,
  after a warm-up. The bench that publishes and reads is the same.
- Hutong keeps history all the time, so Home Assistant with its recorder does the like; without it, it does less.
- Home Assistant has MQTT and what it starts with anyway, nothing of `default_config`, log level `warning`. Its client
  uses `subscribe_entities` with coalesced messages over plain HTTP, as its own frontend does; Hutong's client uses TLS.
- Hutong's figures are of the core process. Egress, the process with the way out, is not part of them: see
  [performance](../performance.md).
- Commands: from the client's message to the message on the command topic, another one only after all came of the last.
- Start: Hutong's `/readyz` says 200 when all is started, so it stands in both lines. After a start Home Assistant knows
  values again when they are next published; Hutong has the stored ones.
- Flash: Home Assistant wrote for a while at 500 updates a second, multiplied to a day; Hutong's is an hour of its home
  with time moved by hand. Both are bytes handed to the kernel, a page written twice counts twice; what is purged at
  night is in neither.
- CPU is that of the process with all its threads, as the kernel counts it. A stall is the wall time of one callback of
  the event loop; other processes on the machine lengthen it.
"""
