"""What the core and the command line see without a device."""

import json
from pathlib import Path

import pytest

from adapters.miot import MANIFEST
from adapters.sdk.contract import AdapterContext, Pairs
from tests.adapters.miot.stage import instance
from tests.adapters.sdk.travel import now_ns


@pytest.mark.parametrize(
    ("settings", "fault"),
    [
        ({}, ""),
        ({"type": "miot", "interfaces": ["eth0"], "specs": "/etc/hutong/specs", "poll_s": 2, "answer_s": 0.5}, ""),
        ({"poll_s": 0}, "poll_s"),
        ({"host": "192.168.7.2"}, "host"),
        ({"interfaces": "eth0"}, "interfaces"),
    ],
)
def test_settings(settings: dict[str, object], fault: str) -> None:
    faults = MANIFEST.check(settings)
    assert [one.split(":")[0] for one in faults] == ([fault] if fault else [])


@pytest.mark.parametrize(
    ("key", "fix"),
    [
        ("poll_seconds", "did you mean poll_s?"),
        ("port", "remove it, or take one of interfaces, specs, poll_s, answer_s"),
    ],
)
def test_a_key_that_is_not_there_is_answered_with_those_that_are(key: str, fix: str) -> None:
    assert MANIFEST.check({key: 2}) == (f"{key}: there is no such key; {fix}",)


def test_it_pairs(tmp_path: Path) -> None:
    context = AdapterContext(name="miot", state_dir=tmp_path, monotonic_ns=now_ns)
    assert isinstance(MANIFEST.create({}, context), Pairs)
    assert MANIFEST.pairing is not None
    assert [one.id for one in MANIFEST.pairing.asks if one.secret] == ["token"]


def test_an_instance_is_mapped_offline() -> None:
    assert MANIFEST.map_file is not None
    assert MANIFEST.recognises is not None
    text = json.dumps(instance("air-conditioner"))
    assert MANIFEST.recognises(text)
    assert not MANIFEST.recognises('{"ip": "192.168.7.2"}')
    report = MANIFEST.map_file([text])
    assert (report.devices, report.source_properties, report.core, report.lost) == (1, 14, 14, 0)
