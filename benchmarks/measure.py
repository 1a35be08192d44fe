"""The measures there are, and how their results are told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

Measured = dict[str, tuple[float, float]]
"""Name of a measure to its value and its raw limit, both from this run."""

PAHO: Final = "paho receives, nothing else"
CLASSES: Final = "as many plain pydantic classes"
JSON: Final = "the JSON of it alone"
HEAD: Final = "its head alone"
WORDS: Final = "its words alone"
PROTOBUF: Final = "the protobuf of it alone"
LOOP: Final = "bare loop paho → JSON → WebSocket"


class Rule(StrEnum):
    """What a limit asks for."""

    MOST = "at most"
    LEAST = "at least"
    TIMES_RAW = "at most, times the raw limit"


@dataclass(frozen=True, slots=True)
class Limit:
    """What a measure must reach."""

    bound: float
    rule: Rule = Rule.MOST

    def judged(self, value: float, raw: float) -> float:
        """Return what is compared with the bound: the value, or its multiple of the raw limit."""
        return value / raw if self.rule is Rule.TIMES_RAW else value

    def is_met(self, value: float, raw: float) -> bool:
        """Whether it is reached."""
        seen = self.judged(value, raw)
        return seen >= self.bound if self.rule is Rule.LEAST else seen <= self.bound

    def __str__(self) -> str:
        sign, unit = "≥" if self.rule is Rule.LEAST else "≤", " x raw" if self.rule is Rule.TIMES_RAW else ""
        return f"{sign} {self.bound:,g}{unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measure: what is counted, beside which raw limit it stands, and what it must reach."""

    name: str
    unit: str
    en: str
    zh: str
    raw: str
    digits: int = 1
    limit: Limit | None = None


def _measure(
    name: str, unit: str, en: str, zh: str, raw: str, digits: int = 1, limit: Limit | float | None = None
) -> Measure:
    bound = Limit(limit) if isinstance(limit, int | float) else limit
    return Measure(name=name, unit=unit, en=en, zh=zh, raw=raw, digits=digits, limit=bound)


