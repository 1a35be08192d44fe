import gzip
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from adapters.mqtt import MANIFEST
from gateway.cli import description
from tests.gateway.cli.running import Ran, is_one_line, run, spawn

CORPORA = Path(__file__).parents[2] / "corpora"
PLUG = {
    "vendor": "Acme",
    "model": "P1",
    "exposes": [
        {"type": "numeric", "name": "power", "property": "power", "unit": "W", "access": 1},
        {"type": "numeric", "name": "voltage", "property": "voltage", "unit": "V", "access": 1},
        {"type": "numeric", "name": "whim", "property": "whim", "access": 1},
    ],
}
LAMP = {
    "type": "urn:miot-spec-v2:device:light:0000A001:acme-lamp1:1",
    "services": [
        {
            "iid": 2,
            "type": "urn:miot-spec-v2:service:light:00007802:acme-lamp1:1",
            "properties": [
                {
                    "iid": 1,
                    "type": "urn:miot-spec-v2:property:on:00000006:acme-lamp1:1",
                    "format": "bool",
                    "access": ["read", "write", "notify"],
                }
            ],
        }
    ],
}
STATUS = {"devices": {"one": {"main": {"switch": {"switch": {"value": "on"}}}}}}
PRODUCTS = {"columns": ["vendorId", "productId", "deviceTypeId"], "rows": [[1, 2, 256], [1, 3, None]]}
TUYA = {
    "file": "a.yaml",
    "name": "A",
    "products": [],
    "entities": [{"e": "switch", "dps": [{"id": 1, "t": "boolean", "n": "switch"}]}],
}
FORMS = {"mqtt": PLUG, "miot": LAMP, "smartthings": STATUS, "matter": PRODUCTS, "tuya": TUYA}
DISCOVERY = {
    "topic": "homeassistant/switch/lamp/config",
    "payload": {"name": "Lamp", "unique_id": "lamp1", "command_topic": "l/set", "state_topic": "l"},
}

BAD: dict[str, tuple[bytes | None, str]] = {
    "none.jsonl": (None, "No such file"),
    "empty": (b"", "it is empty"),
    "blank": (b"\n \n", "it is empty"),
    "empty.gz": (gzip.compress(b""), "it is empty"),
    "text.jsonl": (b"hello\n", "begins in no known form"),
    "other.json": (b'{"a": 1}', "MIoT-Spec-V2 instances, SmartThings device status"),
    "second.jsonl": (json.dumps(PLUG).encode() + b"\n[1, 2]\n", "line 2: it is no description"),
    "deep.jsonl": (b"[" * 100_000, "begins in no known form"),
    "binary": (b"\x80\xff\x00" * 99, "no text in UTF-8"),
    "later": (json.dumps(PLUG).encode() + b"\n\xff\n", "no text in UTF-8"),
    "cut.jsonl.gz": (gzip.compress(json.dumps(PLUG).encode() * 50)[:-20], "end"),
    "flipped.jsonl.gz": (gzip.compress(b"x" * 500)[:10] + b"\xff" * 30, "decompressing"),
}


def write(path: Path, *documents: Any) -> Path:
    path.write_text("".join(f"{json.dumps(one)}\n" for one in documents))
    return path


def corpora(ran: Ran) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(ran.out)["corpora"]
    return found


def test_the_report_has_these_keys(tmp_path: Path) -> None:
    told = spawn("schema", "coverage", write(tmp_path / "a.jsonl", PLUG), "--json")
    assert (told.code, told.err) == (0, "")
    (one,) = corpora(told)
    assert (one["file"], one["form"], one["products"], one["instances"]) == ("a.jsonl", "mqtt", 1, 3)
    assert (one["core"], one["vendor"], one["lost"], one["core_percent"]) == (2, 1, 0, 66.67)
    assert (one["products_percent"], one["whole_products"], one["standard"], one["readings"]) == (66.67, 0, None, {})
    assert one["not_core"] == [{"source": "whim", "count": 1, "reason": "the schema has no place for it"}]
    assert "rows" not in one


