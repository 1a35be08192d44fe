"""What the core and the command line see without a device."""

from pathlib import Path

import pytest

from adapters.sdk.contract import AdapterContext, Pairs
from adapters.tuya import MANIFEST
from schemas.pairing import Paired
from schemas.updates import FaultReported


@pytest.mark.parametrize(
    ("settings", "fault"),
    [
        ({}, ""),
        ({"type": "tuya", "interfaces": ["eth0"], "heart_beat_s": 5, "refresh_s": 60, "queue_s": 600}, ""),
        ({"opening": ["bf0123456789abcdefghij"]}, ""),
        ({"heart_beat_s": 0}, "heart_beat_s"),
        ({"host": "192.168.7.2"}, "host"),
        ({"interfaces": "eth0"}, "interfaces"),
    ],
)
def test_settings(settings: dict[str, object], fault: str) -> None:
    faults = MANIFEST.check(settings)
    assert [one.split(":")[0] for one in faults] == ([fault] if fault else [])


def context(folder: Path, *paired: Paired) -> AdapterContext:
    return AdapterContext(name="tuya", state_dir=folder, monotonic_ns=lambda: 0, paired=paired)


def test_it_pairs(tmp_path: Path) -> None:
    assert isinstance(MANIFEST.create({}, context(tmp_path)), Pairs)
    assert MANIFEST.pairing is not None
    assert [one.id for one in MANIFEST.pairing.asks if one.secret] == ["file", "local-key"]


async def test_what_is_kept_and_cannot_be_used_is_told(tmp_path: Path) -> None:
    odd = Paired(key="odd", name="Odd", kept={"device": {"id": "odd"}, "children": [], "version": "9"})
    async with MANIFEST.create({"interfaces": ["no-such-interface"]}, context(tmp_path, odd)) as adapter:
        batch = await anext(aiter(adapter.updates()))
    (fault,) = [one for one in batch if isinstance(one, FaultReported)]
    assert (fault.code, fault.place, fault.fix) == ("unusable-pairing", "odd", "pair it anew")
