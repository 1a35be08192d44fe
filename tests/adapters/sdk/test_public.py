"""What docs/adapters.md calls public is there, and what it does not name is known to be ours."""

import re
from importlib import import_module
from pathlib import Path

import adapters.sdk
from adapters.sdk import contract

PAGE = (Path(__file__).parents[3] / "docs" / "adapters.md").read_text("utf-8")
OURS = {"aes", "buffer", "host", "jsontext", "redact", "secret"}


def public() -> set[str]:
    table = PAGE.split("| module | what it gives |\n| --- | --- |\n")[1].split("\n\n")[0]
    return {name for row in table.splitlines() for name in re.findall(r"`(\w+)`", row.split("|")[1])}


def test_every_module_of_the_sdk_is_public_or_ours() -> None:
    there = {path.stem for path in Path(adapters.sdk.__file__).parent.iterdir() if not path.stem.startswith("_")}
    assert there == public() | OURS | {"contract"}
    assert not public() & OURS


def test_the_modules_of_the_schema_that_are_called_public_are_there() -> None:
    named = PAGE.split("and of `schemas`: ")[1].split(".\nWhat else")[0]
    for name in re.findall(r"`(\w+)`", named):
        assert import_module(f"schemas.{name}").__doc__


def test_the_package_gives_all_names_of_the_contract() -> None:
    assert adapters.sdk.__all__ == contract.__all__
