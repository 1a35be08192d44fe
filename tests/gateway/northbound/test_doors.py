from pathlib import Path
from typing import Any

import ifaddr
import pytest

from gateway.core.clock import BUILD_MS
from gateway.northbound.listener import ListenError
from tests.gateway.northbound.running import running, trusting

pytestmark = pytest.mark.network


class Machine:
    """The addresses of one interface, as ifaddr would list them."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = list(addresses)

    def adapters(self) -> list[Any]:
        ips = [ifaddr.IP(address, 8, "lan0") for address in self.addresses]
        return [ifaddr.Adapter("lan0", "lan0", ips, index=1)] if ips else []


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    found = Machine("127.0.0.1")
    monkeypatch.setattr(ifaddr, "get_adapters", found.adapters)
    return found


async def test_it_follows_the_addresses_of_its_interface(tmp_path: Path, machine: Machine) -> None:
    async with running(tmp_path, listen=("lan0",)) as it:
        before = it.api.certificate
        machine.addresses.append("127.0.0.3")
        await it.clock.advance(31)
        while len(it.api.urls) < 2 or it.api.certificate == before:
            await it.clock.advance(31)
        assert it.api.certificate.public_key == before.public_key
        url = f"https://127.0.0.3:{it.api.port}/healthz"
        async with it.session.get(url, ssl=trusting(it.api)) as response:
            assert response.status == 200
        machine.addresses.remove("127.0.0.3")
        while len(it.api.urls) > 1:
            await it.clock.advance(31)
        reply = await it.ask("GET", "//healthz", headers={"Host": "127.0.0.3"}, ssl=trusting(it.api))
        assert reply.status == 421


async def test_while_the_link_is_down_it_waits(tmp_path: Path, machine: Machine) -> None:
    async with running(tmp_path, listen=("lan0",)) as it:
        machine.addresses.clear()
        await it.clock.advance(65)
        assert (await it.ask("GET", "//healthz")).status == 200


async def test_one_address_that_cannot_be_had_does_not_stop_the_others(tmp_path: Path, machine: Machine) -> None:
    machine.addresses.append("192.0.2.77")
    async with running(tmp_path, listen=("lan0",)) as it:
        assert len(it.api.urls) == 1
    machine.addresses.remove("127.0.0.1")
    with pytest.raises(ListenError, match=r"192\.0\.2\.77"):
        async with running(tmp_path, listen=("lan0",)):
            pass


async def test_the_certificate_is_renewed_while_it_runs(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        before = it.api.certificate
        it.clock.wall = BUILD_MS + 2000 * 86_400_000
        while it.api.certificate == before:
            await it.clock.advance(31)
        async with it.session.get(it.root + "/healthz", ssl=trusting(it.api)) as response:
            assert response.status == 200
