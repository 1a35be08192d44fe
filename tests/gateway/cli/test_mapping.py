import gzip
import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from gateway.adapters import load_manifest
from schemas.coverage import MapReport
from tests.gateway.cli.running import is_one_line, run, spawn

CORPORA = Path(__file__).parents[2] / "corpora"
PLUG = {
    "vendor": "Acme",
    "model": "P1",
    "exposes": [
        {
            "type": "switch",
            "features": [
                {
                    "type": "binary",
                    "name": "state",
                    "property": "state",
                    "value_on": "ON",
                    "value_off": "OFF",
                    "access": 7,
                }
            ],
        },
        {"type": "numeric", "name": "power", "property": "power", "unit": "W", "access": 1},
        {"type": "numeric", "name": "whim", "property": "whim", "access": 1},
    ],
}
LAMP = {
    "topic": "homeassistant/switch/lamp/config",
    "payload": {"name": "Lamp", "unique_id": "lamp1", "command_topic": "l/set", "state_topic": "l"},
}


BAD: dict[str, tuple[bytes | None, str]] = {
    "none.jsonl": (None, "none.jsonl: No such file"),
    "text.jsonl": (b"hello\n", "line 1: it is not JSON"),
    "second.jsonl": (b'{"topic": "a/b", "payload": {}}\n[1, 2]\n', "line 2: it is no description"),
    "deep.jsonl": (b"[" * 100_000, "line 1"),
    "latin.jsonl": (b'{"topic": "\xff"}\n', "it is no utf-8 text; give"),
    "plain.jsonl.gz": (b"not packed", "gzip"),
    "cut.jsonl.gz": (gzip.compress(json.dumps(PLUG).encode() * 50)[:-20], "end"),
    "flipped.jsonl.gz": (gzip.compress(b"x" * 500)[:10] + b"\xff" * 30, "decompressing"),
    "null.jsonl": (b"null\n", "line 1"),
    "nan.jsonl": (b'{"exposes": NaN}\n', ""),
    "odd.jsonl": (b'{"exposes": [1, {"type": []}, {"features": 3}]}\n', ""),
}


@pytest.fixture
def described(tmp_path: Path) -> Path:
    path = tmp_path / "described.jsonl"
    path.write_text(f"{json.dumps(PLUG)}\n\n{json.dumps(LAMP)}\n")
    return path


def test_the_report_has_these_keys(described: Path) -> None:
    told = spawn("map", "mqtt", described, "--json")
    assert (told.code, told.err) == (0, "")
    report = json.loads(told.out)
    assert set(report) == {"devices", "source_properties", "core", "vendor", "lost", "rows"}
    keys = {"device", "source", "kind", "unit", "to", "to_unit", "standard", "reason", "is_given"}
    assert all(set(row) == keys for row in report["rows"])
    assert (report["devices"], report["lost"]) == (2, 0)
    assert report["source_properties"] == report["core"] + report["vendor"] == len(report["rows"])
    to = {row["source"]: (row["to"], row["to_unit"]) for row in report["rows"]}
    assert to["power"] == ("electricalPowerMeasurement.activePower", "W")
    assert to["state"][0] == "onOff.onOff"
    assert to["whim"][0].startswith("vendor.zigbee2mqtt.")


def test_for_people_it_is_a_table_and_a_sum(described: Path) -> None:
    told = run("map", "mqtt", described)
    assert told.code == 0
    assert "2 devices, 4 properties: 3 core (75.0 %), 1 vendor, 0 lost" in told.out.replace("\n", " ")
    assert "\nzigbee2mqtt.whim: " in told.out, "it says why it is not core"


def test_properties_with_the_same_reason_stand_together(tmp_path: Path) -> None:
    own = [{"type": "numeric", "name": f"w{i}", "property": f"w{i}", "access": 1} for i in range(10)]
    path = tmp_path / "many.jsonl"
    path.write_text(json.dumps(PLUG | {"exposes": own}))
    (line,) = [line for line in run("map", "mqtt", path).out.splitlines() if line.startswith("zigbee2mqtt.w0, ")]
    assert "zigbee2mqtt.w7 and 2 more: " in line


def test_an_adapter_that_fails_over_a_file_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_lines: Iterable[str]) -> MapReport:
        raise KeyError("props")

    monkeypatch.setattr(
        "gateway.cli.mapping.load_manifest", lambda name: replace(load_manifest(name), map_path=None, map_file=fails)
    )
    (tmp_path / "odd.jsonl").write_text("{}")
    told = run("map", "gree", tmp_path / "odd.jsonl")
    assert (told.code, is_one_line(told.err)) == (2, True)
    assert "the adapter gree cannot read it (KeyError: 'props'); give it a file" in told.err


def test_an_empty_file_is_no_devices(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    assert "0 devices, 0 properties" in run("map", "mqtt", tmp_path / "empty").out
    assert json.loads(run("map", "mqtt", tmp_path / "empty", "--json").out)["rows"] == []


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_line_and_code_2(tmp_path: Path, name: str) -> None:
    data, words = BAD[name]
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    told = run("map", "mqtt", path, "--json")
    if told.code == 0:
        assert not words, told.out
        assert json.loads(told.out)["lost"] > 0  # what cannot be read is counted, not hidden
        return
    assert (told.code, told.out) == (2, "")
    assert is_one_line(told.err), told.err
    assert str(path) in told.err
    assert words.lower() in told.err.lower()


def test_a_folder_and_an_unknown_adapter(tmp_path: Path) -> None:
    told = run("map", "mqtt", tmp_path)
    assert (told.code, told.out, is_one_line(told.err)) == (2, "", True)
    told = spawn("map", "zwave", tmp_path / "x")
    assert (told.code, told.out, is_one_line(told.err)) == (2, "", True)
    assert "installed: " in told.err


@pytest.mark.parametrize(("name", "share"), [("zigbee2mqtt-exposes", 0.5), ("ha-mqtt-discovery", 0.5)])
def test_of_the_corpora_nothing_is_lost(name: str, share: float) -> None:
    told = run("map", "mqtt", CORPORA / f"{name}.jsonl.gz", "--json")
    report = json.loads(told.out)
    assert (told.code, report["lost"]) == (0, 0)
    assert report["devices"] > 100
    assert report["core"] >= share * report["source_properties"]
    assert report["core"] + report["vendor"] == report["source_properties"] == len(report["rows"])
