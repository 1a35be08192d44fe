"""privacy is pure: no clock, no I/O, no randomness, nothing heavy; egress loads it."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import privacy

FOLDER = Path(privacy.__file__).parent
ROOT = FOLDER.parent
FORBIDDEN = {"asyncio", "pydantic", "aiohttp", "socket", "time", "random", "secrets", "os", "sqlite3", "threading"}
MODULES = sorted(path for path in FOLDER.glob("*.py") if path.name != "publish.py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_module_reaches_for_the_world(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {
        alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }
    names |= {(node.module or "").split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    calls = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not names & FORBIDDEN
    assert not calls & {"now", "utcnow", "today", "read_bytes", "write_bytes", "read_text", "write_text", "generate"}


def test_what_egress_loads_is_light() -> None:
    code = (
        "import sys, privacy.wire, privacy.approval, privacy.frames, privacy.envelope, privacy.slot;"
        "print([m for m in sys.modules if m.split('.')[0] in ('pydantic', 'aiohttp', 'asyncio')"
        " or m.startswith(('schemas.capabilities', 'schemas.mappings'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
