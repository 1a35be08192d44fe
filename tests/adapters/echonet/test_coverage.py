"""Files of property maps are mapped offline."""

import json

import pytest

from adapters.echonet import MANIFEST
from adapters.echonet.coverage import DumpError, recognises, report
from tests.adapters.echonet.far import Thing, cooler, meter, property_map


def line(eoj: str, thing: Thing, **values: str) -> str:
    maps = {"9d": thing.announced, "9e": thing.settable, "9f": {*thing.values, 0x9D, 0x9E, 0x9F}}
    told = {epc: property_map(codes).hex() for epc, codes in maps.items()}
    return json.dumps({"eoj": eoj, "maps": told, "values": values})


def test_what_became_of_each_property() -> None:
    text = line("013001", cooler())
    assert recognises(text)
    assert MANIFEST.map_file is not None
    assert MANIFEST.recognises is not None
    found = MANIFEST.map_file([text, "", line("0x028801", meter(), e1="01", d3="00000001")])
    assert (found.devices, found.source_properties, found.core, found.vendor, found.lost) == (2, 15, 12, 3, 0)
    to = {(row.device, row.source): (row.to, row.reason) for row in found.rows}
    assert to["device 1", "0x0130/0xBB"] == ("thermostat.localTemperature", "")
    assert to["device 1", "0x0130/0x81"] == ("vendor.echonet.0x81", "the schema has no place for it")
    assert to["device 2", "0x0288/0xE0"] == ("electricalEnergyMeasurement.cumulativeEnergyImported", "")


def test_commands_count() -> None:
    stove = Thing(values={0x80: b"\x30"}, settable={0xB3})
    (on, off) = report([line("03b901", stove)]).rows
    assert (on.to, off.to, off.source) == ("onOff.onOff", "cookSurface.off", "0x03B9/0xB3")
    gate = Thing(values={0xE0: b"\x41"}, settable={0xE0})
    (moved,) = report([line("026401", gate)]).rows
    assert moved.to == "closureControl.moveTo"


def test_units_are_looked_for() -> None:
    rows = {row.source: row for row in report([line("028801", meter())]).rows}
    assert rows["0x0288/0xE0"].to == "vendor.echonet.0xE0"
    assert "without its unit" in rows["0x0288/0xE0"].reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "line 1: the file is empty"),
        ("{", "line 1: no JSON from column 2 on; write one object"),
        ("[]", 'line 1: no object; expected {"eoj"'),
        ('{"eoj": "0130", "maps": {"9f": "0180"}}', "line 1: eoj: no object; give its class and instance"),
        ('{"eoj": 1, "maps": {"9f": "0180"}}', "line 1: eoj: no object; give its class and instance"),
        ('{"eoj": "013001", "map": {"9f": "0180"}}', "line 1: maps: no properties; expected"),
        ('{"eoj": "013001", "maps": {"9e": "0180"}}', "line 1: maps: 9f is missing"),
        ('{"eoj": "013001", "maps": {"9f": "0280"}}', "line 1: maps: 9f: a property map of 2 properties has 2 bytes"),
        ('{"eoj": "013001", "maps": {"9f": "0180", "80": "30"}}', "line 1: maps: 80 is no property map"),
        ('{"eoj": "013001", "maps": {"9f": "xy"}}', "line 1: maps: 9f: no bytes; give hexadecimal digits"),
        ('{"eoj": "013001", "maps": {"1e1": "0180"}}', "line 1: maps: '1e1' is no property"),
        ('{"eoj": "013001", "maps": {"9f": "0180"}, "values": {"e1": 1}}', "line 1: values: e1: no bytes"),
        ('{"eoj": "013001", "maps": {"9f": "0180"}, "values": null}', "line 1: values: no properties"),
        ("[" * 150_000, "line 1: too deeply nested"),
        (" " * 200_001 + "{}", "line 1: longer than 200000 letters"),
    ],
)
def test_lines_that_tell_no_object(text: str, reason: str) -> None:
    with pytest.raises(DumpError) as told:
        report([text])
    assert str(told.value).startswith(reason)


def test_other_files_are_not_recognised() -> None:
    assert not recognises('{"eoj": "013001"}')
    assert not recognises('{"services": []}')
