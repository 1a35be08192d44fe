"""An interface, and an address, that come up while an adapter runs."""

import asyncio
import json
import socket
import subprocess
import time
from pathlib import Path

import pytest

from adapters.sdk import session
from adapters.sdk.contract import AdapterContext
from adapters.tuya import MANIFEST, finder
from adapters.tuya.finder import Finder
from schemas.registry import Registry
from schemas.updates import AdapterStateChanged
from tests.adapters.tuya.device import Device

pytestmark = pytest.mark.network


def ip(words: str) -> None:
    subprocess.run(["ip", *words.split()], check=True, capture_output=True)


def say(address: str, beacon: bytes) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as plain:
        plain.bind((address, 0))
        plain.sendto(beacon, (address, 6666))


@pytest.mark.usefixtures("alone")
async def test_an_adapter_needs_no_restart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "LOOK_S", 0.02)
    await asyncio.to_thread(Registry.load)
    context = AdapterContext(name="tuya", state_dir=tmp_path, monotonic_ns=time.monotonic_ns)
    async with asyncio.timeout(20), MANIFEST.create({"interfaces": ["late0"]}, context) as adapter:
        told = (one async for batch in adapter.updates() for one in batch)
        first = await anext(told)
        assert isinstance(first, AdapterStateChanged)
        names = "there is no interface late0 with an IPv4 address; name one of home0, lo"
        assert (first.state, first.reason) == ("degraded", names)
        await asyncio.to_thread(ip, "link add late0 type veth peer name late1")
        await asyncio.to_thread(ip, "address add 10.78.0.1/24 dev late0")
        assert await anext(told) == AdapterStateChanged(state="connected")
        await told.aclose()


@pytest.mark.usefixtures("alone")
async def test_tuya_devices_in_a_network_that_came_later_are_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finder, "LOOK_S", 0.02)
    beacon = Device("3.1").says(0, 0x13, json.dumps({"gwId": "d1", "ip": "10.0.0.1", "version": "3.1"}).encode())
    async with asyncio.timeout(20), Finder(("home0",)) as it:
        await asyncio.to_thread(ip, "address add 10.79.0.1/24 dev home0")
        while it.place("d1") is None:
            say("10.79.0.1", beacon)
            await asyncio.sleep(0.01)
        assert it.trouble == ""
        await asyncio.to_thread(ip, "link delete home0")
        while not it.trouble:
            await asyncio.sleep(0.01)
        assert it.trouble == "there is no interface home0 with an IPv4 address"
