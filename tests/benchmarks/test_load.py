"""What loading costs: of a fresh process, with bytecode where it was told to be."""

from pathlib import Path

import pytest

from benchmarks.load import WAYS, loads, once
from benchmarks.measure import BY_NAME


def test_each_way_loads_something() -> None:
    for what in WAYS:
        ms, _mb = once(what)
        assert ms > 0


def test_what_the_schema_takes_of_memory_stays_within_its_limits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How long it takes is a matter of the benchmark; memory is what it is on any machine."""
    monkeypatch.setattr("benchmarks.load.REPEATS", 2)
    found = loads(tmp_path)
    assert set(found) == {"catalogue_load_ms", "catalogue_mb", "registry_load_ms", "registry_mb"}
    assert any(tmp_path.rglob("*.pyc"))
    for name in ("catalogue_mb", "registry_mb"):
        limit = BY_NAME[name].limit
        assert limit is not None
        assert 0 < found[name][0] < limit.bound, name