MEASURES: Final[tuple[Measure, ...]] = (
    _measure("update_cpu_us_burst", "µs", "CPU of the core an update, burst", "突发时每次更新的 CPU", PAHO, 1, 40),
    _measure(
        "update_cpu_ratio_to_paho_receive", "x", "the same as a multiple of receiving", "与单纯接收之比", PAHO, 2, 3
    ),
    _measure("update_cpu_ratio_to_bare_loop", "x", "the same as a multiple of the bare loop", "与裸循环之比", LOOP, 2),
    _measure(
        *("update_cpu_us_isolated", "µs", "the same, the adapter in its own process", "适配器在独立进程中时"),
        *("the burst with the adapter in the core", 1, 100),
    ),
    _measure(
        *("update_cpu_us_500", "µs", "CPU of the core an update, at 500/s", "每秒 500 次时每次更新的 CPU", LOOP),
        *(1, Limit(1.5, Rule.TIMES_RAW)),
    ),
    _measure(
        "update_cpu_us_500_ratio_to_paho_receive",
        "x",
        "the same as a multiple of receiving at 500/s",
        "与同速单纯接收之比",
        PAHO,
        2,
    ),
    _measure(
        *("updates_per_s", "1/s", "updates to one WebSocket client, sustained", "单个客户端持续更新率", LOOP),
        *(0, Limit(20_000, Rule.LEAST)),
    ),
    _measure("updates_coalesced_percent", "%", "values of the burst merged into newer ones", "突发中被合并的值", LOOP),
    _measure("full_state_cpu_us_burst", "µs", "CPU a Zigbee2MQTT state, 5 values, 1 new", "每条全量状态的 CPU", PAHO),
    _measure(
        "full_states_coalesced_percent", "%", "of those states, merged into newer ones", "其中被合并的状态", "none"
    ),
    _measure(
        "publish_to_websocket_p50_ms_200", "ms", "publish → WebSocket at 200/s, p50", "发布到推送延迟 p50", LOOP, 2, 0.6
    ),
    _measure(
        "publish_to_websocket_p99_ms_200", "ms", "publish → WebSocket at 200/s, p99", "发布到推送延迟 p99", LOOP, 2, 1.2
    ),
    _measure(
        "command_p50_ms",
        "ms",
        "WebSocket set → MQTT topic, p50",
        "命令到达 MQTT 延迟 p50",
        "one hop by the broker",
        2,
        1,
    ),
    _measure(
        "command_p99_ms",
        "ms",
        "WebSocket set → MQTT topic, p99",
        "命令到达 MQTT 延迟 p99",
        "one hop by the broker",
        2,
        2,
    ),
    _measure(
        "command_confirmed_p50_ms",
        "ms",
        "WebSocket set → outcome confirmed, p50",
        "命令确认延迟 p50",
        "two hops by the broker",
        2,
    ),
    _measure(
        "memory_core_mb_1000",
        "MiB",
        "VmRSS of the core, 1,000 properties",
        "核心内存 · 1000 个属性",
        "third-party imports and the values",
        1,
        85,
    ),
    _measure(
        "memory_core_mb_5000",
        "MiB",
        "VmRSS of the core, 5,000 properties",
        "核心内存 · 5000 个属性",
        "third-party imports and the values",
        1,
        105,
    ),
    _measure("memory_egress_mb", "MiB", "VmRSS of the egress process", "出口进程内存", "third-party imports", 1, 45),
    _measure(
        "start_to_api_s",
        "s",
        "second start → /readyz, 1,000 properties",
        "再次启动到就绪",
        "third-party imports and /readyz",
        2,
        0.7,
    ),
    _measure(
        "max_callback_cpu_ms_3000",
        "ms",
        "longest single callback at 3,000/s, CPU",
        "每秒 3000 次时最长回调的 CPU",
        "a loop that only sleeps",
        1,
        10,
    ),
    _measure(
        "max_stall_ms_3000",
        "ms",
        "longest stall of the loop there, wall time",
        "其间事件循环最长停顿",
        "a loop that only sleeps",
    ),
    _measure(
        "flash_mb_per_day_1000",
        "MB",
        "written a day at 500/s, 1,000 properties",
        "每天写入闪存",
        "last values alone, packed a device every 300 s",
        0,
        60,
    ),
    _measure(
        "outbox_us_per_release",
        "µs",
        "a release through outbox and ledger",
        "每条外发记录入账",
        "the same rows and commits by SQLite alone",
        1,
        20,
    ),
    _measure("compiled_check_ns", "ns", "one compiled check", "一次检查", "the bare comparison", 0, 150),
    _measure("encode_update_us", "µs", "a report to JSON", "编码一条报告", "json.dumps", 2, 1.5),
    _measure("decode_update_us", "µs", "a report from JSON", "解码一条报告", "json.loads", 2, 4),
    _measure("state_apply_unchanged_ns", "ns", "a known value into the state", "写入未变值", "a dict", 0),
    _measure("state_apply_changed_ns", "ns", "a new value into the state", "写入新值", "a dict", 0),
    _measure(
        "catalogue_load_ms",
        "ms",
        "loading the capability classes",
        "载入能力类",
        CLASSES,
        0,
        150,
    ),
    _measure(
        "catalogue_mb",
        "MB",
        "what they take beyond pydantic",
        "能力类占用内存",
        CLASSES,
        1,
        15,
    ),
    _measure("registry_load_ms", "ms", "loading the flat registry", "载入属性注册表", "json.loads of its file", 1, 25),
    _measure("registry_mb", "MB", "what the flat registry takes", "属性注册表占用内存", "json.loads of its file", 1, 4),
    _measure(
        "miot_frame_us", "µs", "a miIO answer of eight properties, out and in", "小米 miIO 帧编解码", JSON, 1, 100
    ),
    _measure(
        "echonet_frame_us", "µs", "an ECHONET Lite answer of eight properties", "ECHONET Lite 帧编解码", HEAD, 1, 100
    ),
    _measure("tuya_31_frame_us", "µs", "a Tuya 3.1 push of seven points", "涂鸦 3.1 帧编解码", JSON, 1, 100),
    _measure("tuya_32_frame_us", "µs", "a Tuya 3.2 push of seven points", "涂鸦 3.2 帧编解码", JSON, 1, 100),
    _measure("tuya_33_frame_us", "µs", "a Tuya 3.3 push of seven points", "涂鸦 3.3 帧编解码", JSON, 1, 100),
    _measure("tuya_34_frame_us", "µs", "a Tuya 3.4 push of seven points", "涂鸦 3.4 帧编解码", JSON, 1, 100),
    _measure("tuya_35_frame_us", "µs", "a Tuya 3.5 push of seven points", "涂鸦 3.5 帧编解码", JSON, 1, 100),
    _measure(
        "gree_ecb_frame_us", "µs", "a Gree status of twelve columns, AES-ECB", "格力 AES-ECB 帧编解码", JSON, 1, 100
    ),
    _measure(
        "gree_gcm_frame_us", "µs", "a Gree status of twelve columns, AES-GCM", "格力 AES-GCM 帧编解码", JSON, 1, 100
    ),
    _measure("homekit_frame_us", "µs", "eight HomeKit characteristics, sealed", "HomeKit 帧编解码", JSON, 1, 100),
    _measure("knx_frame_us", "µs", "a KNX temperature in a tunnel", "KNX 帧编解码", HEAD, 1, 100),
    _measure(
        "modbus_frame_us", "µs", "the heat pump's registers, question and answer", "Modbus 帧编解码", WORDS, 1, 100
    ),
    _measure("esphome_frame_us", "µs", "an ESPHome light's state, encrypted", "ESPHome 帧编解码", PROTOBUF, 1, 100),
    _measure(
        "mixed_500_core_percent",
        "%",
        "of one core, 500 devices of five protocols at a poll each 5 s",
        "500 台多协议设备每 5 秒轮询占单核",
        "a bare loop that asks as often from as many sockets",
        1,
        25,
    ),
    _measure(
        "mixed_500_late_s", "s", "how late the latest of these polls left", "其间最迟的轮询延迟", "the same", 3, 1
    ),
)
BY_NAME: Final[Mapping[str, Measure]] = {one.name: one for one in MEASURES}