def test_rows_tell_where_each_property_went(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", PLUG)
    (one,) = corpora(run("schema", "coverage", path, "--json", "--rows"))
    assert {row["source"]: row["to"] for row in one["rows"]} == {
        "power": "electricalPowerMeasurement.activePower",
        "voltage": "electricalPowerMeasurement.voltage",
        "whim": "vendor.zigbee2mqtt.whim",
    }
    told = spawn("schema", "coverage", path, "--rows", COLUMNS="160").out  # a console measures its width once
    assert "electricalPowerMeasurement.activePower" in told
    assert "the schema has no place for it" in told


def test_a_product_counts_as_much_as_another(tmp_path: Path) -> None:
    """One of one and two of three: 75 % by value, 83 % by product."""
    whole = {"vendor": "Acme", "model": "P2", "exposes": PLUG["exposes"][:1]}
    (one,) = corpora(run("schema", "coverage", write(tmp_path / "a", PLUG, whole), "--json"))
    assert (one["core_percent"], one["products_percent"], one["whole_products"]) == (75.0, 83.33, 1)


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_known_by_how_it_begins(tmp_path: Path, form: str) -> None:
    (one,) = corpora(run("schema", "coverage", write(tmp_path / "a", FORMS[form]), "--json"))
    assert (one["form"], one["lost"]) == (form, 0)
    assert one["core"] >= 1


@pytest.mark.parametrize("form", ["miot", "smartthings", "matter"])
def test_a_document_may_be_laid_out_over_many_lines(tmp_path: Path, form: str) -> None:
    path = tmp_path / "a"
    path.write_text(f"\ufeff\n{json.dumps(FORMS[form], indent=4)}\n")
    (one,) = corpora(run("schema", "coverage", path, "--json"))
    assert one["form"] == form


def test_discovery_messages_and_definitions_may_stand_in_one_file(tmp_path: Path) -> None:
    (one,) = corpora(run("schema", "coverage", write(tmp_path / "a", DISCOVERY, PLUG), "--json"))
    assert (one["form"], one["products"], one["instances"]) == ("mqtt", 2, 4)


def test_packed_or_plain_is_told_by_content(tmp_path: Path) -> None:
    plain = write(tmp_path / "plain.gz", PLUG)
    packed = tmp_path / "packed"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    told = corpora(run("schema", "coverage", plain, packed, "--json"))
    assert [one["instances"] for one in told] == [3, 3]


def test_an_adapter_that_breaks_on_a_file_does_not_hide_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: str) -> bool:
        raise KeyError("mine")

    monkeypatch.setattr(description, "load_manifest", lambda _: replace(MANIFEST, recognises=broken))
    (one,) = corpora(run("schema", "coverage", write(tmp_path / "a", LAMP), "--json"))
    assert one["form"] == "miot"
    told = run("schema", "coverage", write(tmp_path / "b", PLUG))
    assert (told.code, told.out, is_one_line(told.err)) == (2, "", True)


def test_for_people_it_fits_80_columns(tmp_path: Path) -> None:
    path = shutil.copy(CORPORA / "smartthings-device-status.json.gz", tmp_path)
    told = run("schema", "coverage", path, write(tmp_path / "a", PLUG), COLUMNS="80")
    assert told.code == 0
    assert max(map(len, told.out.splitlines())) <= 80
    row = next(line for line in told.out.splitlines() if line.startswith(" a "))
    assert row.split() == ["a", "1", "3", "2", "1", "0", "66.7", "66.7"]
    assert "production" in told.out
    assert "a (mqtt), most often vendor's: whim (1)" in told.out


def test_under_the_limit_is_exit_1_and_says_so(tmp_path: Path) -> None:
    path = write(tmp_path / "a", PLUG)
    assert run("schema", "coverage", path, "--fail-under", "66").code == 0
    told = spawn("schema", "coverage", path, "--fail-under", "70", "--json")
    assert (told.code, told.err) == (1, "a: 66.67 % core is less than the wanted 70 %\n")
    assert corpora(told)[0]["core"] == 2


def test_what_is_lost_is_exit_1_and_says_so(tmp_path: Path) -> None:
    torn = {**PLUG, "exposes": [*PLUG["exposes"], 7]}
    told = spawn("schema", "coverage", write(tmp_path / "a", torn))
    assert (told.code, told.err) == (1, "a: 1 of 4 properties are lost; none may be\n")


@pytest.mark.parametrize("limit", ["-1", "101", "many"])
def test_a_limit_that_is_no_share_is_refused(tmp_path: Path, limit: str) -> None:
    assert run("schema", "coverage", write(tmp_path / "a", PLUG), "--fail-under", limit).code == 2


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_line_and_code_2(tmp_path: Path, name: str) -> None:
    data, words = BAD[name]
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    told = run("schema", "coverage", path, "--json")
    assert (told.code, told.out) == (2, "")
    assert is_one_line(told.err), told.err
    assert told.err.startswith(f"{path}: ")
    assert words.lower() in told.err.lower()


def test_a_folder_and_no_file(tmp_path: Path) -> None:
    told = spawn("schema", "coverage", tmp_path)
    assert (told.code, told.out, is_one_line(told.err)) == (2, "", True)
    assert run("schema", "coverage").code == 2


def test_beside_a_bad_file_the_others_are_told(tmp_path: Path) -> None:
    good = write(tmp_path / "good", PLUG)
    told = spawn("schema", "coverage", tmp_path / "none", good, "--json")
    assert (told.code, is_one_line(told.err)) == (2, True)
    assert [one["file"] for one in corpora(told)] == ["good"]
