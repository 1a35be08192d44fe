"""A real run on tape: from the first start on, with a resident, sends and kills; and what was answered when."""

import asyncio
import json
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from privacy.envelope import contract_hash
from tests.faults.ground import Ground, until
from tests.faults.resident import CHANGING, LASTING, Resident
from tests.faults.tape import BOX, Operation, Tape, merged
from tests.faults.witness import Received, Witness


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """All operations of both processes in order, with the notes of what was asked and answered between them."""

    disk: str
    operations: list[Operation]
    received: list[tuple[int, Received]]  # with the time, on the time line of the operations
    fingerprint: str
    hashes: dict[str, str] = field(default_factory=dict)  # of the contracts, by the name in the notes


async def record(folder: Path, seed: int, seconds: float, lives: int) -> Recording:
    """Run the real thing for so long; the first life ends in order, the others are killed."""
    chance = Random(seed)  # noqa: S311
    async with Ground(folder, speed=600.0, devices=8, tape=True) as ground:
        notes = Tape(folder / "hand" / "notes.tape")

        def note(when: str, what: str, is_now: object, /) -> None:
            notes.note(BOX, f"{when} {what}", 0, json.dumps(is_now).encode())

        note("answered", "claim", True)  # noqa: FBT003
        resident = Resident(ground, chance)
        resident.note = note
        note("answered", "devices", sorted(await resident.settle_in()))
        for life in range(lives):
            await _live(resident, seconds / lives)
            if life == 0 and lives > 1:
                await ground.core.end()
            ground.core.kill()
            ground.egress.kill()
            await asyncio.gather(ground.core.wait(), ground.egress.wait())
            await asyncio.gather(ground.egress.start(), ground.core.start())
            await until(ground.is_well)
        await _live(resident, 1)
        fingerprint = ground.client.pin.fingerprint.hex()
    witness = Witness(ground)
    witness.read_capture()
    lead_s = time.time() - time.monotonic()
    return Recording(
        disk=str(ground.disk),
        operations=merged((folder / "hand").glob("*.tape")),
        received=[(int((one.at_s - lead_s) * 1e9), one) for one in witness.received],
        fingerprint=fingerprint,
        hashes={LASTING: contract_hash(resident.lasting), CHANGING: contract_hash(resident.changing)},
    )


async def _live(resident: Resident, seconds: float) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await resident.live()


class Answers:
    """What was answered, up to a moment; of what was asked since, either may be so."""

    def __init__(self) -> None:
        self.may: dict[str, list[Any]] = {}  # the answered one first, if any; then those asked since
        self.sure: set[str] = set()

    def take(self, one: Operation) -> None:
        when, _, what = one.path.partition(" ")
        value = json.loads(one.data)
        if when == "asked":
            self.may.setdefault(what, []).append(value)
        else:
            self.may[what] = [value]
            self.sure.add(what)
