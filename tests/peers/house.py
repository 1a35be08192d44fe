"""A whole gateway around the adapters under test: real stores, real API over TLS, real time. Tests are transcripts.

async with house(tmp_path, Adapter("miot", {"interfaces": ["home0"]})) as home:
    await home.pair("miot", host="10.77.0.2", token=TOKEN)
    lamp = await home.device("Lamp")
    await lamp.write("1/onOff/onOff", True)
    await lamp.until("1/levelControl/currentLevel", 40)
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from adapters.sdk.contract import Manifest
from gateway.adapters import load_manifest
from gateway.core.clock import SystemClock
from gateway.core.home import Home
from gateway.core.pairing import PairedStore
from gateway.core.storage import Database
from gateway.core.supervisor import AdapterPlan
from gateway.core.vault import RootKey, Vault
from gateway.northbound.scope import Scope
from tests.gateway.northbound.running import Reply, Running, running

PATIENCE_S: Final = 20.0
TURN_S: Final = 0.02


@dataclass(frozen=True)
class Adapter:
    """One adapter of the house: [adapters.<type>] with these settings. `manifest` is for one that is not installed."""

    type: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    manifest: Manifest | None = None


@dataclass
class House:
    """A running home, seen through its API."""

    api: Running
    token: str

    async def ask(self, method: str, path: str, body: Any = None) -> Reply:
        return await self.api.ask(method, path, self.token, **({} if body is None else {"json": body}))

    async def until(self, what: str, look: Callable[[], Awaitable[Any]], within_s: float = PATIENCE_S) -> Any:
        """Look again and again until something true is seen; tells what was waited for."""
        seen: Any = None
        try:
            async with asyncio.timeout(within_s):
                while not (seen := await look()):
                    await asyncio.sleep(TURN_S)
        except TimeoutError:
            raise AssertionError(f"waited {within_s:g} s for {what}; devices: {await self.devices()}") from None
        return seen

    async def search(self, adapter: str, seconds: float = 1.0) -> list[dict[str, Any]]:
        found = await self.ask("POST", f"/adapters/{adapter}/search", {"seconds": seconds})
        assert found.status == 200, found.body
        return list(found.body["candidates"])

    async def pairing(self, adapter: str, **answers: str) -> dict[str, Any]:
        """Try to pair and give the whole attempt. Names of answers are written with _ for -."""
        named = {name.replace("_", "-"): text for name, text in answers.items()}
        begun = await self.ask("POST", f"/adapters/{adapter}/pairings", {"answers": named})
        assert begun.status == 202, begun.body
        path = f"/adapters/{adapter}/pairings/{begun.body['id']}?wait_s=10&after=999"

        async def ended() -> dict[str, Any] | None:
            attempt = (await self.ask("GET", path)).body
            return dict(attempt) if attempt["state"] != "running" else None

        found: dict[str, Any] = await self.until(f"the pairing with {adapter}", ended, 60.0)
        return found

    async def pair(self, adapter: str, **answers: str) -> list[str]:
        """Pair, and give the steps that were taken."""
        return steps_of(await self.pairing(adapter, **answers))

    async def devices(self) -> dict[str, str]:
        """Names of devices, and why they cannot be reached; empty where they can."""
        listed = (await self.ask("GET", "/devices")).body["devices"]
        return {one["name"]: "" if one["available"] else one["reason"] or "?" for one in listed}

    async def device(self, name: str, within_s: float = PATIENCE_S) -> "DeviceSeen":
        """Wait for a device of this name that can be reached."""

        async def there() -> "DeviceSeen | None":
            for one in (await self.ask("GET", "/devices")).body["devices"]:
                if one["name"] == name and one["available"]:
                    return DeviceSeen(self, str(one["id"]), name)
            return None

        found: DeviceSeen = await self.until(f"the device {name}", there, within_s)
        return found

    async def faults(self) -> list[dict[str, Any]]:
        return list((await self.ask("GET", "/faults")).body["faults"])


def steps_of(attempt: Mapping[str, Any]) -> list[str]:
    """Give the steps that were taken by an attempt to pair, which must have come to its end."""
    assert attempt["state"] == "done", attempt
    return [one["step"] for one in attempt["told"] if one["state"] == "done"]


@dataclass
class DeviceSeen:
    """One device through the API."""

    house: House
    id: str
    name: str

    async def shown(self) -> dict[str, Any]:
        found: dict[str, Any] = (await self.house.ask("GET", f"/devices/{self.id}")).body
        return found

    async def value(self, path: str) -> Any:
        return (await self.house.ask("GET", f"/devices/{self.id}/properties/{path}")).body["value"]

    async def until(self, path: str, wanted: Any, within_s: float = PATIENCE_S) -> Any:
        """Wait until a property has a value, or one that a function accepts."""
        accepts = wanted if callable(wanted) else lambda value: value == wanted
        seen: list[Any] = [None]

        async def holds() -> bool:
            seen[0] = await self.value(path)
            return bool(accepts(seen[0]))

        try:
            await self.house.until(f"{self.name} {path} = {wanted}", holds, within_s)
        except AssertionError as error:
            raise AssertionError(f"{error}; last seen: {seen[0]!r}") from None
        return seen[0]

    async def write(self, path: str, value: Any, outcome: str = "confirmed") -> dict[str, Any]:
        """Write a property and check what came of it."""
        body = {"value": value, "confirmation": "person"}
        reply = await self.house.ask("PUT", f"/devices/{self.id}/properties/{path}", body)
        assert reply.body.get("outcome") == outcome, reply.body
        return dict(reply.body)

    async def invoke(self, path: str, outcome: str = "confirmed", **arguments: Any) -> dict[str, Any]:
        """Invoke a command, "1/cover/stop", and check what came of it."""
        body = {"arguments": arguments, "confirmation": "person"}
        reply = await self.house.ask("POST", f"/devices/{self.id}/commands/{path}", body)
        assert reply.body.get("outcome") == outcome, reply.body
        return dict(reply.body)

    async def until_unreachable(self, within_s: float = PATIENCE_S) -> str:
        """Wait until it cannot be reached, and give why."""

        async def gone() -> str:
            return (await self.house.devices()).get(self.name, "")

        reason: str = await self.house.until(f"{self.name} to be unreachable", gone, within_s)
        return reason

    async def until_reachable(self, within_s: float = PATIENCE_S) -> None:
        await self.house.device(self.name, within_s)


@asynccontextmanager
async def house(folder: Path, *adapters: Adapter) -> AsyncIterator[House]:
    """Run a home with these adapters; what it keeps is in the folder, so that the same one opens it again."""
    plans = await asyncio.to_thread(lambda: tuple(map(_plan, adapters)))  # looks into files, as before any loop
    root = await asyncio.to_thread(RootKey.load, folder / "state", {})
    async with (
        Database(folder / "trust-home.db", migrations="trust", synchronous="FULL") as trust,
        Database(folder / "state-home.db", migrations="state", synchronous="NORMAL") as state,
        Home(
            clock=SystemClock(),
            state_db=state,
            vault=(vault := Vault(trust, root)),
            state_dir=folder,
            plans=plans,
            paired=PairedStore(trust, vault),
        ) as home,
        running(folder, home=home) as api,
        asyncio.TaskGroup() as tasks,
    ):
        task = tasks.create_task(home.run(), name="home")
        token = await api.token(*Scope)
        one = House(api, token)
        try:
            await one.until("the adapters", lambda: _all_run(one))
            yield one
        finally:
            task.cancel()


def _plan(one: Adapter) -> AdapterPlan:
    manifest = one.manifest or load_manifest(one.type)
    faults = manifest.check(one.settings)
    assert not faults, faults
    return AdapterPlan(name=one.type, type=one.type, manifest=manifest, settings=one.settings)


async def _all_run(house: House) -> bool:
    listed = (await house.ask("GET", "/adapters")).body["adapters"]
    return all(one["state"] in {"connected", "degraded", "connecting"} for one in listed)
