"""What a unit, or whoever answers in its place, may do wrong: frames on loopback, the whole adapter before them."""

import itertools
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import pytest

from schemas.outcomes import Failed, Refused, Sent
from schemas.pairing import Paired
from schemas.updates import PropertiesReported
from tests.adapters.bad_input import Bad, shows
from tests.adapters.modbus.far import Far, Unit
from tests.adapters.modbus.stage import Home, stage
from tests.adapters.modbus.test_session import FLOW, HOST, KEY, MODE, pump, ready, settings
from tests.adapters.modbus.test_sunspec import common, device, meter
from tests.adapters.modbus.test_wire import server
from tests.adapters.sdk.travel import now_s, travels, travels_on_loopback

NEVER: Final = {Bad.WRONG_KEY: "Modbus TCP has neither keys nor tokens: whoever reaches the port may read and write"}
SILENT: Final = "no answer in 1.5 s"
ODD: Final = "sends what is no Modbus"

Frames = Callable[[bytes, bytes], list[bytes]]
"""Makes of a request and its right answer what is sent instead, one piece after another."""


def right(_request: bytes, answer: bytes) -> list[bytes]:
    return [answer]


@dataclass
class Gateway:
    """Two pumps behind one port; what unit 1 sends goes through `odd` first."""

    units: dict[int, Unit] = field(default_factory=lambda: {1: pump(), 2: pump()})
    odd: Frames = right
    port: int = 0

    def reply(self, request: bytes) -> list[bytes]:
        pdu = self.units[request[6]].answer(request[7:])
        answer = request[:4] + (len(pdu) + 1).to_bytes(2, "big") + request[6:7] + pdu
        return self.odd(request, answer) if request[6] == 1 else [answer]

    def key(self, unit: int) -> str:
        return f"127.0.0.1:{self.port}/{unit}"


@dataclass
class Yard:
    """A gateway on loopback, and the home before it."""

    gateway: Gateway
    home: Home

    async def until_lost(self, reason: str) -> None:
        """Wait until unit 1 is lost, for this reason and no other; unit 2 behind the same port does not notice."""
        key = self.gateway.key(1)
        await self.home.until(lambda: any(reason in told for told in self.home.lost(key)))
        assert all(reason in told for told in self.home.lost(key))
        await self.unhurt()

    async def unhurt(self) -> None:
        """See that unit 2 is read and written, and never was lost, nor the gateway."""
        key = self.gateway.key(2)
        await self.flows(key, 2, 391)
        assert isinstance(await self.home.write(key, MODE, "cooling"), Sent)
        await self.home.until_value(key, MODE, "cooling")
        assert self.home.lost(key) == self.home.lost(f"127.0.0.1:{self.gateway.port}") == []

    async def back(self) -> None:
        """Wait until unit 1 is there again and tells what is so now."""
        self.gateway.odd = right
        key = self.gateway.key(1)
        await self.home.until(lambda: self.home.reasons[key] == "")
        await self.flows(key, 1, 407)

    async def flows(self, key: str, unit: int, tenths: int) -> None:
        self.gateway.units[unit].put("input", 0, tenths)
        await self.home.until_value(key, FLOW, tenths / 10)

    @property
    def flow(self) -> Any:
        """The last flow temperature of unit 1."""
        return self.home.values[self.gateway.key(1), FLOW]


@asynccontextmanager
async def yard() -> AsyncIterator[Yard]:
    gateway = Gateway()
    async with server(gateway.reply) as far:
        gateway.port = far.port
        devices = [{"host": "127.0.0.1", "port": far.port, "unit": unit, "profile": "heat-pump"} for unit in (1, 2)]
        async with stage(None, {"devices": devices, "pause_s": 0}) as home:
            for unit in (1, 2):
                await ready(home, gateway.key(unit))
            yield Yard(gateway, home)


def odd_frames(odd: Frames, reason: str) -> None:
    """See one state for odd frames, the value of before, the neighbour unhurt, and that all is well again after."""

    @travels_on_loopback
    async def run() -> None:
        async with yard() as one:
            one.gateway.units[1].put("input", 0, 480)
            one.gateway.odd = odd
            await one.until_lost(reason)
            assert one.flow == 35.2
            answer = await one.home.write(one.gateway.key(1), MODE, "off")
            assert isinstance(answer, Failed | Refused)
            assert one.home.values[one.gateway.key(1), MODE] == "heating"
            await one.back()

    run()


