"""Datagrams to and from one address."""

import asyncio

import pytest

from adapters.sdk.network import Datagrams
from tests.adapters.sdk.bulb import bulb

pytestmark = pytest.mark.network


async def test_what_was_not_read_can_be_dropped() -> None:
    async with bulb() as device, await Datagrams.open("127.0.0.1", device.port) as link:
        for number in range(3):
            device.transport.sendto(b"%d" % number, link.own)
        assert await link.receive() == b"0"
        while len(link._inbox.waiting) < 2:
            await asyncio.sleep(0)
        link.forget()
        device.transport.sendto(b"new", link.own)
        assert await link.receive() == b"new"
