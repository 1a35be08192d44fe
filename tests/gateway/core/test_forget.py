"""A device that its adapter no longer has can be let go; one that it has cannot; one that comes back is the same."""

from pathlib import Path

import pytest

from gateway.core.event import DeviceGone
from schemas.updates import DeviceDescribed
from tests.gateway.core.stage import Stage, device, report, stage


def keys(it: Stage) -> list[str]:
    return [entry.description.key for entry in it.home.devices()]


async def test_what_is_gone_is_forgotten_and_stays_so_until_it_comes_back(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.tell(DeviceDescribed(device=device()), report("lamp", (0, True)))
        was = it.entry("lamp").id
        with pytest.raises(ValueError, match="still has it"):
            await it.home.forget(was)
        assert keys(it) == ["lamp"]
    async with stage(tmp_path) as it:  # its adapter does not describe it any more
        assert keys(it) == ["lamp"]
        await it.home.forget(was)
        assert keys(it) == []
        assert isinstance(it.events[-1], DeviceGone)
        with pytest.raises(KeyError):
            await it.home.forget(was)
    async with stage(tmp_path) as it:
        assert keys(it) == []
        await it.tell(DeviceDescribed(device=device()))
        assert it.entry("lamp").id == was