@pytest.mark.network
@shows(Bad.WRONG_VERSION, "sends what is no Modbus: the protocol is not 0; tried again every 60 s at most")
def test_a_protocol_that_is_not_0() -> None:
    odd_frames(lambda _, answer: [answer[:2] + b"\0\1" + answer[4:]], f"{ODD}: the protocol is not 0")


@shows(Bad.MOVED, "another device answers at its address, nothing of it is taken; paired again, it is what it was")
@travels
async def test_a_meter_moves_and_a_stranger_has_its_address() -> None:
    far = Far({1: device(common("S1"), meter(201, 5, 0)), 2: pump()})
    moved = Paired(key="sunspec-Acme-S1", name="Meter", kept=kept_at(1))
    async with stage(far.connect, {"devices": settings(2)["devices"], "pause_s": 0}, moved) as home:
        await home.until_value(moved.key, POWER, 5)
        far.units[1].deaf = True
        await home.until(lambda: home.reasons[moved.key] == "no answer")
        far.units |= {1: device(common("S9"), meter(201, 6, 0)), 3: device(common("S1"), meter(201, 7, 0))}
        await home.until(lambda: home.reasons[moved.key] == "another device answers at its address")
        assert home.values[moved.key, POWER] == 5
        far.units[2].put("input", 0, 391)
        await home.until_value(f"{HOST}:502/2", FLOW, 39.1)
        told = [one async for one in home.adapter.pair({"host": HOST, "unit": "3"})]
        assert [one.key for one in told if isinstance(one, Paired)] == [moved.key]
        await home.until_value(moved.key, POWER, 7)
        assert home.reasons[moved.key] == ""


POWER: Final = "1/electricalPowerMeasurement/activePower"


def kept_at(unit: int) -> dict[str, Any]:
    return {"host": HOST, "port": 502, "unit": unit, "profile": "sunspec", "name": "", "serial": "S1"}


@shows(Bad.CLOCK, "nothing changes: it is asked as often as before")
@travels
async def test_the_wall_clock_jumps_a_day_to_and_fro(monkeypatch: pytest.MonkeyPatch) -> None:
    far = Far({1: pump()})
    async with stage(far.connect, settings()) as home:
        await ready(home)
        rounds: list[float] = []
        now = time.time()
        for wall, tenths in ((now, 400), (now + 86_400, 401), (now - 86_400, 402), (now, 403)):
            monkeypatch.setattr(time, "time", lambda wall=wall: wall)
            far.units[1].put("input", 0, tenths)
            await home.until_value(KEY, FLOW, tenths / 10)
            rounds.append(now_s())
        assert [round(later - before) for before, later in itertools.pairwise(rounds)] == [5, 5, 5]
        assert home.lost(KEY) == []
        reports = [one for one in home.updates if isinstance(one, PropertiesReported)]
        assert [one.arrived_ns for one in reports] == sorted(one.arrived_ns for one in reports)
        assert {one.device_time_ms for one in reports} == {None}


@pytest.mark.network
@shows(Bad.TRUNCATED, "no answer, or sends what is no Modbus; a read is repeated once, no value of it is taken")
@pytest.mark.parametrize(
    ("odd", "reason"),
    [
        (lambda _, answer: [answer[:-1]], SILENT),
        (lambda _, answer: [answer[:5]], SILENT),
        (lambda _, answer: [answer[:4] + (len(answer) - 7).to_bytes(2, "big") + answer[6:-1]], ODD),
        (lambda _, answer: [answer[:4] + b"\0\2" + answer[6:8]], f"{ODD}: a length of 2"),
    ],
)
def test_an_answer_is_cut_short(odd: Frames, reason: str) -> None:
    odd_frames(odd, reason)


@pytest.mark.network
@shows(Bad.REPLAYED, "no answer: what is not of this very question is dropped")
@pytest.mark.parametrize("transaction", [b"", b"\0\0", b"\xff\xff"])
def test_an_answer_of_before_comes_again(transaction: bytes) -> None:
    former: dict[bytes, bytes] = {}

    def replayed(request: bytes, answer: bytes) -> list[bytes]:
        """Give what was answered to the same question before, as it was, or under another transaction."""
        old = former.setdefault(request[6:], (transaction or b"\0\1") + answer[2:])
        return [old]

    odd_frames(replayed, SILENT)


