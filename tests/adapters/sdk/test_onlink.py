"""Only addresses of the home's own links, checked after resolution."""

import ipaddress
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.sdk.onlink import OffLinkError, Target, local_prefixes, on_link, public_literal, refusal

LAN = (ipaddress.ip_network("192.168.7.0/24"), ipaddress.ip_network("fd00:7::/64"))
DEMO_OUTSIDE = (ipaddress.ip_network("127.77.0.0/16"),)


@pytest.mark.parametrize(
    "address", ["192.168.7.20", "fd00:7::5", "127.0.0.1", "::1", "fe80::1", "127.1.2.3", "::ffff:192.168.7.20"]
)
def test_what_is_on_a_local_link_is_allowed(address: str) -> None:
    assert refusal(ipaddress.ip_address(address), LAN, DEMO_OUTSIDE) == ""


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("1.1.1.1", "a public address"),
        ("2606:4700::1111", "a public address"),
        ("::ffff:1.1.1.1", "a public address"),
        ("192.168.8.1", "not in a network of this machine"),
        ("fd00:8::1", "not in a network of this machine"),
        ("127.77.0.1", "forbidden"),
        ("224.0.0.1", "not the address of one host"),
        ("0.0.0.0", "not the address of one host"),  # noqa: S104
    ],
)
def test_everything_else_is_refused_with_the_reason(address: str, reason: str) -> None:
    assert reason in refusal(ipaddress.ip_address(address), LAN, DEMO_OUTSIDE)


@given(st.ip_addresses())
def test_no_public_address_is_ever_allowed(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    real = getattr(ip, "ipv4_mapped", None) or ip
    assert refusal(ip, LAN) or not real.is_global or any(real in net for net in LAN if net.version == real.version)


async def test_a_name_is_judged_by_what_it_resolves_to() -> None:
    async def resolver(_host: str, port: int) -> list[Target]:
        return [Target(family=socket.AF_INET, address=(one, port)) for one in ("8.8.8.8", "192.168.7.9")]

    targets = await on_link("broker.example", 1883, resolver=resolver, prefixes=lambda: LAN)
    assert [target.address[0] for target in targets] == ["192.168.7.9"]


async def test_a_name_that_leads_outside_is_refused() -> None:
    async def resolver(_host: str, port: int) -> list[Target]:
        return [Target(family=socket.AF_INET, address=("8.8.8.8", port))]

    with pytest.raises(OffLinkError, match=r"broker\.example: 8\.8\.8\.8 is a public address"):
        await on_link("broker.example", 1883, resolver=resolver, prefixes=lambda: LAN)


def test_this_machine_has_loopback_among_its_prefixes() -> None:
    assert any(ipaddress.ip_address("127.0.0.1") in net for net in local_prefixes() if net.version == 4)


@pytest.mark.parametrize(
    ("host", "public"), [("1.1.1.1", True), ("10.0.0.1", False), ("broker", False), ("::1", False)]
)
def test_a_public_address_is_seen_before_any_connection(host: str, public: bool) -> None:
    assert public_literal(host) is public