def report(results: Measured, about: Mapping[str, Any], more: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Give the report as a JSON tree, in the order of MEASURES, with the limits; `more` are further tables.

    A name that MEASURES lacks is a KeyError.
    """
    order = list(BY_NAME)
    known = sorted(results.items(), key=lambda item: order.index(BY_NAME[item[0]].name))
    measures = {
        name: {"value": rounded(value), "raw": rounded(raw), "unit": BY_NAME[name].unit, "raw_is": BY_NAME[name].raw}
        for name, (value, raw) in known
    }
    limits = {name: _judged(limit, *results[name]) for name, limit in limits_of(measures)}
    return {"measures": measures, "limits": limits, **(more or {}), "run": dict(about)}


def _judged(limit: Limit, value: float, raw: float) -> dict[str, Any]:
    seen = rounded(limit.judged(value, raw))
    return {"limit": limit.bound, "rule": limit.rule.value, "value": seen, "met": limit.is_met(value, raw)}


def limits_of(names: Mapping[str, object]) -> Iterator[tuple[str, Limit]]:
    """Give the limits of those measures that have one."""
    for name in names:
        limit = BY_NAME[name].limit
        if limit is not None:
            yield name, limit


def missed(tree: Mapping[str, Any]) -> Iterator[str]:
    """Tell the limits of a report that are missed, a line each."""
    for name, found in tree["limits"].items():
        if not found["met"]:
            sign = "<" if found["rule"] == Rule.LEAST else ">"
            unit = "x raw" if found["rule"] == Rule.TIMES_RAW else BY_NAME[name].unit
            yield f"missed: {name}: {found['value']:,g} {sign} {found['limit']:,g} {unit}"


def rounded(value: float) -> float:
    """Keep four figures that mean something."""
    return float(f"{value:.4g}")


def percentile(values: list[float], share: float) -> float:
    """Return the value that `share` (0 to 1) of all do not exceed: nearest rank."""
    if not values:
        raise ValueError("no value was measured")
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -int(-share * len(ordered) // 1) - 1))]
