"""What a person is told of a wish, of faults and of what was paired."""

import asyncio
import signal
from typing import Any

import pytest

from gateway.cli import devices, pair
from gateway.cli.client import Access, Client
from gateway.cli.output import CliError
from tests.gateway.cli.running import run

PLAN = {"asks": [], "steps": [{"id": "connect", "en": "Greet", "zh": "问候"}], "paired": []}
LAMP = {"key": "bf01", "name": "Lamp"}
DONE = {"step": "connect", "state": "done", "code": "", "reason": "", "fix": ""}


class Said(Client):
    """A gateway that gives these answers, one call after the other; CliErrors it raises."""

    def __init__(self, *answers: Any) -> None:
        super().__init__(Access(url="https://127.0.0.1:8443", fingerprint="ab" * 32))
        self.answers = list(answers)
        self.asked: list[tuple[str, str, Any]] = []

    async def call(self, method: str, path: str, body: Any = None) -> Any:
        self.asked.append((method, path, body))
        answer = self.answers.pop(0)
        if isinstance(answer, CliError):
            raise answer
        return answer


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"outcome": "confirmed", "renamed": {}}, "confirmed\n"),
        ({"outcome": "unconfirmed"}, "unconfirmed: it was sent, and the device has not told that it did it\n"),
        (
            {"outcome": "waiting", "within_s": 3600.0},
            "waiting: the device sleeps, and is told when it wakes within 3600 s\n",
        ),
    ],
)
def test_an_outcome_says_what_it_means(answer: dict[str, Any], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    devices._print_outcome(answer, as_json=False)
    assert capsys.readouterr().out == told


async def test_what_is_wrong_with_a_wish_names_the_device() -> None:
    client = Said(CliError("it closed the connection", 1))
    with pytest.raises(CliError, match=r"^Lamp: it closed the connection$") as caught:
        await devices._wish(client, {"id": "d_1", "name": "Lamp"}, "PATCH", "properties", {})
    assert caught.value.code == 1
    assert client.asked == [("PATCH", "/devices/d_1/properties", {})]


async def test_a_device_is_shown_with_its_own_faults(capsys: pytest.CaptureFixture[str]) -> None:
    fault = {"device": "d_1", "code": "unreachable", "count": 3, "place": "bf01", "reason": "no answer", "fix": "wait"}
    listed = {"devices": [{"id": "d_1", "name": "Lamp"}]}
    client = Said(listed, {"id": "d_1", "faults": 1}, {"faults": [fault, {**fault, "device": "d_2"}]})
    _, faults = await devices._looked_at(client, "Lamp")
    devices._print_faults(faults)
    assert capsys.readouterr().out == "fault unreachable, 3 times: no answer; wait (bf01)\n"


@pytest.mark.parametrize("state", ["done", "failed"])
async def test_pairing_ends_with_what_it_brought(state: str, capsys: pytest.CaptureFixture[str]) -> None:
    adapters = {"adapters": [{"name": "tuya", "type": "tuya"}]}
    plan = {**PLAN, "asks": [{"id": "host", "file": False, "secret": False, "required": True}]}
    attempt = {"id": "p_1", "state": state, "told": [DONE], "devices": []}
    client = Said(adapters, plan, attempt, {**plan, "paired": [LAMP]})
    await pair._pair(client, "tuya", {"host": "127.0.0.1"}, quiet=False)
    assert capsys.readouterr().out == "✓ Greet 问候\npaired: Lamp, key bf01\n"


class Waits(Said):
    """A gateway whose device waits for a person, who presses Ctrl-C instead, while this method is called."""

    def __init__(self, method: str, *answers: Any) -> None:
        super().__init__(*answers)
        self.method = method

    async def call(self, method: str, path: str, body: Any = None) -> Any:
        if method == self.method and "pairings" in path:
            signal.raise_signal(signal.SIGINT)
            await asyncio.sleep(0)
        if method == "GET" and "pairings" in path:
            await asyncio.Event().wait()
        return await super().call(method, path, body)


@pytest.mark.parametrize("method", ["POST", "GET"])
@pytest.mark.parametrize(
    ("answer", "told"),
    [(None, "the attempt was cancelled\n"), (CliError("it has ended", 1), "not cancelled: it has ended\n")],
)
def test_a_person_who_stops_pairing_cancels_it(
    monkeypatch: pytest.MonkeyPatch, method: str, answer: Any, told: str
) -> None:
    adapters = {"adapters": [{"name": "tuya", "type": "tuya"}]}
    plan = {**PLAN, "asks": [{"id": "host", "file": False, "secret": False, "required": True}]}
    client = Waits(method, adapters, plan, {"id": "p_1", "state": "running", "told": []}, answer)
    monkeypatch.setattr(pair, "with_client", lambda work: asyncio.run(work(client)))
    ran = run("pair", "tuya", "--host", "127.0.0.1")
    assert ran.code == 130
    assert ran.err == f"{told}`hutong pair tuya` lists what is paired\n"
    assert client.asked[-1] == ("DELETE", "/adapters/tuya/pairings/p_1", None)


@pytest.mark.network
async def test_a_gateway_that_is_not_there_is_named_once() -> None:
    async with Client(Access(url="https://127.0.0.1:1", fingerprint="ab" * 32)) as client:
        with pytest.raises(CliError, match=r"^https://127.0.0.1:1: Connection refused; is the gateway running\?$"):
            await client.call("GET", "/devices")


def test_a_device_that_is_gone_is_forgotten_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Said({"devices": [{"id": "d_1", "name": "Lamp"}]}, None)
    monkeypatch.setattr(devices, "with_client", lambda work: asyncio.run(work(client)))
    ran = run("forget", "Lamp")
    assert (ran.code, ran.out) == (0, "forgotten: Lamp\n")
    assert client.asked[-1] == ("DELETE", "/devices/d_1", None)
