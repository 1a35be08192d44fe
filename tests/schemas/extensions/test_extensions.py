"""Capabilities of other makers: what is taken, what is left out and why, and that nothing of theirs is imported."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from schemas.extensions import FLOOR, Package, extended
from schemas.extensions.installed import load
from schemas.extensions.publish import main
from schemas.registry import Registry
from schemas.vocabulary import VENDOR, Hazard, Sensitivity

CORE = Registry.load()


def prop(name: str = "pressure", /, **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "zh": "压力",
        "en": "Pressure",
        "type": "integer",
        "unit": "%",
        "minimum": 0,
        "maximum": 100,
        "access": "rn",
        "sensitivity": "special",
        "category": "device-state",
        "since": "1.0",
    } | more


def offer(*capabilities: dict[str, Any], vendor: str = "jomoo", distribution: str = "jomoo-hutong") -> Package:
    table = {"schema": "1.0", "capabilities": list(capabilities), "device_types": []}
    return Package(vendor=vendor, distribution=distribution, data=json.dumps(table).encode())


def capability(name: str = "jomoo.nozzle", *properties: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": name,
        "version": "1.0",
        "group": "bathroom",
        "zh": "喷嘴",
        "en": "Nozzle",
        "properties": list(properties) or [prop()],
    } | more


def test_a_good_extension_is_added_and_the_core_is_unchanged() -> None:
    found = extended(CORE, [offer(capability())])
    assert found.vendors == ("jomoo",)
    assert found.refused == ()
    assert found.registry.spec("jomoo.nozzle", "pressure").sensitivity is Sensitivity.SPECIAL
    assert found.registry.capabilities.items() >= CORE.capabilities.items()


def test_an_extension_may_name_its_own_properties_anew() -> None:
    own = capability("jomoo.nozzle", prop(aliases=["jomoo.spray/force", "vendor/jomoo.force"]))
    found = extended(CORE, [offer(own)])
    assert found.refused == ()
    assert found.registry.today("vendor", "jomoo.force") == ("jomoo.nozzle", "pressure")


def test_what_a_vendor_says_of_sensitivity_is_a_claim_with_a_floor() -> None:
    found = extended(CORE, [offer(capability("jomoo.nozzle", prop(sensitivity="public")))])
    assert found.registry.spec("jomoo.nozzle", "pressure").sensitivity is FLOOR is Sensitivity.BEHAVIOUR


def test_loose_properties_of_several_vendors_stand_together() -> None:
    found = extended(
        CORE,
        [
            offer(capability(VENDOR, prop("jomoo.heat"))),
            offer(capability(VENDOR, prop("toto.spray")), vendor="toto", distribution="toto-hutong"),
        ],
    )
    assert found.refused == ()
    assert set(found.registry.capability(VENDOR).properties) == {"jomoo.heat", "toto.spray"}


@pytest.mark.parametrize(
    ("bad", "line"),
    [
        (capability("thermostat"), "thermostat: it shadows a capability of the core; call it jomoo.thermostat"),
        (capability("toto.nozzle"), "toto.nozzle: its id must begin with 'jomoo' and a dot"),
        (capability(VENDOR, prop("toto.heat")), "vendor.toto.heat: its name must begin with 'jomoo' and a dot"),
        (capability("jomoo.nozzle", prop(unit="smoots")), "jomoo.nozzle.pressure: unit 'smoots' is not known"),
        (capability("jomoo.nozzle", extends="bidet"), "jomoo.nozzle: it extends 'bidet', which the core does not have"),
        (capability("jomoo.nozzle", prop(aliases=["toto.spray/force"])), "alias 'toto.spray/force' is not jomoo's own"),
        (capability("jomoo.nozzle", prop(aliases=["vendor/toto.heat"])), "alias 'vendor/toto.heat' is not jomoo's own"),
        (capability("jomoo.nozzle", prop(aliases=["onOff/onOff"])), "alias 'onOff/onOff' is not jomoo's own; remove"),
        (capability("jomoo.nozzle", prop(sensitivity="low")), "sensitivity low is none of"),
        (capability("jomoo.nozzle", prop(spin=1)), "spin is no key of the table"),
    ],
)
def test_a_bad_one_is_left_out_with_one_line(bad: dict[str, Any], line: str) -> None:
    found = extended(CORE, [offer(bad), offer(capability("toto.spray"), vendor="toto", distribution="toto-hutong")])
    assert found.vendors == ("toto",)
    (told,) = found.refused
    assert told.startswith("capabilities of jomoo-hutong are left out: ")
    assert line in told
    assert "\n" not in told


def heating(**more: Any) -> dict[str, Any]:
    base: dict[str, Any] = {
        "type": "number",
        "unit": "Cel",
        "minimum": 5,
        "maximum": 30,
        "access": "rwn",
        "sensitivity": "behaviour",
        "hazards": [str(one) for one in CORE.spec("thermostat", "heatingSetpoint").hazards],
    }
    return prop("heatingSetpoint", **(base | more))


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"sensitivity": "public"}, "sensitivity public is lower than behaviour"),
        ({"hazards": []}, "hazards heat"),
        ({"unit": "K"}, "number K is not number Cel"),
        ({"maximum": 900}, "its range is wider than"),
    ],
)
def test_what_extends_the_core_may_only_be_stricter(change: dict[str, Any], line: str) -> None:
    good = capability("jomoo.warmth", heating(), extends="thermostat")
    assert extended(CORE, [offer(good)]).refused == ()
    bad = capability("jomoo.warmth", heating(**change), extends="thermostat")
    (told,) = extended(CORE, [offer(bad)]).refused
    assert f"jomoo.warmth.heatingSetpoint: {line}" in told


def test_the_first_of_two_distributions_with_one_name_stands_whatever_their_order() -> None:
    two = [offer(capability(), distribution="zzz"), offer(capability("jomoo.other"), distribution="aaa")]
    for packages in (two, two[::-1]):
        found = extended(CORE, packages)
        assert "jomoo.other" in found.registry.capabilities
        assert "jomoo.nozzle" not in found.registry.capabilities
        assert found.refused[0].startswith("capabilities of zzz are left out: vendor name 'jomoo' is taken")


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"\xff", b'{"schema": NaN}', b'{"schema": "1.0"}'])
def test_what_is_no_table_is_one_line_too(data: bytes) -> None:
    (told,) = extended(CORE, [Package(vendor="jomoo", distribution="j", data=data)]).refused
    assert "\n" not in told


PACKAGE = '''
"""Capabilities of toilets by Jomoo."""

from typing import Annotated

from pydantic import Field

from schemas.capability import Capability, P, Sens
from schemas.vocabulary import Hazard


class Nozzle(Capability):
    """The nozzle of a bidet."""

    ID, ZH, GROUP = "jomoo.nozzle", "喷嘴", "bathroom"
    ABOUT_ZH = "坐便器的喷嘴。"

    pressure: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", sens=Sens.SPECIAL, cat="device-state",
        zh="水压", en="Pressure", hazards=(Hazard.WATER,))] = None


class Loose(Capability):
    """What stands on its own."""

    ID, ZH, GROUP = "vendor.jomoo", "其他", "bathroom"
    ABOUT_ZH = "零散属性。"

    lidAngle: Annotated[int | None, Field(ge=0, le=120), P("deg", sens=Sens.SPECIAL, cat="device-state",
        zh="盖板角度", en="Lid angle")] = None
'''


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Install a distribution as pip would, whose package breaks when it is imported."""
    package = tmp_path / "jomoo_schema"
    package.mkdir()
    (package / "__init__.py").write_text("raise RuntimeError('nobody may import me')\n", "utf-8")
    info = tmp_path / "jomoo_hutong-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: jomoo-hutong\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text("[hutong.capabilities]\njomoo = jomoo_schema:capabilities.json\n", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    return package


