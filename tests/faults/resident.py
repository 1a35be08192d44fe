"""Somebody who uses the home all the time and remembers what was answered."""

import asyncio
import base64
import json
from contextlib import suppress
from dataclasses import replace
from importlib.resources import files
from random import Random
from typing import Final, Literal, Protocol

from gateway.cli.contracts import sign
from gateway.cli.output import CliError
from privacy.canonical import canonical
from privacy.contract import Contract
from privacy.document import parse_contract
from privacy.envelope import contract_hash
from privacy.structure import der_sha256
from tests.faults.ground import Ground

ANSWER_S: Final = 5.0
LASTING: Final = "lasting contract"
CHANGING: Final = "changing contract"
Field = Literal["name", "room"]


class Note(Protocol):
    """Takes down what was "asked" or "answered"."""

    def __call__(self, when: str, what: str, is_now: object, /) -> None: ...


def make_contract(ground: Ground, recipient: str, *, window_s: int = 900) -> Contract:
    """The demonstration's contract for one recipient of this ground, with the shortest windows allowed."""
    document = json.loads((files("privacy") / "contracts" / "demo-manufacturer.json").read_text("utf-8"))
    pem = (ground.folder / "recipient" / "ca.pem").read_text("ascii")
    tls = {"ca_sha256": der_sha256(pem), "ca_pem": pem}
    document["sink"] |= {"host": "127.77.0.1", "port": ground.sink_port, "tls": tls}
    document["recipient"]["legal_name"] = recipient
    for output in document["outputs"]:
        output["steps"][0] |= {"seconds": window_s, "coverage_percent": 10}  # a home that is killed all the time
    contract = parse_contract(json.dumps(document).encode())
    return replace(contract, cadence=replace(contract.cadence, slot_s=300, entries=4))


class Resident:
    """Renames, places, approves and withdraws. What was answered must hold; of one unanswered wish either may be so."""

    def __init__(self, ground: Ground, chance: Random) -> None:
        self.lasting = make_contract(ground, "Lasting Works Co., Ltd.")
        self.changing = make_contract(ground, "Changing Works Co., Ltd.")
        self.held: dict[tuple[str, Field], set[str]] = {}  # what a device may be called now
        self.is_active: set[bool] = {False}  # how the changing contract may stand
        self.told = 0  # answers
        self.untold = 0
        self.note: Note = lambda _when, _what, _is: None
        self._ground = ground
        self._chance = chance
        self._count = 0

    async def settle_in(self) -> frozenset[str]:
        """Approve the lasting contract; gives the ids of the devices."""
        devices = (await self._ground.client.call("GET", "/devices"))["devices"]
        for one in devices:
            self.held[one["id"], "name"], self.held[one["id"], "room"] = {one["name"]}, {one["room"]}
        self.note("asked", LASTING, True)  # noqa: FBT003
        await self._approve(self.lasting)
        self.note("answered", LASTING, True)  # noqa: FBT003
        return frozenset(one["id"] for one in devices)

    async def live(self) -> None:
        """Wish one thing after the other, until cancelled."""
        while True:
            await self.wish()
            await asyncio.sleep(self._chance.random() * 0.15)

    async def wish(self) -> None:
        """Wish one thing and note whether it was answered."""
        self._count += 1
        act = self._toggle() if self._count % 4 == 0 else self._name()
        try:
            async with asyncio.timeout(ANSWER_S):
                await act
        except (CliError, TimeoutError):
            self.untold += 1
        else:
            self.told += 1

    async def _name(self) -> None:
        device, field = self._chance.choice(sorted(self.held))
        text = f"{field} {self._count}"
        self.held[device, field].add(text)
        self.note("asked", f"{field} of {device}", text)
        await self._ground.client.call("PATCH", f"/devices/{device}", {field: text})
        self.note("answered", f"{field} of {device}", text)
        self.held[device, field] = {text}

    async def _toggle(self) -> None:
        wanted = self.is_active == {False}
        self.is_active.add(wanted)
        self.note("asked", CHANGING, wanted)
        await (self._approve(self.changing) if wanted else self.withdraw(self.changing))
        self.note("answered", CHANGING, wanted)
        self.is_active = {wanted}

    async def _approve(self, contract: Contract) -> None:
        client, hash_ = self._ground.client, contract_hash(contract)
        await client.call("POST", "/contracts", {"document": json.loads(canonical(contract))})
        now_ms = (await client.call("GET", "/home"))["now_ms"]
        signed = sign(self._ground.resident, contract, now_ms, "demo")
        body = {"approval": base64.b64encode(signed).decode()}
        answer = await client.call("POST", f"/contracts/{hash_}/approval", body)
        if not answer["result"].get("accepted"):
            raise CliError(str(answer["result"]))

    async def withdraw(self, contract: Contract) -> None:
        await self._ground.client.call("POST", f"/contracts/{contract_hash(contract)}/withdrawal", {})

    # what must be so

    async def missing(self) -> list[str]:
        """Tell what is not as it was answered, and take what is for what is so."""
        found: list[str] = []
        devices = {one["id"]: one for one in (await self._ground.client.call("GET", "/devices"))["devices"]}
        for (device, field), may in self.held.items():
            is_now = devices.get(device, {}).get(field)
            if is_now not in may:
                found.append(f"{device} {field}: {is_now!r}, answered was {sorted(may)}")
            if is_now is not None:
                self.held[device, field] = {is_now}
        active = await self.state_of(self.changing) == "active"
        if active not in self.is_active:
            found.append(f"the changing contract is {'active' if active else 'not active'}, answered was otherwise")
        self.is_active = {active}
        state = await self.state_of(self.lasting)
        if state != "active":
            found.append(f"the lasting contract is {state}")
        return found

    async def state_of(self, contract: Contract) -> str:
        with suppress(CliError):
            found = await self._ground.client.call("GET", f"/contracts/{contract_hash(contract)}")
            return str(found["contract"]["state"])
        return "unknown"
