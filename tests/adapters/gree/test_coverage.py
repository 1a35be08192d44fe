import json

import pytest

from adapters.gree import MANIFEST
from adapters.gree.coverage import BadDumpError, recognises, report

UNIT = {
    "name": "Bedroom",
    "mid": "10001",
    "columns": {
        "Pow": 1, "SetTem": 24, "TemRec": 0, "TemSen": 66, "SwUpDn": 3, "Lig": "", "HeatCoolType": 0, "Zone": 3,
    },
}  # fmt: skip
ANSWER = {"t": "dat", "mac": "9424b8000001", "cols": ["Pow", "Mod"], "dat": [0, 4]}


def test_every_column_that_says_something_has_one_row() -> None:
    assert MANIFEST.map_file is not None
    told = MANIFEST.map_file([json.dumps(UNIT), "", json.dumps(ANSWER)])
    assert {(row.device, row.source): row.to for row in told.rows} == {
        ("Bedroom", "Pow"): "onOff.onOff",
        ("Bedroom", "SetTem"): "thermostat.coolingSetpoint",
        ("Bedroom", "TemSen"): "thermostat.localTemperature",
        ("Bedroom", "SwUpDn"): "comfortOptions.verticalSwing",
        ("Bedroom", "HeatCoolType"): "vendor.gree.HeatCoolType",
        ("Bedroom", "TemRec"): "thermostat.coolingSetpoint",
        ("Bedroom", "Zone"): "vendor.gree.Zone",
        ("9424b8000001", "Pow"): "onOff.onOff",
        ("9424b8000001", "Mod"): "thermostat.systemMode",
    }
    assert (told.devices, told.core, told.vendor, told.lost) == (2, 7, 2, 0)
    assert all(row.reason for row in told.rows if not row.is_core)


def test_parts_go_where_the_whole_goes() -> None:
    told = report(['{"columns": {"WatBoxTemSet": 50, "WatBoxTemHi": 141, "WatBoxTemLo": 9}}'])
    assert [(row.source, row.to) for row in told.rows] == [
        ("WatBoxTemSet", "waterHeater.targetTemperature"),
        ("WatBoxTemHi", "waterHeater.waterTemperature"),
        ("WatBoxTemLo", "waterHeater.waterTemperature"),
    ]


@pytest.mark.parametrize(
    "line",
    ["", "x", "[]", "{}", '{"columns": {}}', '{"columns": [1]}', '{"cols": ["Pow"], "dat": []}', "[" * 100_000],
)
def test_what_is_no_status(line: str) -> None:
    assert MANIFEST.recognises is not None
    assert not MANIFEST.recognises(line)
    with pytest.raises(BadDumpError, match=r"line 2: .*; write"):
        report([json.dumps(UNIT), line or "0"])


def test_what_is_a_status() -> None:
    assert recognises(json.dumps(UNIT))
    assert recognises(json.dumps(ANSWER))
