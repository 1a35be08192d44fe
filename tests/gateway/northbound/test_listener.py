import asyncio
import ipaddress
import socket
import ssl
from pathlib import Path

import ifaddr
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.northbound import listener
from gateway.northbound.listener import Doorkeeper, LanAddress, ListenError, choose
from gateway.northbound.scope import Scope
from tests.gateway.northbound.running import running


def lan(address: str, prefix: int, interface: str = "eth0") -> LanAddress:
    network = ipaddress.ip_network(f"{address}/{prefix}", strict=False)
    return LanAddress(interface=interface, index=2, address=address, network=network)


@pytest.mark.parametrize(
    ("at", "peer", "admitted"),
    [
        (lan("192.168.1.2", 24), "192.168.1.77", True),
        (lan("192.168.1.2", 24), "192.168.2.77", False),
        (lan("192.168.1.2", 24), "8.8.8.8", False),
        (lan("192.168.1.2", 24), "169.254.3.4", True),
        (lan("192.168.1.2", 24), "::ffff:192.168.1.9", True),
        (lan("192.168.1.2", 24), "::ffff:8.8.8.8", False),
        (lan("192.168.1.2", 24), "fe80::1", False),
        (lan("2001:db8:1::2", 64), "2001:db8:1::9", True),
        (lan("2001:db8:1::2", 64), "2001:db8:2::9", False),
        (lan("fe80::2", 64), "fe80::9%eth0", True),
        (lan("fd00::2", 64), "fe80::9%2", True),
        (lan("fd00::2", 64), "192.168.1.9", False),
        (lan("127.0.0.1", 8, "lo"), "127.0.0.9", True),
        (lan("127.0.0.1", 8, "lo"), "169.254.1.1", False),
        (lan("192.168.1.2", 24), "", False),
        (lan("192.168.1.2", 24), "224.0.0.1", False),
        (lan("192.168.1.2", 24), "nonsense", False),
    ],
)
def test_only_peers_on_the_link_are_let_in(at: LanAddress, peer: str, *, admitted: bool) -> None:
    assert at.admits(peer) is admitted


