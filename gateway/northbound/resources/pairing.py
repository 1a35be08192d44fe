"""Taking devices into the home: what pairing takes, searching, attempts, and parting."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Annotated, Literal

from pydantic import Field

from gateway.core.pairing import Attempt, PairingDesk, PairingError
from gateway.core.state import DeviceEntry
from gateway.northbound.base import Model, Query
from gateway.northbound.context import Api
from gateway.northbound.problem import Problem
from gateway.northbound.route import Answer, Call, Routes
from gateway.northbound.scope import Scope
from schemas.pairing import Ask, Candidate

routes = Routes("pairing")


class AskBody(Model):
    """One answer that pairing needs. `file`: the text of a file; `secret`: never shown again."""

    id: str
    zh: str
    en: str
    secret: bool
    required: bool
    file: bool
    pattern: str
    example: str


class StepBody(Model):
    """One step, in the order in which they are taken."""

    id: str
    zh: str
    en: str


class PairedBody(Model):
    """A device, bridge or hub that is paired, without what is kept of it."""

    key: str
    name: str


class PlanBody(Model):
    """What pairing with this adapter takes, and what is paired already."""

    asks: list[AskBody]
    steps: list[StepBody]
    paired: list[PairedBody]


class SearchWish(Model):
    """How long to search."""

    seconds: Annotated[float, Field(ge=0.5, le=30, strict=False)] = 5.0


class CandidateBody(Model):
    """A device that was found. `answers` are those to pairing that are known already."""

    key: str
    name: str
    address: str
    model: str
    paired: bool
    answers: dict[str, str]
    note: str


class CandidateList(Model):
    """What the search found."""

    candidates: list[CandidateBody]


class PairingWish(Model):
    """Answers by the id of what is asked."""

    answers: Annotated[dict[str, Annotated[str, Field(max_length=1 << 20)]], Field(max_length=32)]


class ToldBody(Model):
    """How far one step is."""

    step: str
    state: Literal["running", "done", "failed"]
    code: str
    reason: str
    fix: str


class AttemptBody(Model):
    """One attempt: what it has told so far, and the devices that it brought."""

    id: str
    state: Literal["running", "done", "failed"]
    told: list[ToldBody]
    devices: list[str]


class AttemptQuery(Query):
    """Wait, up to `wait_s`, until more than `after` has been told."""

    after: Annotated[int, Field(ge=0, le=1000)] = 0
    wait_s: Annotated[float, Field(ge=0, le=25)] = 0.0


class PartingBody(Model):
    """The home has let go of it, but the device could not be told: `still-paired`, or whether it is is not known."""

    code: str
    reason: str
    fix: str


class UnpairWish(Model):
    """The key of what is to be parted from."""

    key: Annotated[str, Field(min_length=1, max_length=512)]


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except KeyError:
        raise Problem("not-found", "no such adapter or attempt", place="adapter") from None
    except PairingError as error:
        kind = "refused" if error.place else "conflict"
        place = f"/answers/{error.place}" if error.place else "adapter"
        raise Problem(kind, error.reason, code=error.code, place=place, fix=error.fix) from error


def _desk(api: Api) -> PairingDesk:
    if api.home.pairing is None:
        raise Problem("not-ready", "pairing is not running")
    return api.home.pairing


def _ask(ask: Ask) -> AskBody:
    return AskBody(
        id=ask.id,
        zh=ask.zh,
        en=ask.en,
        secret=ask.secret,
        required=ask.required,
        file=ask.file,
        pattern=ask.pattern,
        example=ask.example,
    )


@routes.add(
    "GET",
    "/adapters/{adapter}/pairing",
    en="Tell what pairing takes",
    zh="配对所需信息",
    scopes=(Scope.ADMIN,),
    answers={200: PlanBody},
    problems=(409,),
)
async def plan(api: Api, call: Call) -> PlanBody:
    """Tell which answers and steps it takes to pair a device, and what is paired already."""
    desk, name = _desk(api), call.parameters["adapter"]
    with _told():
        found, paired = desk.plan(name), await desk.paired(name)
    return PlanBody(
        asks=[_ask(one) for one in found.asks],
        steps=[StepBody(id=one.id, zh=one.zh, en=one.en) for one in found.steps],
        paired=[PairedBody(key=one.key, name=one.name) for one in paired],
    )


@routes.add(
    "POST",
    "/adapters/{adapter}/search",
    en="Search for devices",
    zh="搜索设备",
    scopes=(Scope.ADMIN,),
    body=SearchWish,
    answers={200: CandidateList},
    problems=(409,),
)
async def search(api: Api, call: Call) -> CandidateList:
    """Search on the adapter's interfaces for so long; nothing is paired by it."""
    with _told():
        found = await _desk(api).search(call.parameters["adapter"], call.body_as(SearchWish).seconds)
    return CandidateList(candidates=[_candidate(one) for one in found])


