"""Parting through an adapter in a process of its own."""

from pathlib import Path

import pytest

from tests.gateway.core.host.stage import hosted, until

pytestmark = pytest.mark.network


async def test_a_device_that_could_not_be_told_is_told_of(tmp_path: Path) -> None:
    async with hosted(tmp_path, "TALKS") as it:
        await until(lambda: len(it.told) == 2)
        assert await it.adapter.unpair("B1") is None
        left = await it.adapter.unpair("B2")
        assert left is not None
        assert (left.code, left.reason, left.fix) == ("still-paired", "it is away", "hold its button")
