"""What core and command line see of it, and what is imported for that."""

import json
import subprocess
import sys
from typing import Any

import pytest

from adapters.homekit import MANIFEST
from adapters.homekit.coverage import DescriptionError, recognises, report
from tests.adapters.homekit.far import accessory, bridge, characteristic, lamp, service


def test_settings_are_checked() -> None:
    assert MANIFEST.check({"interfaces": ["eth0"]}) == ()
    (fault,) = MANIFEST.check({"pin": "123-45-678"})
    assert fault.startswith("pin: there is no such key")
    assert "123" not in fault


def test_listing_adapters_imports_no_library() -> None:
    told = "import sys, adapters.homekit; print([n for n in sys.modules if n.startswith(('aiohomekit', 'zeroconf'))])"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_mapping_a_file_needs_no_library() -> None:
    told = "import sys; sys.modules['aiohomekit'] = None; import adapters.homekit as h; print(h.MANIFEST.map_file([]))"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=False)
    assert "DescriptionError: line 1" in done.stderr


BUTTON = service(20, "89", characteristic(21, "73", "uint8", "rn"))
DOCUMENT = {"accessories": bridge(lamp(2), accessory(3, "Button", BUTTON))}


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("document", [DOCUMENT, DOCUMENT["accessories"]])
def test_a_database_is_mapped_offline(document: Any, indent: int | None) -> None:
    found = report(json.dumps(document, indent=indent).splitlines())
    assert (found.devices, found.lost, found.source_properties) == (3, 0, 21)
    to = {row.source: row.to for row in found.rows if row.device == "Model 1 2"}
    assert to["Lightbulb/On 2.10"] == "onOff.onOff"
    assert to["AccessoryInformation/Identify 2.7"] == "deviceInformation.identify"
    assert "genericSwitch.multiPressComplete" in {row.to for row in found.rows}


def test_one_accessory_a_line() -> None:
    assert report([json.dumps(lamp(1)), "", json.dumps({"accessories": [lamp(1)]})]).devices == 2


@pytest.mark.parametrize("text", ["", "{}", "[1", "[]", '{"accessories": 3}'])
def test_what_is_no_database_is_told_with_its_line(text: str) -> None:
    with pytest.raises(DescriptionError, match=r"^line 1: "):
        report([text])


def test_what_is_recognised() -> None:
    assert recognises('{"accessories": [')
    assert recognises('{"aid": 1, "services": []}')
    assert not recognises('{"type": "urn:miot-spec-v2:device", "services": []}')
