"""Which adapter types are installed, and which of them cannot speak yet."""

import json
from importlib import metadata
from typing import Any

import pytest

from gateway import adapters
from gateway.adapters import AdapterError, missing_libraries
from tests.gateway.cli.running import run


@pytest.fixture
def without_xknx(monkeypatch: pytest.MonkeyPatch) -> None:
    def found(package: str) -> Any:
        if package == "xknx":
            raise metadata.PackageNotFoundError(package)
        return metadata.distribution(package)

    monkeypatch.setattr(adapters, "distribution", found)


WHY = "the package xknx is not installed; pip install 'hutong[knx]', and start anew"


@pytest.mark.usefixtures("without_xknx")
def test_a_type_whose_library_is_not_installed_is_marked() -> None:
    ran = run("adapters", "list", COLUMNS="200")
    ready = {row[1].strip(): row[2].strip() for line in ran.out.splitlines() if len(row := line.split("│")) > 3}
    assert (ready["knx"], ready["modbus"], ready["mqtt"]) == ("no", "yes", "yes")
    assert ran.out.splitlines()[-1] == f"knx: {WHY}"
    listed = {one["id"]: one["missing"] for one in json.loads(run("adapters", "list", "--json").out)}
    assert {key: missing for key, missing in listed.items() if missing} == {"knx": [WHY]}


@pytest.mark.parametrize(
    ("requirement", "missing"),
    [
        ("no_such_library>=2", ["no_such_library"]),
        ("no-such.library[fast]<3,>=2 ; extra == 'knx'", ["no-such.library"]),
        ('no_such_library; extra == "lamps"', []),
        ("no_such_library; sys_platform == 'win32'", []),
        ("aiohttp>=3", []),
    ],
)
def test_what_a_package_needs_is_looked_for(
    monkeypatch: pytest.MonkeyPatch, requirement: str, missing: list[str]
) -> None:
    class Package(metadata.Distribution):
        requires = [requirement]  # noqa: RUF012

        def read_text(self, filename: str) -> None:
            raise NotImplementedError

        def locate_file(self, path: Any) -> Any:
            raise NotImplementedError

    entry = metadata.EntryPoint(name="knx", value="acme:MANIFEST", group=adapters.GROUP)
    vars(entry).update(dist=Package())
    monkeypatch.setattr(adapters, "_entry", lambda _name: entry)
    assert [one.split()[2] for one in missing_libraries("knx")] == missing


def test_a_type_that_is_not_there() -> None:
    with pytest.raises(AdapterError, match="there is no adapter 'nope'"):
        missing_libraries("nope")
