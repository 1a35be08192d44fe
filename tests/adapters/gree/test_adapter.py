"""The whole adapter against units on loopback: pairing, reaching, keys and addresses that change."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from adapters.gree import MANIFEST
from adapters.gree.adapter import create
from adapters.gree.protocol import Form
from adapters.gree.reach import Access, Reach, Whereabouts
from adapters.sdk.contract import AdapterContext
from adapters.sdk.errors import UnreachableError
from adapters.sdk.session import SessionAdapter
from schemas.commands import SetProperties
from schemas.outcomes import Sent
from schemas.pairing import Paired, Stepped
from schemas.registry import Registry
from schemas.updates import AvailabilityChanged, FaultReported, PropertiesReported, Update
from tests.adapters.bad_input import Bad, shows
from tests.adapters.gree.far import MAC, Far, Unit, answering

pytestmark = pytest.mark.network
OTHER = "9424b8000002"
SETTINGS = {"interfaces": ["lo"], "poll_s": 0.2, "answer_s": 0.25, "pause_s": 0}
HERE, THERE = "127.0.0.1", "127.77.0.1"
Registry.load()


@pytest.fixture
async def far(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Far]:
    """A unit at the port where units are looked for."""
    async with answering(Far(Unit(Form.ECB))) as one:
        monkeypatch.setattr("adapters.gree.reach.PORT", one.port)
        yield one


def context(*paired: Paired) -> AdapterContext:
    return AdapterContext(name="gree", state_dir=Path(), monotonic_ns=time.monotonic_ns, paired=paired)


async def pairing(adapter: SessionAdapter, **answers: str) -> tuple[list[Stepped], list[Paired]]:
    told = [one async for one in adapter.pair(answers)]
    return [one for one in told if isinstance(one, Stepped)], [one for one in told if isinstance(one, Paired)]


async def taken_in(far: Far) -> Paired:
    """Pair with a unit at the usual address."""
    async with create(SETTINGS, context()) as adapter:
        steps, (paired,) = await pairing(adapter, host=HERE)
    assert [one.step for one in steps if one.state == "done"] == ["scan", "bind", "read"]
    far.asked.clear()
    return paired


class Told:
    """Everything that an adapter told."""

    def __init__(self) -> None:
        self.all: list[Update] = []
        self.news = asyncio.Event()

    async def listen(self, adapter: SessionAdapter) -> None:
        async for batch in adapter.updates():
            self.all += batch
            self.news.set()

    async def until(self, holds: Callable[[], Any]) -> None:
        async with asyncio.timeout(10):
            while not holds():
                self.news.clear()
                await self.news.wait()

    def away(self, key: str = MAC) -> str | None:
        found = [one for one in self.all if isinstance(one, AvailabilityChanged) and one.device == key]
        return None if not found else "" if found[-1].available else found[-1].reason

    def codes(self) -> set[str]:
        return {one.code for one in self.all if isinstance(one, FaultReported)}


@asynccontextmanager
async def running(*paired: Paired) -> AsyncIterator[tuple[SessionAdapter, Told]]:
    told = Told()
    async with create(SETTINGS, context(*paired)) as adapter, asyncio.TaskGroup() as group:
        listening = group.create_task(told.listen(adapter), name="listen")
        yield adapter, told
        listening.cancel()


@pytest.mark.parametrize("form", list(Form))
async def test_pairing_keeps_what_it_takes_to_come_back(far: Far, form: Form) -> None:
    far.unit = Unit(form)
    paired = await taken_in(far)
    assert (paired.key, paired.name) == (MAC, "Room")
    assert paired.kept == {
        "host": HERE,
        "key": "Abcdef0123456789",
        "form": form.value,
        "gateway": False,
        "name": "Room",
        "brand": "gree",
        "model": "10001",
        "firmware": "U-1.bin",
    }
    assert "Abcdef" not in repr(paired)
    async with running(paired) as (adapter, told):
        await told.until(lambda: told.away() == "")
        assert not far.kinds("bind")  # its key is known
        wish = SetProperties(id="c", device=MAC, changes=((0, True),))
        assert await adapter.execute(wish) == Sent(command="c")
        assert far.state["Pow"] == 1
        await told.until(lambda: any(isinstance(u, PropertiesReported) and (0, True) in u.changes for u in told.all))
        await adapter.unpair(MAC)
        await told.until(lambda: "DeviceRemoved" in {type(one).__name__ for one in told.all})


@pytest.mark.parametrize(
    ("deaf", "answers", "step", "code"),
    [
        ({"scan"}, {}, "scan", "unreachable"),
        (set(), {"mac": "94:24:b8:00:00:02"}, "scan", "foreign-device"),
        ({"bind"}, {}, "bind", "no-key"),
        ({"status"}, {}, "read", "no-answer"),
        (set(), {"host": "198.51.100.7"}, "scan", "off-link"),
    ],
)
async def test_what_pairing_refuses(far: Far, deaf: set[str], answers: dict[str, str], step: str, code: str) -> None:
    far.deaf = deaf
    async with create(SETTINGS, context()) as adapter:
        steps, paired = await pairing(adapter, **({"host": HERE} | answers))
    assert paired == []
    assert (steps[-1].step, steps[-1].state, steps[-1].code) == (step, "failed", code), steps[-1].reason
    assert steps[-1].reason


async def test_one_that_tells_nothing_of_an_air_conditioner_is_not_taken_in(far: Far) -> None:
    far.state = {"Watt": 3}
    async with create(SETTINGS, context()) as adapter:
        steps, _ = await pairing(adapter, host=HERE)
    assert (steps[-1].step, steps[-1].code) == ("read", "nothing-readable")


async def test_one_that_answers_no_search_is_paired_by_its_mac(far: Far) -> None:
    far.deaf = {"scan"}
    async with create(SETTINGS, context()) as adapter:
        _, (paired,) = await pairing(adapter, host=HERE, mac="94:24:B8:00:00:01")
    assert (paired.key, paired.name) == (MAC, "Gree 0001")
    async with running(paired) as (_, told):
        await told.until(lambda: told.away() == "")


async def test_a_gateway_is_known_as_one(far: Far) -> None:
    far.children = {f"{MAC}01": {"Pow": 0, "SetTem": 20}, f"{MAC}02": {"Pow": 1}, f"{MAC}03": {"Pow": 1}}
    paired = await taken_in(far)
    assert paired.kept["gateway"] is True
    async with running(paired) as (_, told):
        for key in (MAC, *far.children):
            await told.until(lambda key=key: told.away(key) == "")  # type: ignore[misc]


@shows(Bad.WRONG_VERSION, "nothing: one that speaks the other cipher now is bound anew")
async def test_a_new_key_is_asked_for_without_a_person(far: Far) -> None:
    paired = await taken_in(far)
    far.unit = Unit(Form.GCM, key=b"a new key, 16 b.")  # new firmware, even
    async with running(paired) as (_, told):
        await told.until(lambda: told.away() == "")
    assert len(far.kinds("bind")) == 1


@shows(Bad.WRONG_KEY, "it is there, does not accept the key that it gave, and gives no other")
async def test_one_that_gives_no_key_any_more_says_so_and_others_are_as_before(far: Far) -> None:
    paired = await taken_in(far)
    other = Far(Unit(Form.GCM, mac=OTHER))
    async with answering(other, THERE, far.port):
        kept = paired.kept | {"host": THERE, "form": "gcm"}
        far.unit, far.deaf = Unit(Form.ECB, key=b"a new key, 16 b."), {"bind"}
        async with running(paired, Paired(key=OTHER, name="Other", kept=kept)) as (_, told):
            await told.until(lambda: told.away() and told.away(OTHER) == "")
            assert told.away() == "it is there, does not accept the key that it gave, and gives no other"
            assert "key-rejected" in told.codes()
            # and it comes back when it gives one
            far.deaf = set()
            await told.until(lambda: told.away() == "")
            assert told.away(OTHER) == ""


async def test_what_was_kept_and_is_broken_is_one_fault(far: Far) -> None:
    paired = await taken_in(far)
    broken = Paired(key=OTHER, name="Other", kept=paired.kept | {"key": "short"})
    async with running(paired, broken) as (_, told):
        await told.until(lambda: told.away() == "" and "unusable-pairing" in told.codes())


class Elsewhere(Whereabouts):
    """Finds a unit at a place that the test names."""

    def __init__(self, **found: str) -> None:
        super().__init__(())
        self.known = found
        self.asked = 0

    async def find(self, mac: str) -> str | None:
        self.asked += 1
        return self.known.get(f"m{mac}")


def reach(far: Far, whereabouts: Whereabouts, host: str = THERE) -> Reach:
    access = Access(host=host, mac=MAC, form=far.unit.form, key=far.unit.key)
    return Reach(access, whereabouts, answer_s=0.25)


async def test_it_is_found_at_its_new_address(far: Far) -> None:
    way = reach(far, Elsewhere(**{f"m{MAC}": HERE}))
    async with way.channel():
        assert way.access.host == HERE
    assert not far.kinds("bind")


@shows(Bad.MOVED, "another unit answers at its address; it is not taken for it")
async def test_another_unit_at_its_address_is_not_taken_for_it(far: Far) -> None:
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(answering(Far(Unit(Form.ECB, mac=OTHER)), THERE, far.port))
        with pytest.raises(UnreachableError) as caught:
            await stack.enter_async_context(reach(far, Elsewhere()).channel())
    assert (caught.value.code, caught.value.reason) == ("foreign-device", f"another unit answers at {THERE}")


async def test_nobody_is_there(far: Far) -> None:
    whereabouts = Elsewhere()
    with pytest.raises(UnreachableError, match="no answer"):
        async with reach(far, whereabouts).channel():
            pass
    assert whereabouts.asked == 1


async def test_a_search_is_shared_by_all_who_look(monkeypatch: pytest.MonkeyPatch) -> None:
    whereabouts = Whereabouts(["lo"], seconds=0.01)
    searches: list[float] = []

    async def everybody(seconds: float, _wanted: str) -> dict[str, Any]:
        searches.append(seconds)
        await asyncio.sleep(0)
        return {}

    monkeypatch.setattr(whereabouts, "everybody", everybody)
    assert await asyncio.gather(*(whereabouts.find(f"{n}") for n in range(50))) == [None] * 50
    assert searches == [0.01]


async def test_a_search_on_an_interface_that_is_not_there_hinders_nobody(far: Far) -> None:
    way = reach(far, Whereabouts(["nowhere0"], seconds=0.01), HERE)
    async with way.channel():
        pass
    with pytest.raises(UnreachableError):
        async with reach(far, Whereabouts(["nowhere0"], seconds=0.01)).channel():
            pass


async def test_a_search_gives_candidates(monkeypatch: pytest.MonkeyPatch) -> None:
    async with answering(Far(Unit(Form.ECB)), "127.255.255.255", 0) as everywhere:
        monkeypatch.setattr("adapters.gree.reach.PORT", everywhere.port)
        everywhere.children = {"01": {}}
        async with create(SETTINGS, context()) as adapter:
            (found,) = await adapter.discover(0.2)
    assert (found.key, found.name, found.model) == (MAC, "Room", "10001")
    assert dict(found.answers) == {"host": found.address}
    assert found.note == "a gateway of 1 units"


def test_the_manifest() -> None:
    assert MANIFEST.check({"interfaces": ["eth0"], "poll_s": 10, "columns": ["EnvArea1St"]}) == ()
    assert MANIFEST.check({"poll_s": 0.01, "columns": ["no good"], "port": 7}) != ()
    assert [one.split(":")[0] for one in MANIFEST.check({"port": 7, "poll_s": 0.1})] == ["poll_s", "port"]
    assert "poll_s" in MANIFEST.config_schema()["properties"]
    assert MANIFEST.pairing is not None
    assert [(ask.id, ask.required, ask.secret) for ask in MANIFEST.pairing.asks] == [
        ("host", True, False),
        ("mac", False, False),
    ]
