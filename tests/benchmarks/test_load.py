"""What loading costs: of a fresh process, with bytecode where it was told to be."""

from pathlib import Path

import pytest

from benchmarks.load import WAYS, loads, once
from benchmarks.measure import BY_NAME


def test_each_way_loads_something() -> None:
    for what in WAYS:
        ms, _mb = once(what)
        assert ms > 0


def test_the_schema_stays_within_its_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three times as long is allowed for: the machine that runs the tests may be busy. Memory is what it is."""
    monkeypatch.setattr("benchmarks.load.REPEATS", 2)
    found = loads(tmp_path)
    assert set(found) == {"catalogue_load_ms", "catalogue_mb", "registry_load_ms", "registry_mb"}
    assert any(tmp_path.rglob("*.pyc"))
    for name, (value, raw) in found.items():
        limit = BY_NAME[name].limit
        assert limit is not None
        assert 0 < value < limit * (3 if name.endswith("ms") else 1), name
        assert raw > 0
