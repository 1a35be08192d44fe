"""docs/schema.md is tried out: its class, as printed there, and its command are all that a new capability takes."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from schemas.registry import Registry
from schemas.vocabulary import Hazard, Kind, Sensitivity

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "schema.md").read_text(encoding="utf-8")


def printed(language: str) -> str:
    """Give the first block of the page in a language."""
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return found[1]


def python(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the schema after what the page says: one class and one command."""
    folder = tmp_path_factory.mktemp("walkthrough")
    shutil.copytree(ROOT / "schemas", folder / "schemas", ignore=shutil.ignore_patterns("__pycache__"))
    with (folder / "schemas" / "capabilities" / "water.py").open("a", encoding="utf-8") as file:
        file.write(f"\n\n{printed('python')}")
    command = printed("sh").split()
    assert command[0] == "python"
    done = python(folder, *command[1:])
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def test_the_running_core_knows_it(tree: Path) -> None:
    spec = Registry.load(tree / "schemas" / "published" / "registry.json").capability("waterSoftening")
    assert list(spec.properties) == ["hardness", "bypass"]
    assert spec.properties["hardness"].kind is Kind.NUMBER
    assert spec.properties["bypass"].hazards == (Hazard.SERVICE_INTERRUPTION,)
    assert spec.properties["bypass"].sensitivity is Sensitivity.HOUSEHOLD


def test_every_published_form_has_it_and_none_is_stale(tree: Path) -> None:
    done = python(tree, "-m", "schemas.publish", "--check")
    assert (done.returncode, done.stderr) == (0, "")
    published = tree / "schemas" / "published"
    table = json.loads((published / "catalogue.json").read_text("utf-8"))
    one = next(one for one in table["capabilities"] if one["id"] == "waterSoftening")
    assert [row["zh"] for row in one["properties"]] == ["硬度", "旁通"]
    for name in ("capabilities.schema.json", "sdf/hutong.sdf.json", "hutong.d.ts", "html/zh.html"):
        assert "hardness" in (published / name).read_text("utf-8")
    assert (published / "wot" / "capabilities" / "waterSoftening.tm.jsonld").is_file()


def test_nothing_is_missing(tree: Path) -> None:
    assert python(tree, "-m", "schemas.complete", "waterSoftening").stdout == ""


def test_what_is_left_out_is_told_as_the_page_says(tree: Path) -> None:
    file = tree / "schemas" / "capabilities" / "water.py"
    whole = file.read_text("utf-8")
    text = printed("python")
    less = re.sub(r" +(why=Reason|hazards=)\(.*\),\n", "", text)
    assert whole.endswith(text)
    assert less.count("\n") == text.count("\n") - 2
    file.write_text(whole.removesuffix(text) + less, "utf-8")
    done = python(tree, "-m", "schemas.complete", "waterSoftening")
    file.write_text(whole, "utf-8")
    assert done.returncode == 1
    assert f"```text\n{done.stdout}```" in PAGE