@pytest.mark.network
@shows(Bad.REORDERED, "nothing changes: an answer that comes late, behind the next question, is dropped")
@travels_on_loopback
async def test_answers_come_behind_the_next_question() -> None:
    held: list[bytes] = []

    def late(_request: bytes, answer: bytes) -> list[bytes]:
        """Keep every first answer until the next question; the answer to that goes first."""
        if held:
            return [answer, held.pop()]
        held.append(answer)
        return []

    async with yard() as one:
        one.gateway.odd = late
        key = one.gateway.key(1)
        for tenths in (480, 350, 481):
            await one.flows(key, 1, tenths)
        told = [one.home.values[key, path] for path in (MODE, "1/heatSource/returnTemperature")]
        assert told == ["heating", 30.1]
        assert one.home.lost(key) == []
        await one.unhurt()


@pytest.mark.network
@shows(Bad.OVERSIZED, "sends what is no Modbus, or no answer; no value of it is taken")
@pytest.mark.parametrize(
    ("odd", "reason"),
    [
        (lambda request, _: [request[:4] + b"\xff\xff" + bytes(200)], f"{ODD}: a length of 65535"),
        (lambda request, _: [request[:4] + b"\0\xff" + request[6:8] + b"\xfc" + bytes(252)], f"{ODD}: a length of 255"),
        (lambda _, answer: [answer[:8] + bytes((answer[8] + 2,)) + answer[9:] + b"\0\0"], ODD),
        (lambda _, answer: [bytes(4) + b"\0\3\1\x83\2" + bytes(70_000) + answer], SILENT),
    ],
)
def test_an_answer_is_longer_than_asked(odd: Frames, reason: str) -> None:
    odd_frames(odd, reason)


@pytest.mark.network
@shows(Bad.UNASKED, "nothing changes where the right answer is among them; else no answer")
@travels_on_loopback
async def test_answers_to_others_come_along() -> None:
    def besides(_request: bytes, answer: bytes) -> list[bytes]:
        strange = answer[:9] + b"\x7f" * (len(answer) - 9)
        other_question, other_unit = b"\x7f\x7f" + strange[2:], strange[:6] + b"\2" + strange[7:]
        return [other_question + other_unit + b"\0\0" + strange[2:], answer, other_question, strange]

    async with yard() as one:
        one.gateway.odd = besides
        key = one.gateway.key(1)
        await one.flows(key, 1, 480)
        assert isinstance(await one.home.write(key, MODE, "cooling"), Sent)
        await one.home.until_value(key, MODE, "cooling")
        assert one.home.lost(key) == []
        assert one.home.faults() == []
        await one.unhurt()


@pytest.mark.network
@pytest.mark.parametrize(
    "odd",
    [
        lambda _, answer: [b"\x7f\x7f" + answer[2:]],
        lambda _, answer: [answer[:6] + b"\2" + answer[7:]],
    ],
)
def test_only_answers_to_others_come(odd: Frames) -> None:
    odd_frames(odd, SILENT)


@pytest.mark.network
@shows(Bad.OUT_OF_SPEC, "a write that is answered and not done is never confirmed; no number for 'none' is a value")
@travels_on_loopback
async def test_a_write_is_answered_and_not_done() -> None:
    async with yard() as one:
        pump_1, key = one.gateway.units[1], one.gateway.key(1)
        held = dict(pump_1.words)

        def undone(_request: bytes, answer: bytes) -> list[bytes]:
            pump_1.words = dict(held)
            return [answer]

        one.gateway.odd = undone
        assert await one.home.write(key, MODE, "cooling") == Sent(command="c")
        assert one.home.values[key, MODE] == "heating"
        await one.unhurt()
        assert one.home.values[key, MODE] == "heating"
        # a write that is answered with another value has failed
        one.gateway.odd = lambda request, answer: [answer[:-1] + b"\x09"] if request[7] == 6 else [answer]
        answer = await one.home.write(key, MODE, "cooling")
        assert isinstance(answer, Failed)
        assert answer.code == "malformed-message"


@pytest.mark.network
@travels_on_loopback
async def test_what_was_taken_and_cannot_be_read_back_has_not_failed() -> None:
    async with yard() as one:
        key = one.gateway.key(1)
        one.gateway.odd = lambda request, answer: [answer if request[7] == 6 else answer[:2] + b"\0\1" + answer[4:]]
        assert await one.home.write(key, MODE, "cooling") == Sent(command="c")
        assert one.home.values[key, MODE] == "heating"
        await one.until_lost(ODD)
        await one.back()
        assert one.home.values[key, MODE] == "cooling"
