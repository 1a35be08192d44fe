"""A tunnel against a server that packs its frames by hand, in time that jumps."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from adapters.knx.link import Routing
from adapters.knx.protocol.frame import Telegram
from adapters.knx.way import Open, Pace, tunnelled
from adapters.sdk.beside import beside
from adapters.sdk.errors import DeviceError, LinkError, ProtocolError, RejectedError, UnreachableError
from tests.adapters.bad_input import Bad, shows
from tests.adapters.knx import far
from tests.adapters.knx.far import OWN, PEER, Server, cemi, framed, written
from tests.adapters.sdk.travel import travels

LIGHT = 0x0801
ON = Telegram(group=LIGHT, service="write", payload=1)
PACE = Pace(answer_s=1.0, beat_s=30.0, telegrams_per_s=10)


class Ears:
    """Keeps what was heard, and what was odd."""

    def __init__(self) -> None:
        self.telegrams: list[Telegram] = []
        self.odd: list[LinkError] = []
        self.news = asyncio.Event()

    def heard(self, telegram: Telegram) -> None:
        self.telegrams.append(telegram)
        self.news.set()

    def was_odd(self, error: LinkError) -> None:
        self.odd.append(error)
        self.news.set()

    async def until(self, telegrams: int, odd: int = 0) -> None:
        while (len(self.telegrams), len(self.odd)) < (telegrams, odd):
            self.news.clear()
            await self.news.wait()


@asynccontextmanager
async def tunnel(server: Server, ears: Ears | None = None, pace: Pace = PACE) -> AsyncIterator[Open]:
    ears = ears or Ears()
    async with tunnelled(server, OWN, PEER, ears.heard, ears.was_odd, pace=pace) as found:
        yield found


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


@travels
async def test_a_tunnel_from_the_first_question_to_the_farewell() -> None:
    server, ears = Server(), Ears()
    async with tunnel(server, ears) as found:
        assert found.server is not None
        assert (found.server.name, found.server.serial, found.host) == ("house", "00c500012345", "127.0.0.1")
        assert found.tunnel is not None
        assert found.tunnel.address == 0x110A
        await found.bus.send(ON)
        server.tell(written(LIGHT, 1))
        await ears.until(1)
    assert server.heard == [bytes.fromhex("1100bce00000080101 0081".replace(" ", ""))]
    assert ears.telegrams == [Telegram(group=LIGHT, service="write", payload=1, source=0x1105)]
    assert server.acknowledged == [0, 1]
    assert server.services[-1] == far.DISCONNECT


@travels
async def test_what_comes_twice_is_acknowledged_and_taken_once_and_what_is_out_of_turn_is_neither() -> None:
    server, ears = Server(), Ears()
    async with tunnel(server, ears):
        for sequence in (0, 0, 5, 255, 1):
            server.say(far.tunnelled(sequence, written(LIGHT + sequence, 1)))
        server.say(far.tunnelled(2, written(LIGHT, 1), channel=9))
        await ears.until(2)
        await settle()
    assert [one.group - LIGHT for one in ears.telegrams] == [0, 1]
    assert server.acknowledged == [0, 0, 1]


@travels
async def test_the_count_of_frames_goes_round() -> None:
    server, ears = Server(), Ears()
    async with tunnel(server, ears, Pace(answer_s=1, beat_s=3600, telegrams_per_s=10)) as found:
        for number in range(300):
            await found.bus.send(ON)
            server.tell(written(LIGHT, number & 1))
        await ears.until(300)


@shows(Bad.UNASKED, "nothing changes")
@travels
async def test_what_is_no_frame_and_what_nobody_asked_for_change_nothing() -> None:
    server, ears = Server(), Ears()
    async with tunnel(server, ears) as found:
        server.say(b"hello")
        server.say(framed(far.ACK, b"\x04\x07\x63\x00"))
        server.say(framed(0x0208, b"\x09\x21"))
        server.say(framed(0x0209, b"\x09\x00" + far.hpai(*PEER)))
        server.say(framed(0x0206, b"\x09\x24"))
        server.tell(cemi(0x2E, 0x0999, b"\x00\x81"))
        await ears.until(0, 1)
        await found.bus.send(ON)
    assert [one.code for one in ears.odd] == ["malformed-message"]


@travels
async def test_telegrams_of_ours_keep_their_distance_and_wishes_go_first() -> None:
    server = Server()
    loop = asyncio.get_running_loop()
    async with tunnel(server) as found:
        began = loop.time()
        reads = [Telegram(group=number, service="read") for number in range(1, 11)]
        async with asyncio.TaskGroup() as group:
            for read in reads:
                group.create_task(found.bus.send(read))
            await asyncio.sleep(0)
            group.create_task(found.bus.send(ON, urgent=True))
        assert loop.time() - began == pytest.approx(1.0, abs=0.01)
    groups = [int.from_bytes(raw[6:8], "big") for raw in server.heard]
    assert groups[:2] == [1, LIGHT]


async def hold(server: Server, act: Callable[[], object], *, sends: bool = False) -> None:
    """Open a tunnel, let something happen, and stay."""
    async with tunnel(server) as found:
        act()
        if sends:
            with pytest.raises(UnreachableError):
                await found.bus.send(ON)
        await asyncio.sleep(3600)


def silenced(server: Server) -> Callable[[], None]:
    def act() -> None:
        server.mute = lambda _: True

    return act


@travels
async def test_a_server_that_accepts_and_never_answers_is_lost_by_the_next_telegram() -> None:
    server = Server()
    with pytest.raises(UnreachableError, match="no answer to a telegram in 2 s"):
        await hold(server, silenced(server), sends=True)
    assert server.services.count(far.TUNNEL) == 2


@travels
async def test_or_by_the_next_heartbeat() -> None:
    server = Server()
    loop = asyncio.get_running_loop()
    with pytest.raises(UnreachableError, match="whether the tunnel stands"):
        await hold(server, silenced(server))
    assert loop.time() == pytest.approx(32.0)


@travels
async def test_why_a_tunnel_ends() -> None:
    with pytest.raises(UnreachableError, match="lost the tunnel: connection id"):
        await hold(Server(state=0x21), lambda: None)
    server = Server()
    goodbye = framed(0x0209, bytes([far.CHANNEL, 0]) + far.hpai(*PEER))
    with pytest.raises(UnreachableError, match="ended the tunnel"):
        await hold(server, lambda: server.say(goodbye))
    assert server.services[-1] == 0x020A
    gone = Server()
    with pytest.raises(UnreachableError, match="hung up"):
        await hold(gone, gone.hang_up)


@pytest.mark.parametrize(
    ("server", "kind", "code"),
    [
        (Server(status=0x24), UnreachableError, "no-free-tunnel"),
        (Server(status=0x29), RejectedError, "tunnel-refused"),
        (Server(endpoint=("192.0.2.1", 3671)), ProtocolError, "data-endpoint-elsewhere"),
        (Server(mute=lambda service: service == far.DESCRIPTION), UnreachableError, "no-answer"),
        (Server(mute=lambda service: service == far.CONNECT), UnreachableError, "no-answer"),
    ],
)
def test_why_there_is_none(server: Server, kind: type[LinkError], code: str) -> None:
    @travels
    async def attempt() -> None:
        with pytest.raises(kind) as told:
            async with tunnel(server):
                pass
        assert told.value.code == code

    attempt()


@travels
async def test_a_bus_without_anybody_is_told_and_the_tunnel_stays() -> None:
    server = Server(failed=True)
    async with tunnel(server) as found:
        with pytest.raises(DeviceError) as told:
            await found.bus.send(ON)
        assert told.value.code == "not-acknowledged"
        server.confirm = False
        with pytest.raises(DeviceError) as told:
            await found.bus.send(ON)
        assert told.value.code == "bus-silent"
        server.confirm, server.failed = True, False
        await found.bus.send(ON)


@travels
async def test_routers_hear_us_by_our_own_address_and_we_do_not_hear_ourselves() -> None:
    server, ears = Server(), Ears()
    bus = Routing(server, 0x10C8, ears.heard, ears.was_odd, pause_s=0.1)
    async with beside(bus.listen(), name="knx listener"):
        await bus.send(ON)
        server.say(framed(0x0530, cemi(0x29, LIGHT, b"\x00\x81", source=0x10C8)))
        server.say(b"hello")
        server.say(framed(0x0530, written(LIGHT, 0)))
        await ears.until(1, 1)
    assert [one.payload for one in ears.telegrams] == [0]
    assert server.services == [0x0530]
