"""Taking miIO devices into the home. The device stays in its Xiaomi account; only its token is used."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path
from typing import Any, Final

from adapters.miot.instance import BadInstanceError, Child, children_of, chosen, from_folder
from adapters.miot.line import Line, listening
from adapters.miot.mapping import Identity, Unit, unit
from adapters.miot.protocol import MAX_PROPERTIES, DeviceInfo, Greeting
from adapters.miot.reach import Reach, Whereabouts, greet
from adapters.sdk.errors import DeviceError
from schemas.pairing import Candidate, Paired
from schemas.registry import Registry
from schemas.value import Value

FRESH_NOTE: Final = "in nobody's account yet: set it up in the Xiaomi Home app first"


class Family:
    """What was kept of one pairing, and the units that come of it."""

    def __init__(self, key: str, kept: Mapping[str, Any], folder: Path | None, registry: Registry) -> None:
        """`kept` has `spec` and `children` as JSON texts; `folder` descriptions by model for who has none there."""
        self._key = key
        self._kept = kept
        self._folder = folder
        self._registry = registry
        self._made: tuple[DeviceInfo, tuple[Unit, ...]] | None = None

    async def __call__(self, info: DeviceInfo) -> tuple[Unit, ...]:
        """Describe the device and those behind it; again only where something is new. BadInstanceError."""
        if self._made is not None and self._made[0] == info and all(one.is_described for one in self._made[1]):
            return self._made[1]
        first = await self._spoken_with(info)
        behind = children_of(str(self._kept["children"])) if self._kept.get("children") else ()
        if any(one.did == self._key for one in behind):
            raise BadInstanceError("the gateway is among its own children", "leave it out of the list")
        self._made = info, (first, *[await self._behind(one) for one in behind])
        return self._made[1]

    async def _spoken_with(self, info: DeviceInfo) -> Unit:
        told = self._kept.get("spec")
        document = chosen(str(told), info.model) if told else await self._found(info.model)
        who = Identity(
            key=self._key,
            name=_name(document, info.model),
            model=info.model,
            firmware=info.firmware,
            hardware=info.hardware,
        )
        return unit(who, document, self._registry)

    async def _behind(self, one: Child) -> Unit:
        document = one.document or (await self._found(one.model) if one.model else None)
        name = one.name or _name(document, one.model or one.did)
        who = Identity(key=one.did, name=name, model=one.model, via=self._key, did=one.did)
        return unit(who, document, self._registry)

    async def _found(self, model: str) -> Mapping[str, Any] | None:
        return await asyncio.to_thread(from_folder, self._folder, model)


def _name(document: Mapping[str, Any] | None, model: str) -> str:
    """Name a device as its description does, else by its model."""
    for key in ("name", "description"):
        text = (document or {}).get(key)
        if isinstance(text, str) and text.strip():
            return text.strip()[:64]
    return model


class MiotPairer:
    """Finds miIO devices and takes them in."""

    def __init__(
        self,
        whereabouts: Whereabouts,
        registry: Registry,
        *,
        now_s: Callable[[], float],
        answer_s: float,
        folder: Path | None,
    ) -> None:
        """`answer_s`: how long an answer may take before a question is repeated."""
        self._whereabouts = whereabouts
        self._registry = registry
        self._now_s = now_s
        self._answer_s = answer_s
        self._folder = folder

    async def discover(self, seconds: float) -> tuple[Candidate, ...]:
        found = await self._whereabouts.everybody(seconds)
        return tuple(_candidate(address, greeting) for address, greeting in found.values())

    async def pair(self, answers: Mapping[str, str]) -> AsyncIterator[str | Paired]:
        host = answers["host"]
        yield "connect"
        device_id = (await greet(host, answer_s=self._answer_s)).device_id
        yield "token"
        token = answers["token"].casefold()
        reach = Reach(
            host,
            bytes.fromhex(token),
            device_id,
            whereabouts=self._whereabouts,
            now_s=self._now_s,
            answer_s=self._answer_s,
        )
        info = await _info(reach, str(device_id))
        yield "describe"
        kept: dict[str, Value] = {"host": host, "token": token, **_files(answers, info.model)}
        units = await Family(str(device_id), kept, self._folder, self._registry)(info)
        yield "read"
        await _try_reading(reach, str(device_id), units[0], self._registry)
        yield Paired(key=str(device_id), name=units[0].thing.description.name, kept=kept)

    async def forget(self, paired: Paired) -> None:
        """Nothing is told: the device knows of no pairing, it is Xiaomi's account that has it."""


def _candidate(address: str, greeting: Greeting) -> Candidate:
    return Candidate(
        key=str(greeting.device_id),
        name=f"miIO {greeting.device_id}",
        address=address,
        answers=(("host", address),),
        note="" if greeting.token is None else FRESH_NOTE,
    )


def _files(answers: Mapping[str, str], model: str) -> dict[str, Value]:
    """Check the files that were given and give what is kept of them, as texts. BadInstanceError."""
    spec, behind = answers.get("spec", ""), answers.get("children", "")
    kept: dict[str, Value] = {}
    if spec:
        kept["spec"] = json.dumps(chosen(spec, model), ensure_ascii=False, separators=(",", ":"))
    if behind:
        children_of(behind)
        kept["children"] = behind
    return kept


async def _info(reach: Reach, did: str) -> DeviceInfo:
    async with reach.channel() as channel, listening(Line(channel, did)) as line:
        return await line.info()


async def _try_reading(reach: Reach, did: str, first: Unit, registry: Registry) -> None:
    """Read some values: a description of another device would give none. DeviceError."""
    addresses = list(first.polled(registry, 1.0))[:MAX_PROPERTIES]
    if not addresses:
        return
    async with reach.channel() as channel, listening(Line(channel, did)) as line:
        results = await line.get([first.place(one) for one in addresses])
    if not any(one.outcome in {"ok", "accepted"} for one in results):
        raise DeviceError(
            f"none of the first {len(addresses)} values of the description can be read",
            "check that the description is of this very model",
            code="nothing-readable",
        )
