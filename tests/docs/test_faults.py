"""The page of the MQTT adapter names every code that the adapter can report, and no other."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from simulators.home.fault import KINDS
from tests.docs.document import DOCS, ROOT

CODE = re.compile(r"[a-z]+[0-9]?(?:-[a-z0-9]+)*")


def codes(path: Path) -> Iterator[str]:
    """Give the codes in calls that make faults, refusals and failures, and of error classes."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            named = ast.unparse(node.func).rpartition(".")[2].endswith("fault")
            given = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
            yield from (text for one in (*given, *(node.args[:2] if named else ())) if (text := _code(one)))
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "code" and (text := _code(node.value)):
            yield text


def _code(node: ast.expr) -> str:
    text = node.value if isinstance(node, ast.Constant) else ""
    return text if isinstance(text, str) and CODE.fullmatch(text) else ""


def test_every_code_is_explained() -> None:
    reported = {code for path in (ROOT / "adapters" / "mqtt").rglob("*.py") for code in codes(path)}
    section = (DOCS / "adapters" / "mqtt.md").read_text("utf-8").partition("## Faults")[2].partition("## Coverage")[0]
    explained = set(re.findall(r"`([a-z0-9-]+)`", section))
    assert explained == reported


def test_every_fault_of_the_simulated_home_is_explained() -> None:
    section = (DOCS / "testing.md").read_text("utf-8").partition("### Faults")[2].partition("\n## ")[0]
    rows = "\n".join(line.split("|")[1] for line in section.splitlines() if line.startswith("|"))
    assert set(re.findall(r"`([a-z-]+)`", rows)) == set(KINDS)
