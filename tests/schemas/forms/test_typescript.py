"""The declarations compile strictly, and refuse what they should."""

import shutil
import subprocess
from pathlib import Path

import pytest

from schemas.catalogue import catalogue
from schemas.forms.typescript import declarations, type_name
from schemas.registry import PUBLISHED

FOLDER = Path(__file__).parent / "typescript"
COMPILER = FOLDER / "node_modules" / "typescript" / "bin" / "tsc"


def compiled(*files: Path) -> str:
    node = shutil.which("node")
    if node is None or not COMPILER.is_file():
        pytest.skip("the TypeScript compiler is not installed (make peers)")
    done = subprocess.run(
        [node, COMPILER, "--strict", "--noEmit", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", *files],
        capture_output=True,
        text=True,
        check=False,
        timeout=90,
    )
    return done.stdout + done.stderr


def test_it_compiles_and_programs_are_held_to_it() -> None:
    assert compiled(PUBLISHED / "hutong.d.ts", FOLDER / "usage.ts") == ""


def test_the_compiler_does_refuse(tmp_path: Path) -> None:
    (tmp_path / "broken.d.ts").write_text("export const broken: Missing;\n")
    assert "Cannot find name 'Missing'" in compiled(tmp_path / "broken.d.ts")


def test_no_name_is_declared_twice() -> None:
    text = declarations(catalogue())
    names = [line.split()[2] for line in text.splitlines() if line.startswith(("export interface ", "export type "))]
    assert len(names) == len(set(names))


def test_names_of_other_makers_become_one_word() -> None:
    assert type_name("acme.rinse-nozzle_2") == "AcmeRinseNozzle2"


def test_both_languages_and_the_facts_stand_in_the_comments() -> None:
    text = declarations(catalogue())
    block = text[text.index("export interface Thermostat {") :]
    spec = catalogue().spec("thermostat", "heatingSetpoint")
    comment = block[: block.index("  heatingSetpoint?: number | null;")].rpartition("/**")[2]
    for fact in (spec.en, spec.zh, "@unit Cel", f"@maximum {spec.maximum}", "@sensitivity", "@hazards"):
        assert fact in comment
