"""Pairing step by step, with a far end in memory."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from adapters.miot import pairing
from adapters.miot.channel import MiioChannel
from adapters.miot.pairing import FRESH_NOTE, Family, MiotPairer
from adapters.miot.protocol import Conversation, DeviceInfo, Greeting, MiotProtocolError
from adapters.miot.reach import Reach, Whereabouts
from adapters.sdk.errors import LinkError
from schemas.pairing import Paired
from tests.adapters.miot.device import DEVICE, TOKEN
from tests.adapters.miot.far import Far
from tests.adapters.miot.stage import REGISTRY, instance
from tests.adapters.sdk.travel import now_s, travels

ANSWERS = {"host": "10.0.0.5", "token": TOKEN.hex().upper()}


@pytest.fixture
def far(monkeypatch: pytest.MonkeyPatch) -> Far:
    one = Far(values={("", 2, 1): True})

    async def greet(host: str, *, answer_s: float) -> Greeting:
        assert (host, answer_s) == ("10.0.0.5", 1.5)
        return Greeting(device_id=DEVICE, stamp=1)

    @asynccontextmanager
    async def channel(
        _reach: Reach, *, trusted: bool = False, odd: Callable[[MiotProtocolError], None] = lambda _: None
    ) -> AsyncIterator[MiioChannel]:
        talk = Conversation(TOKEN, device_id=DEVICE)
        yield MiioChannel(one, talk, now_s, answer_s=1.5, trusted=trusted, odd=odd)

    monkeypatch.setattr(pairing, "greet", greet)
    monkeypatch.setattr(Reach, "channel", channel)
    return one


def pairer(folder: Path | None = None) -> MiotPairer:
    return MiotPairer(Whereabouts(()), REGISTRY, now_s=now_s, answer_s=1.5, folder=folder)


async def take(one: MiotPairer, **more: str) -> tuple[list[str], Paired | None, str]:
    """Pair; give the steps, what is to be kept, and the code of what went wrong."""
    steps: list[str] = []
    kept: Paired | None = None
    try:
        async for said in one.pair(ANSWERS | more):
            if isinstance(said, Paired):
                kept = said
            else:
                steps.append(said)
    except LinkError as error:
        return steps, kept, error.code
    return steps, kept, ""


@travels
async def test_with_a_description(far: Far) -> None:
    light = instance("light")
    steps, kept, code = await take(pairer(), spec=json.dumps(light))
    assert (steps, code) == (["connect", "token", "describe", "read"], "")
    assert kept is not None
    assert (kept.key, kept.name) == (str(DEVICE), "Light")
    assert kept.kept.keys() == {"host", "token", "spec"}
    assert (kept.kept["host"], kept.kept["token"]) == ("10.0.0.5", TOKEN.hex())
    assert json.loads(str(kept.kept["spec"])) == light
    assert TOKEN.hex() not in repr(kept)
    assert far.count("get_properties") == 1


@travels
async def test_with_none_it_is_paired_all_the_same(far: Far) -> None:
    steps, kept, _ = await take(pairer())
    assert steps[-1] == "read"
    assert kept is not None
    assert kept.name == "hutong.light.lamp1"
    assert "spec" not in kept.kept
    assert far.count("get_properties") == 0


async def test_with_a_folder(far: Far, tmp_path: Path) -> None:
    (tmp_path / "hutong.light.lamp1.json").write_text(json.dumps(instance("light")))
    _, kept, _ = await take(pairer(tmp_path))
    assert kept is not None
    assert kept.name == "Light"
    assert "spec" not in kept.kept  # the folder has it, also when it gets a better one
    assert far.count("get_properties") == 1


@travels
async def test_with_children(far: Far) -> None:
    listed: list[Any] = [{"did": "blt.1", "name": "Hall", "spec": instance("curtain")}, {"did": "blt.2"}]
    _, kept, _ = await take(pairer(), spec=json.dumps(instance("light")), children=json.dumps(listed))
    assert kept is not None
    assert json.loads(str(kept.kept["children"])) == listed
    assert far.count("get_properties") == 1


async def test_units_are_made_once_unless_something_is_new(tmp_path: Path) -> None:
    info = DeviceInfo(model="hutong.light.lamp1", mac="", firmware="1", hardware="")
    family = Family("1", {"spec": json.dumps(instance("light"))}, None, REGISTRY)
    first = await family(info)
    assert await family(info) is first
    (newer,) = await family(replace(info, firmware="2"))
    assert newer.thing.description.firmware == "2"
    family = Family("1", {}, tmp_path, REGISTRY)
    assert [one.is_described for one in await family(info)] == [False]
    (tmp_path / "hutong.light.lamp1.json").write_text(json.dumps(instance("light")))
    assert [one.is_described for one in await family(info)] == [True]


@pytest.mark.parametrize(
    ("more", "step", "code"),
    [
        ({"spec": "{"}, "describe", "bad-description"),
        ({"spec": json.dumps(instance("curtain"))}, "describe", "other-model"),
        ({"children": "[{}]"}, "describe", "bad-description"),
        ({"children": f'[{{"did": "{DEVICE}"}}]'}, "describe", "bad-description"),
    ],
)
@travels
async def test_files_that_cannot_be_used(far: Far, more: dict[str, str], step: str, code: str) -> None:
    steps, kept, told = await take(pairer(), **more)
    assert (steps[-1], kept, told) == (step, None, code)
    assert far.count("miIO.info") == 1


@travels
async def test_another_token(far: Far) -> None:
    far.deaf = True
    steps, kept, code = await take(pairer(), spec=json.dumps(instance("light")))
    assert (steps[-1], kept, code) == ("token", None, "token-rejected")


@travels
async def test_a_description_of_which_nothing_can_be_read(far: Far) -> None:
    far.values.clear()
    steps, kept, code = await take(pairer(), spec=json.dumps(instance("light")))
    assert (steps[-1], kept, code) == ("read", None, "nothing-readable")


async def test_who_is_in_nobodys_account_says_so_and_keeps_its_token(monkeypatch: pytest.MonkeyPatch) -> None:
    one = pairer()

    async def everybody(_self: Whereabouts, _seconds: float) -> dict[int, tuple[str, Greeting]]:
        return {
            5: ("10.0.0.5", Greeting(device_id=5, stamp=1, token=TOKEN)),
            6: ("10.0.0.6", Greeting(device_id=6, stamp=1)),
        }

    monkeypatch.setattr(Whereabouts, "everybody", everybody)
    fresh, known = await one.discover(1.0)
    assert (fresh.key, fresh.note, fresh.answers) == ("5", FRESH_NOTE, (("host", "10.0.0.5"),))
    assert known.note == ""
    assert TOKEN.hex() not in repr(fresh)