def test_an_installed_extension_is_read_and_never_imported(site: Path) -> None:
    (site / "capabilities.json").write_bytes(offer(capability()).data)
    found = load()
    assert found.vendors == ("jomoo",)
    assert found.registry.spec("jomoo.nozzle", "pressure").unit == "%"
    assert "jomoo_schema" not in sys.modules


def test_a_file_that_is_not_there_is_told(site: Path) -> None:
    assert not (site / "capabilities.json").exists()
    (told,) = load().refused
    assert told == (
        "capabilities of jomoo-hutong are left out: entry point 'jomoo_schema:capabilities.json' leads to no file; "
        "write package:capabilities.json, a file in that package"
    )


def test_without_extensions_the_registry_is_the_core_s() -> None:
    assert load().registry is CORE


def test_a_vendor_publishes_its_classes_and_a_gateway_reads_them(site: Path) -> None:
    (site / "__init__.py").write_text(PACKAGE, "utf-8")
    command = [sys.executable, "-m", "schemas.extensions.publish", "jomoo_schema"]
    environment = {"PYTHONPATH": f"{site.parent}"}
    subprocess.run(command, check=True, env=environment, capture_output=True)
    assert subprocess.run([*command, "--check"], check=False, env=environment).returncode == 0

    found = load()

    assert found.refused == ()
    assert found.registry.spec("jomoo.nozzle", "pressure").hazards == (Hazard.WATER,)
    assert found.registry.spec(VENDOR, "jomoo.lidAngle").sensitivity is Sensitivity.SPECIAL
    (site / "capabilities.json").write_text("{}", "utf-8")
    assert subprocess.run([*command, "--check"], check=False, env=environment, capture_output=True).returncode == 1


def test_what_is_not_ready_is_not_published(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["json"]) == 2
    assert capsys.readouterr().err == "json: name its capabilities after one vendor, not none: jomoo.nozzle\n"
