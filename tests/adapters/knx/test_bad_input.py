"""What an interface, a device on its bus, or whoever answers in their place may do wrong; what the home sees of it."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final, cast

import pytest

from adapters.knx import way as ways
from adapters.knx.adapter import create
from adapters.knx.session import BUS_S
from adapters.sdk.contract import AdapterContext
from schemas.outcomes import Failed, Refused, Sent
from schemas.pairing import Paired
from tests.adapters.bad_input import Bad, shows
from tests.adapters.knx.far import (
    ACK,
    CHANNEL,
    CONNECT,
    DESCRIPTION,
    DISCONNECT,
    TUNNEL,
    Server,
    cemi,
    description,
    framed,
    hpai,
    tunnelled,
    written,
)
from tests.adapters.knx.test_session import LIGHT, SENSOR, SHOWN, SWITCHED, WARM, Stage, Way, stage
from tests.adapters.sdk.home import Home, living
from tests.adapters.sdk.travel import now_s, travels

LAMP, MEASURING = "1/0/1", "4/0/1"
PRESET: Final = "1/thermostat/preset"
ON, MEASURED = "1/onOff/onOff", "1/temperatureMeasurement/measuredValue"
MODE: Final = 0x1805
HEATER = {"name": "Heater", "type": "thermostat", "addresses": {"mode": "3/0/4", "mode_state": "3/0/5"}}
DEGREES_21: Final = b"\x00\x80\x0c\x1a"


def warm(degrees: int) -> bytes:
    """A telegram of the sensor, 9.001: hundredths times two to the exponent."""
    return cemi(0x29, WARM, b"\x00\x80" + (1 << 11 | degrees * 50).to_bytes(2, "big"))


@asynccontextmanager
async def two(way: Way | None = None) -> AsyncIterator[Stage]:
    """A light that is on and a sensor, both well."""
    async with stage(LIGHT, SENSOR, HEATER, way=way) as one:
        await one.home.until(lambda: "3/0/4" in one.home.devices)
        one.way.server.tell(written(SHOWN, 1))
        one.way.server.tell(warm(20))
        one.way.server.tell(cemi(0x29, MODE, b"\x00\x80\x02"))
        await one.until_value("3/0/4", PRESET, "away")
        await one.until_value(LAMP, ON, True)  # noqa: FBT003
        await one.until_value(MEASURING, MEASURED, 20.0)
        yield one


async def goes_on(one: Stage) -> None:
    """The sensor is heard, the light is switched, and what was confirmed of it is as it was."""
    known = one.home.values[MEASURING, MEASURED]
    assert isinstance(known, float)
    one.way.server.tell(warm(round(known) + 2))
    await one.until_value(MEASURING, MEASURED, known + 2)
    assert await one.write(LAMP, ON, False) == Sent(command="w")  # noqa: FBT003
    assert one.home.values[LAMP, ON] is True  # nobody has said otherwise yet
    assert one.home.reasons[MEASURING] == one.home.reasons[LAMP] == ""


async def is_back(one: Stage) -> None:
    """All are reachable again, and nothing that was confirmed is lost."""
    await one.home.until(lambda: one.home.reasons[LAMP] == one.home.reasons[MEASURING] == "")
    assert one.home.values[LAMP, ON] is True
    await goes_on(one)


@shows(Bad.WRONG_KEY, "an address of KNX Data Secure has a fault that says so; the device keeps what it has else")
@travels
async def test_telegrams_are_secured() -> None:
    async with two() as one:
        one.way.server.tell(cemi(0x29, SHOWN, b"\x03\xf1\x10" + bytes(6) + b"\xa5\xa5" + bytes(4)))
        await one.home.until(lambda: one.faults() == [(LAMP, "secured", "1/0/1 1/0/2")])
        await goes_on(one)


@shows(Bad.WRONG_KEY, "this is KNX IP Secure, which is not supported here")
@travels
async def test_the_interface_speaks_knx_ip_secure() -> None:
    async with two() as one:
        one.way.make = lambda: Server(spoil=lambda data: framed(0x0950, bytes(16) + data))
        one.way.server.hang_up()
        await one.home.until(lambda: "KNX IP Secure" in one.home.reasons[LAMP])
        assert isinstance(await one.write(LAMP, ON, False), Refused)  # noqa: FBT003
        one.way.make = Server
        await is_back(one)


@shows(Bad.WRONG_VERSION, "its answer cannot be read: this is KNXnet/IP 2.0; 1.0 is expected")
@travels
async def test_another_version() -> None:
    async with two() as one:
        one.way.make = lambda: Server(spoil=lambda data: b"\x06\x20" + data[2:])
        one.way.server.hang_up()
        reason = "its answer cannot be read: this is KNXnet/IP 2.0; 1.0 is expected"
        await one.home.until(lambda: one.home.reasons[LAMP] == one.home.reasons["knx"] == reason)
        one.way.make = Server
        await is_back(one)


@shows(Bad.WRONG_VERSION, "the interface refuses a tunnel: version not supported")
@travels
async def test_our_version_is_refused() -> None:
    async with two() as one:
        one.way.make = lambda: Server(status=0x02)
        one.way.server.hang_up()
        await one.home.until(lambda: one.home.reasons[LAMP] == "the interface refuses a tunnel: version not supported")
        one.way.make = Server
        await is_back(one)


@shows(Bad.MOVED, "nothing changes where a device has another individual address: group addresses count")
@travels
async def test_a_device_has_another_individual_address() -> None:
    async with two() as one:
        one.way.server.tell(cemi(0x29, WARM, DEGREES_21, source=0x1199))
        await one.until_value(MEASURING, MEASURED, 21.0)
        await goes_on(one)
        assert one.faults() == []


class Answering(asyncio.DatagramProtocol):
    """An interface of another hardware address than the one that was paired."""

    def __init__(self) -> None:
        self.services: list[int] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self.services.append(int.from_bytes(data[2:4], "big"))
        self._transport.sendto(framed(0x0204, description()), addr)


@shows(Bad.MOVED, "another interface answers at its address; no tunnel is opened there")
@pytest.mark.network
async def test_its_address_becomes_another_interfaces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ways, "SEARCH_S", 0.1)
    transport, other = await asyncio.get_running_loop().create_datagram_endpoint(
        Answering, local_addr=("127.0.0.1", 0), family=socket.AF_INET
    )
    port = transport.get_extra_info("sockname")[1]
    kept: dict[str, Any] = {"host": "127.0.0.1", "mac": "02:aa:bb:cc:dd:01"}
    context = AdapterContext(
        name="knx",
        state_dir=tmp_path,
        monotonic_ns=time.monotonic_ns,
        paired=(Paired(key="knx", name="house", kept=kept),),
    )
    settings = {"port": port, "interfaces": ["127.0.0.1"], "answer_s": 0.2, "devices": [LIGHT]}
    async with living(create(settings, context), Home) as home, asyncio.timeout(20):
        await home.until(lambda: "knx" in home.reasons)
        assert home.reasons["knx"] == "another interface answers at 127.0.0.1"
    transport.close()
    assert set(other.services) == {DESCRIPTION}


@shows(Bad.CLOCK, "nothing changes: nothing here reads the wall clock, and times of the bus are passed on as they are")
@pytest.mark.parametrize("jump_s", [86_400, -86_400])
@travels
async def test_the_clock_jumps_by_a_day(jump_s: float, monkeypatch: pytest.MonkeyPatch) -> None:
    async with two() as one:
        there, there_ns = time.time, time.time_ns
        monkeypatch.setattr(time, "time", lambda: there() + jump_s)
        monkeypatch.setattr(time, "time_ns", lambda: there_ns() + round(jump_s * 1e9))
        await asyncio.sleep(3500)
        before = one.way.reads().count(WARM)
        await asyncio.sleep(200)
        assert one.way.reads().count(WARM) == before + 1
        assert len(one.way.servers) == 1
        await goes_on(one)
        assert one.faults() == []


@shows(Bad.TRUNCATED, "its answer cannot be read: a frame ends before its 54 octets; a single one is a fault, no more")
@pytest.mark.parametrize("end", [0, 1, 4, 6, 9, -1])
@travels
async def test_frames_are_cut(end: int) -> None:
    async with two() as one:
        one.way.server.say(tunnelled(2, written(SHOWN, 0))[:end])
        await one.home.until(lambda: one.faults() == [("knx", "malformed-message", "knx")])
        await goes_on(one)
        one.way.make = lambda: Server(spoil=lambda data: data[:end])
        one.way.server.spoil = lambda data: data[:end]
        failed = await one.write(LAMP, ON, False)  # noqa: FBT003
        assert isinstance(failed, Failed)
        await one.home.until(lambda: one.home.reasons[LAMP] != "")
        assert one.home.reasons[LAMP].startswith("its answer cannot be read: a frame ends ")
        assert one.home.reasons[MEASURING] == one.home.reasons[LAMP]
        one.way.make = Server
        await is_back(one)


@travels
async def test_telegrams_are_cut_within_whole_frames() -> None:
    async with two() as one:
        raw = written(SHOWN, 0)
        for end in range(len(raw)):
            one.way.server.tell(raw[:end])
        await goes_on(one)
        assert one.faults() == []


@shows(Bad.OVERSIZED, "a fault, and nothing changes")
@pytest.mark.parametrize("more", [b"\0", bytes(300), bytes(9000)])
@travels
async def test_frames_are_too_long(more: bytes) -> None:
    async with two() as one:
        one.way.server.say(tunnelled(2, written(SHOWN, 0)) + more)
        await one.home.until(lambda: one.faults() == [("knx", "malformed-message", "knx")])
        await goes_on(one)
        one.way.server.tell(cemi(0x29, SHOWN, b"\x00\x80" + bytes(200)))
        await one.home.until(lambda: (LAMP, "unexpected-value", "1/0/1 1/0/2") in one.faults())
        assert one.home.values[LAMP, ON] is True
        await goes_on(one)


@shows(Bad.REPLAYED, "nothing changes: frames of a tunnel are counted")
@travels
async def test_frames_are_said_again() -> None:
    async with two() as one:
        one.way.server.tell(written(SHOWN, 0))
        await one.until_value(LAMP, ON, False)  # noqa: FBT003
        assert await one.write(LAMP, ON, True) == Sent(command="w")  # noqa: FBT003
        one.way.server.tell(written(SHOWN, 1))
        await one.until_value(LAMP, ON, True)  # noqa: FBT003
        await asyncio.sleep(1)
        server, old = one.way.server, list(one.way.server.said)
        server.mute = lambda service: service == TUNNEL  # only the recording speaks
        for data in old:
            server.say(data)
        failed = await one.write(LAMP, ON, False)  # noqa: FBT003
        assert isinstance(failed, Failed)
        assert failed.code == "no-answer"
        await one.home.until(lambda: len(one.way.servers) == 2)
        await is_back(one)


@shows(Bad.REORDERED, "nothing changes: what is out of turn is not acknowledged, and so said again")
@travels
async def test_frames_come_in_another_order() -> None:
    async with two() as one:
        await asyncio.sleep(1)
        server = one.way.server
        first, second = tunnelled(server.next, warm(30)), tunnelled(server.next + 1, warm(31))
        server.next += 2
        server.say(second)
        server.say(first)
        await one.until_value(MEASURING, MEASURED, 30.0)
        server.say(second)
        await one.until_value(MEASURING, MEASURED, 31.0)
        await goes_on(one)
        assert one.faults() == []


@shows(Bad.REORDERED, "frames of the interface were lost; the tunnel is opened anew")
@travels
async def test_the_count_of_the_interface_is_another() -> None:
    async with two() as one:
        one.way.server.next += 100
        for _ in range(4):
            one.way.server.tell(warm(30))
        await one.home.until(lambda: one.home.reasons[MEASURING] != "")
        assert one.home.reasons[MEASURING] == "frames of the interface were lost; the tunnel is opened anew"
        await is_back(one)
        assert one.home.values[MEASURING, MEASURED] == 22.0


@shows(Bad.SILENT, "the interface took the telegram and did not say whether it was on the bus, on all devices")
@travels
async def test_the_interface_answers_and_its_bus_does_not() -> None:
    async with two() as one:
        await asyncio.sleep(200)  # all was asked for
        one.way.server.confirm = False
        failed = await one.write(LAMP, ON, False)  # noqa: FBT003
        assert isinstance(failed, Failed)
        assert failed.code == "bus-silent"
        reason = "the interface took the telegram and did not say whether it was on the bus"
        began = now_s()
        await one.home.until(lambda: one.home.reasons[LAMP] == one.home.reasons[MEASURING] == reason)
        assert now_s() - began < 10  # the wish that failed made it look
        assert one.home.reasons["knx"] == ""
        tried, began = len(one.way.reads()), now_s()
        await asyncio.sleep(10 * BUS_S)
        assert len(one.way.reads()) - tried <= 2 + (now_s() - began) / BUS_S
        one.way.server.heard.clear()
        one.way.server.confirm = True
        await is_back(one)
        await asyncio.sleep(1)
        assert {SHOWN, WARM, MODE} <= set(one.way.reads())  # what was missed is asked for


@shows(Bad.UNASKED, "a tunnel that is granted twice is given back")
@travels
async def test_a_tunnel_is_granted_twice() -> None:
    async with two() as one:
        late = bytes([CHANNEL + 1, 0]) + hpai("127.0.0.1", 3671) + b"\x04\x04\x11\x0b"
        one.way.server.say(framed(0x0206, late))
        one.way.server.say(framed(0x0206, bytes([CHANNEL]) + late[1:]))  # ours once more
        await goes_on(one)
        assert one.way.server.services.count(DISCONNECT) == 1
        assert one.way.server.services.count(CONNECT) == 1


@shows(Bad.UNASKED, "a late confirmation of an earlier telegram confirms no other")
@travels
async def test_a_confirmation_comes_late() -> None:
    async with two() as one:
        await asyncio.sleep(1)
        one.way.server.confirm = False
        assert isinstance(await one.write(LAMP, ON, True), Failed)  # noqa: FBT003
        one.way.server.say(framed(ACK, bytes([4, CHANNEL, 99, 0])))
        wish = asyncio.create_task(one.write(LAMP, ON, False))  # noqa: FBT003
        await asyncio.sleep(0.1)
        one.way.server.tell(cemi(0x2E, SWITCHED, b"\x00\x81"))
        failed = await wish
        assert isinstance(failed, Failed)
        assert failed.code == "bus-silent"
        one.way.server.confirm = True
        await is_back(one)


@shows(Bad.OUT_OF_SPEC, "a mode that is none is told as it came, as vendor:99; what has another size is a fault")
@travels
async def test_a_mode_that_is_none() -> None:
    async with two() as one:
        one.way.server.tell(cemi(0x29, MODE, b"\x00\x80\x01"))
        await one.until_value("3/0/4", PRESET, "comfort")
        one.way.server.tell(written(MODE, 2))
        await one.home.until(lambda: ("3/0/4", "unexpected-value", "3/0/4 3/0/5") in one.faults())
        assert one.home.values["3/0/4", PRESET] == "comfort"
        one.way.server.tell(cemi(0x29, MODE, b"\x00\x80\x63"))
        await one.until_value("3/0/4", PRESET, "vendor:99")
        await goes_on(one)
