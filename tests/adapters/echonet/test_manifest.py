"""What the core and the command line see without a node."""

from pathlib import Path

import pytest

from adapters.echonet import MANIFEST
from adapters.sdk.contract import AdapterContext, Pairs
from tests.adapters.sdk.travel import now_ns


@pytest.mark.parametrize(
    ("settings", "fault"),
    [
        ({}, ""),
        ({"type": "echonet", "interfaces": ["eth0"], "poll_s": 5, "answer_s": 0.5, "pause_s": 0}, ""),
        ({"poll_s": 0}, "poll_s"),
        ({"pause_s": -1}, "pause_s"),
        ({"host": "192.168.7.2"}, "host"),
        ({"interfaces": "eth0"}, "interfaces"),
    ],
)
def test_settings(settings: dict[str, object], fault: str) -> None:
    assert [one.split(":")[0] for one in MANIFEST.check(settings)] == ([fault] if fault else [])


def test_it_pairs_without_a_secret(tmp_path: Path) -> None:
    context = AdapterContext(name="echonet", state_dir=tmp_path, monotonic_ns=now_ns)
    assert isinstance(MANIFEST.create({}, context), Pairs)
    assert MANIFEST.pairing is not None
    assert [(one.id, one.secret) for one in MANIFEST.pairing.asks] == [("host", False)]
    assert set(MANIFEST.config_schema()["properties"]) == {"type", "interfaces", "poll_s", "answer_s", "pause_s"}
