"""Descriptions as people give them, and what is wrong with them."""

import json
from pathlib import Path
from typing import Any

import pytest

from adapters.miot.instance import BadInstanceError, Child, children_of, chosen, from_folder, is_of
from tests.adapters.miot.stage import instance

MODEL = "hutong.light.lamp1"


def test_one_instance_laid_out_or_on_a_line() -> None:
    light = instance("light")
    assert chosen(json.dumps(light), MODEL) == light
    assert chosen(json.dumps(light, indent=2), MODEL) == light


def test_of_several_that_of_the_model_is_taken() -> None:
    several = [instance("curtain"), instance("light")]
    assert chosen(json.dumps(several), MODEL) == several[1]
    assert chosen("\n".join(map(json.dumps, several)), MODEL) == several[1]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "bad-description"),
        ("no JSON", "bad-description"),
        ("{}", "bad-description"),
        ("[]", "other-model"),
        (json.dumps(instance("heater")), "other-model"),
        (json.dumps(instance("light") | {"description": "\ud800"}), "bad-description"),
    ],
)
def test_what_is_no_description_of_the_model(text: str, code: str) -> None:
    with pytest.raises(BadInstanceError) as caught:
        chosen(text, MODEL)
    assert caught.value.code == code
    assert not caught.value.retry
    assert caught.value.fix.startswith("give the ")


@pytest.mark.parametrize(
    ("document", "fits"),
    [
        ({"model": MODEL}, True),
        ({"model": "hutong.light.lamp2", "type": "urn:miot-spec-v2:device:light:0000A001:hutong-lamp1:1"}, False),
        ({"type": "urn:miot-spec-v2:device:light:0000A001:hutong-lamp1:1"}, True),
        ({"urn": "urn:miot-spec-v2:device:light:0000A001:hutong-lamp1:2:0000C801"}, True),
        ({"type": "urn:miot-spec-v2:device:light:0000A001:other-lamp1:1"}, False),
        ({}, True),
    ],
)
def test_whose_description_it_is(document: dict[str, Any], fits: bool) -> None:
    assert is_of(document, MODEL) is fits


def test_a_folder_has_them_by_model(tmp_path: Path) -> None:
    (tmp_path / f"{MODEL}.json").write_text(json.dumps(instance("light")))
    (tmp_path / "hutong.heater.warm1.json").write_text(json.dumps(instance("curtain")))
    (tmp_path / "a.b.json").write_bytes(b"\xff")
    assert from_folder(tmp_path, MODEL) == instance("light")
    assert from_folder(tmp_path, "hutong.fan.none") is None
    assert from_folder(None, MODEL) is None
    for model in ("hutong.heater.warm1", "a.b"):
        with pytest.raises(BadInstanceError):
            from_folder(tmp_path, model)


@pytest.mark.parametrize("model", ["../../etc/passwd", "/etc/passwd", "a/b.c", "", "a..b", "a.b\0"])
def test_a_model_never_leads_out_of_the_folder(tmp_path: Path, model: str) -> None:
    folder = tmp_path / "specs"
    folder.mkdir()
    (tmp_path / "passwd.json").write_text(json.dumps(instance("light")))
    assert from_folder(folder, model) is None


def test_children() -> None:
    light = instance("light")
    text = json.dumps([{"did": "blt.1", "model": MODEL, "name": "Hall", "spec": light}, {"did": "lumi.2"}])
    assert children_of(text) == (
        Child(did="blt.1", model=MODEL, name="Hall", document=light),
        Child(did="lumi.2"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "no JSON",
        "{}",
        '"text"',
        "[1]",
        '[{"did": ""}]',
        '[{"did": "a", "name": "\\ud800"}]',
        '[{"did": 5}]',
        '[{"did": "a", "spec": []}]',
        '[{"did": "a", "spec": NaN}]',
        '[{"did": "a"}, {"did": "a"}]',
        json.dumps([{"did": str(number)} for number in range(300)]),
        json.dumps([{"did": "a", "model": MODEL, "spec": instance("heater")}]),
        "[" * 100_000,
    ],
)
def test_what_is_no_list_of_children(text: str) -> None:
    with pytest.raises(BadInstanceError):
        children_of(text)
