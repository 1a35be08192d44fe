"""Devices that come or go while the disk takes nothing are taken in, or let go, once it does."""

from pathlib import Path

import pytest

from gateway.core.errors import DiskFailed
from gateway.core.registry import Identity
from schemas.updates import DeviceDescribed, DeviceRemoved
from tests.gateway.core.stage import Stage, device, report, stage


async def broken(_identity: Identity) -> None:
    raise DiskFailed("state.db", "disk I/O error")


def keys(it: Stage) -> list[str]:
    return sorted(entry.description.key for entry in it.home.devices())


def faults(it: Stage) -> list[tuple[str, str]]:
    return [(one.code, one.place) for one in it.home._pipeline.sources["fake"].faults]


async def test_who_comes_while_the_disk_is_broken_is_taken_in_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with stage(tmp_path) as it:
        await it.tell(DeviceDescribed(device=device("old")), report("old", (0, True)))
        monkeypatch.setattr(it.home._store, "save_identity", broken)
        await it.tell(DeviceDescribed(device=device("new")), report("old", (0, False)))
        assert (keys(it), it.value("old", "1/onOff/onOff"), faults(it)) == (["old"], False, [("not-stored", "new")])
        assert it.home._pipeline.sources["fake"].state == "connected"  # the adapter has not to begin anew
        await it.clock.advance(1.0)
        await it.tell(report("old", (0, True)))
        assert keys(it) == ["old"]
        monkeypatch.undo()
        await it.clock.advance(1.0)
        await it.tell(report("new", (0, True)))
        assert (keys(it), it.value("new", "1/onOff/onOff")) == (["new", "old"], True)


async def test_who_goes_while_the_disk_is_broken_is_let_go_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with stage(tmp_path) as it:
        await it.tell(DeviceDescribed(device=device("old")), DeviceDescribed(device=device("other")))
        monkeypatch.setattr(it.home._store, "save_identity", broken)
        await it.tell(DeviceRemoved(device="old"))
        assert keys(it) == ["old", "other"]
        monkeypatch.undo()
        await it.clock.advance(1.0)
        await it.tell(report("other", (0, True)))
        assert keys(it) == ["other"]


async def test_the_last_word_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with stage(tmp_path) as it:
        monkeypatch.setattr(it.home._store, "save_identity", broken)
        await it.tell(DeviceDescribed(device=device("new")))
        await it.tell(DeviceRemoved(device="new"))
        monkeypatch.undo()
        await it.clock.advance(1.0)
        await it.tell(DeviceDescribed(device=device("other")))
        assert keys(it) == ["other"]