def _candidate(one: Candidate) -> CandidateBody:
    return CandidateBody(
        key=one.key,
        name=one.name,
        address=one.address,
        model=one.model,
        paired=one.paired,
        answers=dict(one.answers),
        note=one.note,
    )


@routes.add(
    "POST",
    "/adapters/{adapter}/pairings",
    en="Pair a device",
    zh="配对设备",
    scopes=(Scope.ADMIN,),
    body=PairingWish,
    answers={202: AttemptBody},
    problems=(409,),
)
async def pair(api: Api, call: Call) -> AttemptBody:
    """Begin an attempt; follow it until its state is done or failed. One at a time for each adapter."""
    with _told():
        attempt = _desk(api).start(call.parameters["adapter"], call.body_as(PairingWish).answers)
    return _attempt(api, attempt)


@routes.add(
    "GET",
    "/adapters/{adapter}/pairings/{pairing}",
    en="Follow an attempt at pairing",
    zh="查看配对进度",
    scopes=(Scope.ADMIN,),
    query=AttemptQuery,
    answers={200: AttemptBody},
)
async def follow(api: Api, call: Call) -> AttemptBody:
    """Give what an attempt has told; waits for more where it is asked to."""
    attempt = _named(api, call)
    wanted = call.query_as(AttemptQuery)
    with suppress(TimeoutError):
        async with asyncio.timeout(wanted.wait_s):
            while attempt.state == "running" and len(attempt.told) <= wanted.after:
                await attempt.changed.wait()
    return _attempt(api, attempt)


@routes.add(
    "DELETE",
    "/adapters/{adapter}/pairings/{pairing}",
    en="Cancel an attempt at pairing",
    zh="取消配对",
    scopes=(Scope.ADMIN,),
    answers={204: None},
    problems=(409,),
)
async def cancel(api: Api, call: Call) -> Answer:
    """End an attempt: it has failed, with the code `cancelled`. What it had kept by then stays paired."""
    attempt = _named(api, call)
    with _told():
        await _desk(api).cancel(attempt)
    return Answer(status=204)


def _named(api: Api, call: Call) -> Attempt:
    with _told():
        attempt = _desk(api).attempt(call.parameters["pairing"])
        if attempt.adapter != call.parameters["adapter"]:
            raise KeyError(attempt.id)
    return attempt


def _attempt(api: Api, attempt: Attempt) -> AttemptBody:
    ids = [one.id for one in api.home.devices() if one.adapter == attempt.adapter and _is_of(one, attempt)]
    told = [
        ToldBody(step=one.step, state=one.state, code=one.code, reason=one.reason, fix=one.fix) for one in attempt.told
    ]
    return AttemptBody(id=attempt.id, state=attempt.state, told=told, devices=ids)


def _is_of(entry: DeviceEntry, attempt: Attempt) -> bool:
    return not {entry.description.key, entry.description.via}.isdisjoint(attempt.keys)


@routes.add(
    "POST",
    "/adapters/{adapter}/unpair",
    en="Part from a paired device",
    zh="解除配对",
    scopes=(Scope.ADMIN,),
    body=UnpairWish,
    answers={204: None, 200: PartingBody},
)
async def unpair(api: Api, call: Call) -> Answer:
    """Destroy what is kept of a device, bridge or hub, and end the conversation with it. 200: it was not told so."""
    with _told():
        parting = await _desk(api).unpair(call.parameters["adapter"], call.body_as(UnpairWish).key)
    if not parting.gone:
        raise Problem("not-found", "nothing is paired under this key", place="/key")
    if (left := parting.left) is None:
        return Answer(status=204)
    return Answer(status=200, body=PartingBody(code=left.code, reason=left.reason, fix=left.fix))
