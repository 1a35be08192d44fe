"""The story of the demonstration: nothing leaves, a contract is approved, what it says leaves, it is withdrawn."""

import asyncio
import base64
import json
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

from gateway.cli.contracts import sign
from gateway.cli.output import CliError
from gateway.demo.mirror import Mirror
from gateway.demo.stage import Stage
from privacy.canonical import canonical
from privacy.contract import Contract
from privacy.document import parse_contract
from privacy.envelope import contract_hash
from privacy.structure import der_sha256

COMMAND_EVERY_S: Final = 1.5
DOOR_EVERY_S: Final = 1.0
RETRY_S: Final = 1.0
LEVELS: Final = (20, 60, 100, 40)


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """When things happen, in seconds from the start. `withdraw_s` is None in a demonstration without an end."""

    approve_s: float
    withdraw_s: float | None

    @classmethod
    def of(cls, seconds: float | None) -> "Times":
        """Give the first door a quarter of the time, the second the rest, and the end a tenth."""
        if seconds is None:
            return cls(approve_s=15, withdraw_s=None)
        return cls(approve_s=min(15, seconds / 4), withdraw_s=seconds * 0.9)


class Script:
    """Acts on a stage. `log` holds one line for each thing a spectator should know."""

    def __init__(self, stage: Stage, mirror: Mirror, times: Times) -> None:
        self.commands: Counter[str] = Counter()
        self.log: list[str] = []
        self.phase = "local-only"
        self.contract: Contract | None = None
        self.began = time.monotonic()
        self._stage = stage
        self._mirror = mirror
        self._times = times

    async def run(self) -> None:
        """Play until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._doors(), name="doors")
            group.create_task(self._resident(), name="resident")
            group.create_task(self._door(), name="door")

    def say(self, text: str) -> None:
        """Note what happened."""
        self.log.append(f"{time.monotonic() - self.began:5.0f} s  {text}")

    async def _doors(self) -> None:
        self.say("profile local-only: nothing leaves the home")
        await asyncio.sleep(self._times.approve_s)
        self.contract = await asyncio.to_thread(self._make_contract)
        await self._insist("approve", self.approve)
        if self._times.withdraw_s is not None:
            await asyncio.sleep(max(0.0, self._times.withdraw_s - (time.monotonic() - self.began)))
            await self._insist("withdraw", self.withdraw)

    async def _insist(self, what: str, act: Callable[[], Awaitable[None]]) -> None:
        """Try until it is done; the gateway may just be restarting."""
        done = False
        while not done:
            try:
                await act()
                done = True
            except CliError as error:
                self.say(f"{what}: {error}")
                await asyncio.sleep(RETRY_S)

    def _make_contract(self) -> Contract:
        """Fill the example contract with the pretend platform's address and certification authority."""
        text = (files("privacy") / "contracts" / "demo-manufacturer.json").read_text("utf-8")
        document = json.loads(text)
        pem = self._stage.authority.read_text("ascii")
        tls = {"ca_sha256": der_sha256(pem), "ca_pem": pem}
        document["sink"] |= {"host": self._stage.outside.host, "port": self._stage.ports.https, "tls": tls}
        return parse_contract(json.dumps(document).encode())

    async def approve(self) -> None:
        """Add the contract, read it, sign it with the resident's key, and hand the signature to the gateway."""
        if self.contract is None:
            raise RuntimeError("there is no contract yet")
        client, contract = self._stage.client, self.contract
        document = json.loads(canonical(contract))
        await client.call("POST", "/contracts", {"document": document})
        now_ms = (await client.call("GET", "/home"))["now_ms"]
        signed = sign(self._stage.resident, contract, now_ms, "demo")
        body = {"approval": base64.b64encode(signed).decode()}
        answer = await client.call("POST", f"/contracts/{contract_hash(contract)}/approval", body)
        if not answer["result"].get("accepted"):
            raise CliError(f"not accepted: {answer['result'].get('reason')}")
        self.phase = "contract approved"
        self.say(f"a resident approved contract {contract_hash(contract)[:12]} of {contract.recipient.legal_name}")

    async def withdraw(self) -> None:
        """Withdraw the contract."""
        if self.contract is None:
            return
        await self._stage.client.call("POST", f"/contracts/{contract_hash(self.contract)}/withdrawal", {})
        self.phase = "withdrawn"
        self.say("the resident withdrew the contract: the last envelope has left")

    async def _door(self) -> None:
        """Tell of each thing that left, as the ledger has it."""
        after = -1
        while True:
            await asyncio.sleep(DOOR_EVERY_S)
            try:
                found = (await self._stage.client.call("GET", f"/ledger/entries?after={after}"))["entries"]
            except CliError:
                continue  # the core is being started again
            for row in found:
                after = row["index"]
                if row["entry"]["type"] == "SlotEnded":
                    self.say(self._left(row["entry"]["record"]))

    def _left(self, record: dict[str, Any]) -> str:
        """Say what left, to whom and why."""
        contract = self.contract
        if record["result"] != "delivered" or contract is None:
            return f"slot {record['slot']}: {record['kind']} {record['result']}"
        size, to = record["bytes"], contract.recipient.legal_name
        if record["kind"] == "dummy":
            return f"left: {size} bytes to {to}, a dummy: nothing was due, and it looks the same"
        names = ", ".join(output.name for output in contract.outputs)
        return f"left: {size} bytes to {to}, an envelope: {names}; why: {contract.purpose}"

    async def _resident(self) -> None:
        """Switch and dim lights, in turn over REST and over the stream."""
        turn = 0
        while True:
            await asyncio.sleep(COMMAND_EVERY_S)
            lights = [id_ for id_, one in self._mirror.devices.items() if "1/levelControl/currentLevel" in one.values]
            if lights:
                device = lights[turn % len(lights)]
                outcome = await self._act(turn, device)
                self.commands[outcome] += 1
            turn += 1

    async def _act(self, turn: int, device: str) -> str:
        changes = {"1/onOff/onOff": True, "1/levelControl/currentLevel": LEVELS[turn // 2 % len(LEVELS)]}
        if turn % 2:
            answer = await self._mirror.command(
                {"type": "set", "id": str(turn), "device": device, "properties": changes}
            )
            return str(answer.get("outcome", "no answer"))
        try:
            answer = await self._stage.client.call("PATCH", f"/devices/{device}/properties", {"properties": changes})
        except CliError as error:
            self.say(f"command: {error}")
            return "no answer"
        return str(answer["outcome"])
