import asyncio
import ipaddress
import logging

import pytest
from zeroconf import ServiceInfo
from zeroconf.asyncio import AsyncZeroconf

from gateway.northbound import announce
from gateway.northbound.announce import SERVICE, Announcer, service
from gateway.northbound.listener import LanAddress

LOOPBACK = LanAddress(
    interface="lo", index=1, address="127.0.0.1", network=ipaddress.ip_network("127.0.0.0/8")
)  # fmt: skip


def test_what_is_announced_identifies_nothing() -> None:
    info = service("k3x7q2ab", [LOOPBACK], 8443)
    assert info.name == "k3x7q2ab._hutong._tcp.local."
    assert info.server == "k3x7q2ab.local."
    assert info.properties == {b"path": b"/api/v1"}
    assert info.parsed_addresses() == ["127.0.0.1"]


@pytest.mark.network
async def test_it_is_found_while_it_runs(socket_enabled: None) -> None:
    assert socket_enabled is None
    async with Announcer("k3x7q2ab", [LOOPBACK], 8443):
        seeker = AsyncZeroconf(interfaces=["127.0.0.1"])
        try:
            found = await seeker.async_get_service_info(SERVICE, f"k3x7q2ab.{SERVICE}", timeout=5000)
        finally:
            await seeker.async_close()
    assert isinstance(found, ServiceInfo)
    assert found.port == 8443
    assert found.properties == {b"path": b"/api/v1"}


async def test_without_multicast_it_says_so_and_goes_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(**_more: object) -> AsyncZeroconf:
        raise OSError(19, "No such device")

    monkeypatch.setattr(announce, "AsyncZeroconf", broken)
    with caplog.at_level(logging.WARNING):
        async with Announcer("k3x7q2ab", [LOOPBACK], 8443):
            await asyncio.sleep(0)
    assert "no mDNS" in caplog.text
