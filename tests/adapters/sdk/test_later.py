"""What is imported later says what is missing, and how to get it."""

import sys
from pathlib import Path

import pytest

from adapters.sdk.later import MissingPackageError, later


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A vendor's package: one module needs a library that is not there, one a module of its own that is not there."""
    monkeypatch.syspath_prepend(tmp_path)
    folder = tmp_path / "acme_lamps"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "speaks.py").write_text("import no_such_library.client\n")
    (folder / "broken.py").write_text("import acme_lamps.typo\n")
    (folder / "good.py").write_text("def double(number):\n    return 2 * number\n")


@pytest.mark.usefixtures("package")
def test_it_is_the_function_that_it_stands_for() -> None:
    assert later("acme_lamps.good:double")(21) == 42


@pytest.mark.usefixtures("package")
def test_a_library_that_is_not_installed_is_named() -> None:
    words = "the package no_such_library is not installed; install no_such_library beside the adapter"
    with pytest.raises(MissingPackageError, match=words):
        later("acme_lamps.speaks:create")()


@pytest.mark.usefixtures("package")
def test_a_module_of_its_own_that_is_not_there_is_its_authors_fault() -> None:
    with pytest.raises(ModuleNotFoundError, match="acme_lamps"):
        later("acme_lamps.broken:create")()


@pytest.mark.parametrize(
    ("library", "place", "extra"),
    [
        ("aiohomekit", "adapters.homekit.keys:set_up", "homekit"),
        ("aioesphomeapi", "adapters.esphome.describe:report", "esphome"),
        ("xknx", "adapters.knx.protocol.frame:encode", "knx"),
        ("pymodbus", "adapters.modbus.wire:wire", "modbus"),
    ],
)
def test_a_library_of_ours_is_named_with_its_extra(
    monkeypatch: pytest.MonkeyPatch, library: str, place: str, extra: str
) -> None:
    for name in list(sys.modules):
        if name.partition(".")[0] == library or name == place.partition(":")[0]:
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Without(library), *sys.meta_path])
    with pytest.raises(MissingPackageError) as caught:
        later(place)()
    assert str(caught.value) == (
        f"the package {library} is not installed; pip install 'hutong[{extra}]', and start anew"
    )


class Without:
    """An import system in which one library is not installed."""

    def __init__(self, library: str) -> None:
        self.library = library

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> None:
        if name.partition(".")[0] == self.library:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
