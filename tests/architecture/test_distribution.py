"""What is installed, under which licence, and whose names it owns."""

import re
import subprocess
import sys
import zipfile
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
OURS = ("adapters", "gateway", "privacy", "schemas", "simulators")
LOCKS = sorted((ROOT / "locks").glob("*.txt"))


EXTRAS = distribution("hutong").metadata.get_all("Provides-Extra") or []


def runtime_distributions(extras: list[str]) -> set[str]:
    """Names of everything that a hub installs with these extras, found by walking the requirements."""
    found: set[tuple[str, str]] = set()
    waiting = [("hutong", extra) for extra in ("", *extras)]
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in found:
            continue
        found.add((name, extra))
        needed = [Requirement(text) for text in distribution(name).requires or []]
        wanted = [r for r in needed if r.marker is None or r.marker.evaluate({"extra": extra})]
        waiting += [(r.name.lower(), inner) for r in wanted for inner in ("", *r.extras)]
    return {name for name, _ in found}


def licence(name: str) -> str:
    metadata = distribution(name).metadata
    classifiers = [c for c in metadata.get_all("Classifier") or [] if c.startswith("License ::")]
    named = [str(metadata.json.get(key, ""))[:80] for key in ("license_expression", "license")]
    return " ".join([*named, *classifiers])


def test_no_other_distribution_owns_one_of_our_names() -> None:
    owners = packages_distributions()
    assert "aiohttp" in owners
    assert {name: owners.get(name, ["hutong"]) for name in OURS} == {name: ["hutong"] for name in OURS}


def test_the_wheel_holds_our_names_and_no_other(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = {name.split("/")[0] for name in wheel.namelist()}
        assert "schemas/published/registry.json" in wheel.namelist()
        assert "schemas/published/catalogue.json" in wheel.namelist()
        assert "schemas/forms/templates/page.html.jinja" in wheel.namelist()
        assert not any("/published/html/" in name or "/published/wot/" in name for name in wheel.namelist())
        assert "gateway/core/storage/migrations/trust/0001_keys.sql" in wheel.namelist()
    assert {n for n in names if not n.endswith(".dist-info")} == set(OURS)


def test_nothing_under_the_gpl_is_installed_on_a_hub() -> None:
    names = runtime_distributions(EXTRAS)
    assert {"aiohttp", "paho-mqtt", "zeroconf", "pydantic-core", "aiohomekit", "pymodbus", "xknx"} <= names
    texts = {name: licence(name) for name in names}
    assert [n for n, text in texts.items() if re.search(r"(?<!L)(?<!Lesser )\bGPL|AGPL", text)] == []
    assert [n for n, text in texts.items() if not text.strip()] == []


def test_what_has_no_armv7_wheel_is_not_in_the_core() -> None:
    assert runtime_distributions([]).isdisjoint({"pyyaml", "psutil", "uvloop", "msgspec", "orjson", "sqlalchemy"})


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_pins_and_hashes_everything_and_names_no_host(lock: Path) -> None:
    text = lock.read_text()
    assert not re.search(r"://|--index-url|--find-links", text)
    blocks = re.split(r"\n(?=[A-Za-z0-9])", text.strip())
    assert len(blocks) > 25
    assert [b for b in blocks if "==" not in b or "--hash=sha256:" not in b] == []


def test_there_is_a_lock_for_each_supported_python() -> None:
    assert [path.name for path in LOCKS] == [
        f"py3{n}{kind}.txt" for n in (11, 12, 13) for kind in ("-dev", "-protocols", "")
    ]
