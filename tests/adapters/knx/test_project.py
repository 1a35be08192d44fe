"""What ETS writes, and what it never would."""

import json
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.knx import MANIFEST
from adapters.knx import project as under_test
from adapters.knx.installation import Installation, groups_of, kept_of
from adapters.knx.project import Function, Group, ProjectError, exported, read
from adapters.sdk.errors import RejectedError
from schemas.registry import Registry
from tests.adapters.knx.etsfile import BODY, CSV, XML, packed, project
from tests.gateway.cli.running import is_one_line, run

EXPORTED = (
    Group(address=0x0801, name="Lampe", dpt=(1, 1), area=("Licht", "EG")),
    Group(address=0x0802, name="Temperatur", dpt=(9, 1), area=("Licht", "EG")),
)


def test_a_project_with_names_types_and_functions(tmp_path: Path) -> None:
    found = read(project(tmp_path))
    assert found.name == "Haus am See"
    by_address = {one.address: one for one in found.groups}
    assert by_address[2049] == Group(address=2049, name="Licht schalten", dpt=(1, 1), area=("Licht", "EG"))
    assert by_address[2056].dpt == (1, None)
    assert by_address[2052].dpt == (5, 1)  # of the group object that is linked with it
    assert by_address[2060].dpt == (1, 1)  # as ETS up to 5.6 links them
    assert by_address[2061].dpt is None
    assert found.functions[0] == Function(
        id="F-1",
        name="Deckenlicht",
        kind="FT-6",
        room="Küche",
        roles=(
            ("SwitchOnOff", 2049),
            ("InfoOnOff", 2050),
            ("DimmingValue", 2051),
            ("InfoDimmingValue", 2052),
            ("Sperren", 2056),
        ),
    )
    assert found.functions[1].name == "Küche"


@pytest.mark.parametrize("text", [XML, CSV, CSV.replace(";", "\t"), f"\ufeff{CSV}"])
def test_exports_of_group_addresses(text: str) -> None:
    assert exported(text).groups == EXPORTED
    assert groups_of({"addresses": kept_of(EXPORTED)}) == EXPORTED


def test_exports_of_a_computer_with_another_code_page(tmp_path: Path) -> None:
    path = tmp_path / "addresses.csv"
    path.write_bytes(CSV.replace("Lampe", "Küche").encode("cp1252"))
    assert read(path).groups[0].name == "Küche"


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"P-01AB.zip": b"secret", "P-01AB.certificate": b""}, "has a password"),
        ({"readme.txt": b""}, "no P-XXXX/0.xml"),
        ({"P-01AB/0.xml": b"<KNX"}, "no XML"),
        ({"P-01AB/0.xml": b"\xff\xfe<\x00"}, "no UTF-8"),
        ({"P-01AB/0.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><KNX>&a;</KNX>'}, "document type definition"),
        ({"P-01AB/0.xml": BODY.replace('"2049"', '"70000"').encode()}, "no group address"),
        ({"P-01AB/0.xml": BODY.replace('"2049"', '"one"').encode()}, "no group address"),
    ],
)
def test_what_is_no_project_is_told(tmp_path: Path, files: dict[str, str | bytes], reason: str) -> None:
    with pytest.raises(ProjectError, match=reason):
        read(packed(tmp_path / "home.knxproj", files))


def test_a_file_that_swells_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(under_test, "MOST_OCTETS", 1 << 20)
    with pytest.raises(ProjectError, match="larger than 1 MB"):
        read(packed(tmp_path / "home.knxproj", {"P-01AB/0.xml": bytes(2 << 20)}))
    (tmp_path / "big.csv").write_bytes(bytes(2 << 20))
    with pytest.raises(ProjectError, match="larger than 1 MB"):
        read(tmp_path / "big.csv")


def test_a_damaged_archive_is_told(tmp_path: Path) -> None:
    path = project(tmp_path)
    raw = bytearray(path.read_bytes())
    raw[60:200] = bytes(140)
    path.write_bytes(raw)
    with suppress(ProjectError, zipfile.BadZipFile):
        read(path)
    path.write_bytes(b"PK\x03\x04 not really")
    with pytest.raises(ProjectError):
        read(path)


BAD_ADDRESS = '<GroupAddress-Export><GroupAddress Address="99/1/1"/></GroupAddress-Export>'


@pytest.mark.parametrize("text", ["", "nothing here", "<html/>", "<GroupAddress-Export/>", BAD_ADDRESS])
def test_what_is_no_export_is_told(text: str) -> None:
    with pytest.raises(ProjectError):
        exported(text)


@given(st.text(max_size=300), st.booleans())
def test_any_text_is_read_or_refused(text: str, xml: bool) -> None:
    with suppress(ProjectError):
        exported(f"<GroupAddress-Export>{text}</GroupAddress-Export>" if xml else text)


async def test_a_project_is_read_once_and_again_when_it_changed(tmp_path: Path) -> None:
    path = project(tmp_path)
    installation = Installation((), path, (), Registry.load())
    first = await installation()
    assert await installation() is first
    project(tmp_path, BODY.replace("Deckenlicht", "Deckenlicht über dem Tisch"))
    assert (await installation())[0].thing.description.name == "Deckenlicht über dem Tisch"
    path.unlink()
    with pytest.raises(RejectedError, match="No such file"):
        await installation()


def test_the_coverage_of_a_project_and_of_an_export(tmp_path: Path) -> None:
    assert MANIFEST.map_path is not None
    assert MANIFEST.map_file is not None
    assert MANIFEST.recognises is not None
    whole = MANIFEST.map_path(project(tmp_path))
    assert (whole.devices, whole.lost) == (3, 0)
    assert {row.to for row in whole.rows if row.is_core} == {
        "onOff.onOff",
        "levelControl.currentLevel",
    }
    addresses = " ".join(row.source for row in whole.rows)
    assert all(f"1/0/{number}" in addresses for number in (1, 2, 3, 4, 5, 6, 7, 8, 12, 13))
    report = MANIFEST.map_file(CSV.splitlines(keepends=True))
    assert (report.devices, report.vendor) == (1, 2)
    assert MANIFEST.recognises(CSV.splitlines()[0])
    assert not MANIFEST.recognises('{"siid": 1}')


def test_the_command_reads_projects_and_says_what_is_none(tmp_path: Path) -> None:
    told = run("map", "knx", str(project(tmp_path)), "--json")
    assert told.code == 0, told.err
    assert json.loads(told.out)["devices"] == 3
    locked = packed(tmp_path / "locked.knxproj", {"P-01AB.zip": b"secret"})
    told = run("map", "knx", str(locked))
    assert told.code == 2
    assert is_one_line(told.err)
    assert "the project has a password" in " ".join(told.err.split())
