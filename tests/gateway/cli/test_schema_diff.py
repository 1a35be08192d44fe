import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gateway.cli import schema_diff
from schemas.registry import PUBLISHED
from tests.gateway.cli.running import Ran, is_one_line, run, spawn

Table = dict[str, Any]
TABLE: Table = json.loads((PUBLISHED / "catalogue.json").read_text("utf-8"))
PLACE = "temperatureMeasurement/measuredValue"


def capability(table: Table, name: str = "temperatureMeasurement") -> Table:
    found: Table = next(one for one in table["capabilities"] if one["id"] == name)
    return found


def measured(table: Table) -> Table:
    found: Table = next(one for one in capability(table)["properties"] if one["name"] == "measuredValue")
    return found


def changed(path: Path, change: Callable[[Table], object]) -> Path:
    table = copy.deepcopy(TABLE)
    change(table)
    path.write_text(json.dumps(table))
    return path


def told(ran: Ran) -> Table:
    found: Table = json.loads(ran.out)
    assert set(found) == {"old", "new", "changes", "undeclared"}
    assert all(set(one) == {"place", "effect", "privacy", "what"} for one in found["changes"])
    return found


def lower(table: Table) -> None:
    measured(table)["access"] = "r"


def rename(table: Table) -> None:
    measured(table)["zh"] = "温度测量值"


def raise_version(table: Table, version: str) -> None:
    capability(table)["version"] = version


def test_the_same_twice_is_nothing() -> None:
    ran = spawn("schema", "diff", "published", "published", "--json")
    assert (ran.code, ran.err) == (0, "")
    assert told(ran)["changes"] == told(ran)["undeclared"] == []
    assert "0 changes, 0 not declared" in run("schema", "diff", "published").out


def test_a_breaking_change_that_no_version_declares_is_exit_1(tmp_path: Path) -> None:
    new = changed(tmp_path / "new.json", lower)
    ran = run("schema", "diff", "published", new, "--json")
    found = told(ran)
    assert ran.code == 1
    (one,) = found["changes"]
    assert (one["place"], one["effect"], one["privacy"]) == (PLACE, "breaking", False)
    (line,) = found["undeclared"]
    assert line.startswith("temperatureMeasurement must be version 2.0 or later")
    shown = run("schema", "diff", "published", new, COLUMNS="200")
    assert shown.code == 1
    assert "not declared: temperatureMeasurement must be version 2.0" in shown.out
    assert "1 changes, 1 not declared" in shown.out


@pytest.mark.parametrize(("version", "code"), [("1.9", 1), ("2.0", 0), ("3.1", 0)])
def test_a_version_that_rises_enough_declares_it(tmp_path: Path, version: str, code: int) -> None:
    def change(table: Table) -> None:
        lower(table)
        raise_version(table, version)

    assert run("schema", "diff", "published", changed(tmp_path / "new.json", change)).code == code


def test_a_removed_capability_has_to_be_declared(tmp_path: Path) -> None:
    def change(table: Table) -> None:
        table["capabilities"] = [one for one in table["capabilities"] if one["id"] != "fanControl"]
        for kind in table["device_types"]:
            for part in ("required", "optional"):
                kind[part] = [one for one in kind[part] if one != "fanControl"]

    ran = run("schema", "diff", "published", changed(tmp_path / "new.json", change), "--json")
    assert ran.code == 1
    assert told(ran)["undeclared"]


def test_a_lowered_label_breaks_and_bears_on_privacy(tmp_path: Path) -> None:
    def change(table: Table) -> None:
        one = next(one for one in capability(table, "occupancySensing")["properties"] if one["name"] == "occupied")
        one["sensitivity"] = "public"
        one["reason"] = {"en": "No reason.", "zh": "无。"}

    found = told(run("schema", "diff", "published", changed(tmp_path / "new.json", change), "--json"))
    assert {(one["effect"], one["privacy"]) for one in found["changes"] if one["effect"] != "text"} == {
        ("breaking", True)
    }


def test_texts_are_shown_when_asked_for(tmp_path: Path) -> None:
    new = changed(tmp_path / "new.json", rename)
    assert told(run("schema", "diff", "published", new, "--json"))["changes"] == []
    (one,) = told(run("schema", "diff", "published", new, "--texts", "--json"))["changes"]
    assert (one["place"], one["effect"]) == (PLACE, "text")


def test_released_is_a_name_for_the_table_of_the_last_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    released = changed(tmp_path / "released.json", lower)
    monkeypatch.setitem(schema_diff.HERE, "released", released)
    (one,) = told(run("schema", "diff", "released", "--json"))["changes"]
    assert (one["place"], one["effect"]) == (PLACE, "additive")


def test_before_any_release_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(schema_diff.HERE, "released", tmp_path / "released.json")
    ran = run("schema", "diff", "released")
    assert (ran.code, ran.out, is_one_line(ran.err)) == (2, "", True)
    assert ran.err.startswith("released: nothing is released yet")


def drop(table: Table) -> None:
    del measured(table)["access"]


def twist(table: Table) -> None:
    measured(table)["type"] = "temperature"


def add(table: Table) -> None:
    measured(table)["units"] = "Cel"


def double(table: Table) -> None:
    table["capabilities"].append(capability(table))


BROKEN: dict[str, tuple[Callable[[Table], object], str]] = {
    "no access": (drop, "access is missing"),
    "no such type": (twist, "type temperature is none of boolean"),
    "an unknown key": (add, "units"),
    "one id twice": (double, "id occurs twice"),
    "no capabilities": (lambda table: table.pop("capabilities"), "capabilities is missing"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_table_is_told_with_the_place(tmp_path: Path, name: str) -> None:
    change, words = BROKEN[name]
    ran = run("schema", "diff", "published", changed(tmp_path / "new.json", change))
    assert (ran.code, ran.out, is_one_line(ran.err)) == (2, "", True)
    assert ran.err.startswith(f"{tmp_path / 'new.json'}")
    assert words in ran.err
    assert name == "no capabilities" or "temperatureMeasurement" in ran.err


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (None, "No such file"),
        (b"", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[]", "must be an object"),
        (b"[" * 100_000, "not JSON"),
        (b'{"capabilities": NaN}', ""),
    ],
)
def test_what_is_no_table_is_one_line_and_code_2(tmp_path: Path, data: bytes | None, words: str) -> None:
    path = tmp_path / "new.json"
    if data is not None:
        path.write_bytes(data)
    ran = run("schema", "diff", path, "published")
    assert (ran.code, ran.out, is_one_line(ran.err)) == (2, "", True)
    assert "new.json" in ran.err
    assert words in ran.err
    assert "hutong schema export" in ran.err


def test_a_folder_is_no_table(tmp_path: Path) -> None:
    ran = spawn("schema", "diff", tmp_path)
    assert (ran.code, ran.out, is_one_line(ran.err)) == (2, "", True)
