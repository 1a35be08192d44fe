"""The report: names that stay, figures that mean something."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.measure import MEASURES, missed, percentile, report, rounded

DOCUMENT = Path(__file__).parents[2] / "docs" / "performance.md"
AGREED = {
    "update_cpu_us_burst",
    "update_cpu_ratio_to_paho_receive",
    "update_cpu_us_500",
    "updates_per_s",
    "publish_to_websocket_p50_ms_200",
    "publish_to_websocket_p99_ms_200",
    "command_p50_ms",
    "command_p99_ms",
    "memory_core_mb_1000",
    "memory_core_mb_5000",
    "memory_egress_mb",
    "start_to_api_s",
    "max_callback_cpu_ms_3000",
    "flash_mb_per_day_1000",
    "outbox_us_per_release",
}


def test_measures_have_one_name_each_and_the_agreed_ones_are_there() -> None:
    names = [one.name for one in MEASURES]
    assert len(set(names)) == len(names)
    assert set(names) >= AGREED
    assert all(one.en and one.zh and one.raw and one.unit for one in MEASURES)


def test_every_measure_is_in_the_document() -> None:
    text = DOCUMENT.read_text("utf-8")
    assert [one.name for one in MEASURES if f"`{one.name}`" not in text] == []


def test_the_report_puts_each_value_beside_its_raw_limit() -> None:
    tree = report({"start_to_api_s": (0.78621, 0.29413)}, {"quick": True})
    assert tree == {
        "measures": {
            "start_to_api_s": {"value": 0.7862, "raw": 0.2941, "unit": "s", "raw_is": "third-party imports and /readyz"}
        },
        "limits": {"start_to_api_s": {"limit": 0.7, "rule": "at most", "value": 0.7862, "met": False}},
        "run": {"quick": True},
    }


def test_what_has_a_limit_tells_whether_it_is_met() -> None:
    assert {one.name: one.limit.bound for one in MEASURES if one.limit is not None} == {
        "update_cpu_us_burst": 40,
        "update_cpu_ratio_to_paho_receive": 3,
        "update_cpu_us_isolated": 100,
        "update_cpu_us_500": 1.5,
        "updates_per_s": 20_000,
        "publish_to_websocket_p50_ms_200": 0.6,
        "publish_to_websocket_p99_ms_200": 1.2,
        "command_p50_ms": 1,
        "command_p99_ms": 2,
        "memory_core_mb_1000": 85,
        "memory_core_mb_5000": 105,
        "memory_egress_mb": 45,
        "start_to_api_s": 0.7,
        "max_callback_cpu_ms_3000": 10,
        "flash_mb_per_day_1000": 60,
        "outbox_us_per_release": 20,
        "compiled_check_ns": 150,
        "miot_frame_us": 100,
        "echonet_frame_us": 100,
        "tuya_31_frame_us": 100,
        "tuya_32_frame_us": 100,
        "tuya_33_frame_us": 100,
        "tuya_34_frame_us": 100,
        "tuya_35_frame_us": 100,
        "gree_ecb_frame_us": 100,
        "gree_gcm_frame_us": 100,
        "homekit_frame_us": 100,
        "knx_frame_us": 100,
        "modbus_frame_us": 100,
        "esphome_frame_us": 100,
        "mixed_500_core_percent": 25,
        "mixed_500_late_s": 1,
        "encode_update_us": 1.5,
        "decode_update_us": 4,
        "catalogue_load_ms": 150,
        "catalogue_mb": 15,
        "registry_load_ms": 25,
        "registry_mb": 4,
    }
    limits = report({"registry_mb": (4.0, 1.0), "registry_load_ms": (25.1, 1.0)}, {})["limits"]
    assert {name: (one["limit"], one["met"]) for name, one in limits.items()} == {
        "registry_load_ms": (25, False),
        "registry_mb": (4, True),
    }


def test_a_limit_may_be_a_multiple_of_the_raw_limit_or_the_least() -> None:
    limits = report({"update_cpu_us_500": (150.1, 100.0), "updates_per_s": (20_000.0, 50_000.0)}, {})["limits"]
    assert limits["update_cpu_us_500"] == {
        "limit": 1.5,
        "rule": "at most, times the raw limit",
        "value": 1.501,
        "met": False,
    }
    assert limits["updates_per_s"] == {"limit": 20_000, "rule": "at least", "value": 20_000.0, "met": True}
    assert report({"update_cpu_us_500": (150.0, 100.0)}, {})["limits"]["update_cpu_us_500"]["met"]
    assert not report({"updates_per_s": (19_999.0, 1.0)}, {})["limits"]["updates_per_s"]["met"]


def test_what_is_missed_has_a_line_each() -> None:
    results = {
        "update_cpu_us_burst": (41.25, 10.0),
        "update_cpu_us_500": (160.0, 100.0),
        "updates_per_s": (18_000.0, 1.0),
        "registry_mb": (4.0, 1.0),
    }
    assert list(missed(report(results, {}))) == [
        "missed: update_cpu_us_burst: 41.25 > 40 µs",
        "missed: update_cpu_us_500: 1.6 > 1.5 x raw",
        "missed: updates_per_s: 18,000 < 20,000 1/s",
    ]


def test_further_tables_stand_in_the_report_by_their_names() -> None:
    assert report({}, {}, {"growth_clients": [{"clients": 1}]})["growth_clients"] == [{"clients": 1}]


def test_the_report_has_the_order_of_the_measures() -> None:
    names = [one.name for one in MEASURES]
    assert list(report(dict.fromkeys(reversed(names), (1.0, 1.0)), {})["measures"]) == names


def test_the_report_refuses_a_name_it_does_not_know() -> None:
    with pytest.raises(KeyError, match="speed"):
        report({"speed": (1.0, 1.0)}, {})


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0.001, 1))
def test_a_percentile_is_the_least_value_that_the_share_does_not_exceed(values: list[float], share: float) -> None:
    found = percentile(values, share)
    assert found in values
    assert sum(value <= found for value in values) >= share * len(values) - 1e-9
    assert sum(value < found for value in values) < share * len(values)


def test_a_percentile_of_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="no value"):
        percentile([], 0.5)


@given(st.floats(1e-6, 1e9))
def test_rounding_keeps_four_figures(value: float) -> None:
    assert rounded(value) == pytest.approx(value, rel=5.01e-4)
    assert len(f"{rounded(value):.10e}".split("e")[0].rstrip("0").replace(".", "")) <= 4