@given(st.ip_addresses())
def test_whoever_is_let_in_is_in_the_prefix_or_link_local(
    peer: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    for at in (lan("10.1.2.3", 20), lan("2001:db8::3", 64)):
        if at.admits(str(peer)):
            mapped = getattr(peer, "ipv4_mapped", None) or peer
            assert mapped in at.network or mapped.is_link_local


def test_interfaces_are_chosen_by_name_or_address() -> None:
    present = (lan("10.0.0.2", 24), lan("fe80::2", 64), lan("10.9.0.2", 24, "wg0"))
    assert choose(["eth0", "10.0.0.2"], present) == present[:2]
    assert choose(["127.0.0.1"], present)[0].network.is_loopback
    with pytest.raises(ListenError, match=r"'eth7' is no interface.*eth0 \(10\.0\.0\.2\)"):
        choose(["eth7"], present)


@pytest.fixture
def stranger(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every peer look as if it were not on the link."""
    monkeypatch.setattr(LanAddress, "admits", lambda _self, _peer: False)


async def first_byte(connection: socket.socket, port: int) -> bytes:
    loop = asyncio.get_running_loop()
    await loop.sock_connect(connection, ("127.0.0.1", port))
    return await loop.sock_recv(connection, 1)


@pytest.mark.network
@pytest.mark.usefixtures("stranger")
async def test_a_stranger_is_cut_off_before_tls(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        connection = socket.socket()
        connection.settimeout(0)
        with connection, pytest.raises(ConnectionResetError):
            await first_byte(connection, it.api.port)


def test_the_doorkeeper_counts_until_a_connection_is_closed() -> None:
    keeper, at = Doorkeeper(3, 2), lan("192.168.1.2", 24)
    assert [keeper.enter(at, "192.168.1.7") for _ in range(3)] == [True, True, False]
    assert [keeper.enter(at, f"192.168.1.{n}") for n in (8, 9)] == [True, False]
    keeper.leave("192.168.1.7")
    assert keeper.enter(at, "192.168.1.9")
    assert not keeper.enter(at, "192.168.9.9")


@pytest.mark.network
async def test_a_handshake_that_never_comes_counts_too(tmp_path: Path) -> None:
    async with running(tmp_path, max_connections_per_peer=2) as it:
        silent = [await asyncio.open_connection("127.0.0.1", it.api.port) for _ in range(2)]
        connection = socket.socket()
        connection.settimeout(0)
        with connection, pytest.raises(ConnectionResetError):
            await first_byte(connection, it.api.port)
        for _, writer in silent:
            writer.close()
            await writer.wait_closed()
        while it.api._doorkeeper._held:
            await asyncio.sleep(0)
        assert (await it.ask("GET", "//healthz")).status == 200


@pytest.mark.network
async def test_one_peer_cannot_hold_all_connections(tmp_path: Path) -> None:
    async with running(tmp_path, max_connections_per_peer=2) as it:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        held = [await asyncio.open_connection("127.0.0.1", it.api.port, ssl=context) for _ in range(2)]
        with pytest.raises((ConnectionError, ssl.SSLError)):
            await asyncio.open_connection("127.0.0.1", it.api.port, ssl=context)
        for _, writer in held:
            writer.close()
            await writer.wait_closed()


@pytest.mark.network
@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1 is deprecated")
async def test_old_tls_is_refused(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.maximum_version = ssl.TLSVersion.TLSv1_1
        with pytest.raises((ConnectionError, ssl.SSLError)):
            await asyncio.open_connection("127.0.0.1", it.api.port, ssl=context)


@pytest.mark.network
async def test_it_listens_on_both_families(tmp_path: Path) -> None:
    async with running(tmp_path, listen=("127.0.0.1", "::1")) as it:
        assert it.api.urls == (f"https://127.0.0.1:{it.api.port}/api/v1", f"https://[::1]:{it.api.port}/api/v1")
        headers = {"Authorization": f"Bearer {await it.token(Scope.READ)}"}
        async with it.session.get(it.api.urls[1] + "/home", headers=headers) as response:
            assert response.status == 200


@pytest.mark.network
async def test_a_port_in_use_is_told(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        with pytest.raises(ListenError, match="choose another port"):
            async with running(tmp_path / "second", port=it.api.port):
                pass


def test_every_address_of_the_machine_is_read() -> None:
    assert any(one.address == "127.0.0.1" for one in listener.addresses_of(ifaddr.get_adapters()))


@pytest.mark.network
async def test_who_connects_and_asks_nothing_is_cut_off(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        reader, writer = await asyncio.open_connection("127.0.0.1", it.api.port, ssl=context)
        writer.write(b"GET /healthz HTTP/1.1\r\nHost: ")
        await writer.drain()
        assert (await it.ask("GET", "//healthz")).status == 200
        for _ in range(4):
            await it.clock.advance(5.0)
        assert await closed(reader)
        writer.close()
        assert (await it.ask("GET", "//healthz")).status == 200


async def closed(reader: asyncio.StreamReader) -> bool:
    try:
        async with asyncio.timeout(30):
            return await reader.read(1) == b""
    except ConnectionError:
        return True


@pytest.mark.network
@pytest.mark.parametrize("garbage", [b"\x00\x01\r\n\r\n", b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"])
async def test_garbage_gets_no_version(tmp_path: Path, garbage: bytes) -> None:
    async with running(tmp_path) as it:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        reader, writer = await asyncio.open_connection("127.0.0.1", it.api.port, ssl=context)
        writer.write(garbage)
        answer = await reader.readuntil(b"\r\n\r\n")
        assert b"aiohttp" not in answer
        assert b"Python" not in answer
        writer.close()
