"""The API before the real core, with an adapter that plays one lamp."""

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest

from adapters.sdk.contract import AdapterContext, Manifest
from gateway.core.clock import BUILD_MS, ManualClock
from gateway.core.home import Home
from gateway.core.storage import Database
from gateway.core.supervisor import AdapterPlan
from gateway.core.vault import RootKey, Vault
from gateway.northbound.scope import Scope
from schemas.commands import Command, SetProperties
from schemas.outcomes import Answer, Sent
from schemas.registry import Registry
from schemas.updates import AdapterStateChanged, AvailabilityChanged, DeviceDescribed, PropertiesReported, Update
from tests.gateway.northbound.fake_home import DESCRIPTIONS, LAMP
from tests.gateway.northbound.running import Running, running

DESCRIPTION = DESCRIPTIONS[LAMP]


class LampAdapter:
    """One lamp that does what it is told."""

    def __init__(self) -> None:
        self._out: asyncio.Queue[tuple[Update, ...]] = asyncio.Queue()

    async def __aenter__(self) -> Self:
        self._out.put_nowait(
            (
                AdapterStateChanged(state="connected"),
                DeviceDescribed(device=DESCRIPTION),
                AvailabilityChanged(device=DESCRIPTION.key, available=True),
                self._report(0, value=False),
            )
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def _report(self, index: int, *, value: Any) -> PropertiesReported:
        return PropertiesReported(device=DESCRIPTION.key, arrived_ns=0, changes=((index, value),))

    async def updates(self) -> AsyncIterator[tuple[Update, ...]]:
        while True:
            yield await self._out.get()

    async def execute(self, command: Command) -> Answer:
        assert isinstance(command, SetProperties)
        self._out.put_nowait(tuple(self._report(index, value=value) for index, value in command.changes))
        return Sent(command=command.id)


def manifest() -> Manifest:
    def create(_settings: Mapping[str, Any], _context: AdapterContext) -> LampAdapter:
        return LampAdapter()

    return Manifest(
        id="lamp",
        version="1",
        protocol="none",
        sdk="1",
        zh="灯",
        en="Lamp",
        config_schema=dict,
        check=lambda _settings: (),
        create=create,
    )


@asynccontextmanager
async def whole(tmp_path: Path, registry: Registry | None = None) -> AsyncIterator[Running]:
    clock = ManualClock(wall=BUILD_MS + 1_000)
    root = await asyncio.to_thread(RootKey.load, tmp_path / "state", {})
    plan = AdapterPlan(name="lamps", type="lamp", manifest=manifest())
    async with (
        Database(tmp_path / "vault.db", migrations="trust", synchronous="FULL") as trust,
        Database(tmp_path / "state.db", migrations="state", synchronous="NORMAL") as state,
        Home(
            clock=clock,
            state_db=state,
            vault=Vault(trust, root),
            state_dir=tmp_path,
            plans=(plan,),
            registry=registry,
        ) as home,
        running(tmp_path, home=home) as it,
        asyncio.TaskGroup() as tasks,
    ):
        task = tasks.create_task(home.run())
        yield it
        task.cancel()


@pytest.mark.network
async def test_from_claim_to_a_lamp_that_is_on(tmp_path: Path) -> None:
    async with whole(tmp_path) as it:
        code = await it.access.open_first_claim()
        token = (await it.ask("POST", "/claim", json={"code": code, "name": "me"})).body["token"]
        async with it.stream(token) as socket:
            await socket.receive_json(timeout=5)
            seen = await socket.receive_json(timeout=5)
            while "false" not in str(seen).lower():
                seen = await socket.receive_json(timeout=5)
            (device,) = (await it.ask("GET", "/devices", token)).body["devices"]
            path = f"/devices/{device['id']}/properties/1/onOff/onOff"
            done = await it.ask("PUT", path, token, json={"value": True})
            assert (done.status, done.body["outcome"]) == (200, "confirmed")
            assert (await it.ask("GET", path, token)).body["value"] is True
            change = (await socket.receive_json(timeout=5))["changes"][0]
            assert change["values"] == {"1/onOff/onOff": True}
        wrong = await it.ask("PUT", path, token, json={"value": "bright"})
        assert (wrong.status, wrong.code) == (422, "wrong-type")
        nowhere = {"properties": {"1/none/none": 1}}
        assert (await it.ask("PATCH", f"/devices/{device['id']}/properties", token, json=nowhere)).status == 422
        placed = await it.ask("PATCH", f"/devices/{device['id']}", token, json={"room": "Study"})
        assert placed.body["room"] == "Study"
        assert (await it.ask("GET", "/adapters", token)).body["adapters"][0]["state"] == "connected"
        assert (await it.ask("GET", "//readyz")).status == 200
        assert "hutong_updates_total" in (await it.ask("GET", "//metrics", token)).body
        assert Scope.ADMIN in (await it.ask("GET", "/home", token)).body["scopes"]


def formerly(name: str) -> Registry:
    """Give the schema in which onOff/onOff had another name before."""
    known = Registry.load()
    one = known.capability("onOff")
    renamed = dataclasses.replace(one.properties["onOff"], aliases=(name,))
    own = dataclasses.replace(one, properties={**one.properties, "onOff": renamed})
    others = [own if each.id == one.id else each for each in known.capabilities.values()]
    return Registry.of(known.version, others, known.device_types.values())


@pytest.mark.network
@pytest.mark.parametrize("name", ["switch/state", "vendor/acme.power"])
async def test_a_former_name_reaches_the_property_and_the_answer_names_that_of_today(tmp_path: Path, name: str) -> None:
    async with whole(tmp_path, formerly(name)) as it:
        code = await it.access.open_first_claim()
        token = (await it.ask("POST", "/claim", json={"code": code, "name": "me"})).body["token"]
        while not (devices := (await it.ask("GET", "/devices", token)).body["devices"]):
            await asyncio.sleep(0)
        place = f"/devices/{devices[0]['id']}"
        both = {f"1/{name}": "1/onOff/onOff"}
        put = await it.ask("PUT", f"{place}/properties/1/{name}", token, json={"value": True})
        assert (put.status, put.body["outcome"], put.body["renamed"]) == (200, "confirmed", both)
        patch = await it.ask("PATCH", f"{place}/properties", token, json={"properties": {f"1/{name}": False}})
        assert (patch.status, patch.body["renamed"]) == (200, both)
        found = (await it.ask("GET", f"{place}/properties/1/{name}", token)).body
        assert (found["path"], found["value"]) == ("1/onOff/onOff", False)
        plainly = await it.ask("PUT", f"{place}/properties/1/onOff/onOff", token, json={"value": True})
        assert plainly.body["renamed"] == {}
