"""Power cuts: at boundaries of writes of a recorded run the product opens what the next start may find."""

import argparse
import asyncio
import json
import secrets
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final

from gateway.core.clock import BUILD_MS, ManualClock
from gateway.core.gate.books import Books
from gateway.core.home import Home
from gateway.core.storage.database import Database
from gateway.core.vault import RootKey, Vault
from gateway.egress.folder import Folder
from gateway.egress.journal import Journal
from gateway.northbound.certificate import ensure_certificate
from privacy.decide import Standing
from schemas.registry import Registry
from tests.faults.disk import Disk
from tests.faults.recording import Answers, Recording, record
from tests.faults.report import put
from tests.faults.resident import CHANGING, LASTING
from tests.faults.tape import BOX
from tests.faults.witness import Received

NEVER_MS: Final = BUILD_MS * 2  # later than anything recorded
FAST: Final = Path("/dev/shm")  # noqa: S108  where there is one: the copies need no disk


@dataclass(slots=True)
class Tally:
    """What all the cuts showed."""

    seed: int
    operations: int = 0
    cuts: int = 0
    syncs: int = 0
    cuts_at_a_sync: int = 0
    lost: list[str] = field(default_factory=list)
    crashes: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    opened_s: float = 0.0  # the longest opening

    def document(self) -> dict[str, Any]:
        return {
            "seed": self.seed,
            "operations": self.operations,
            "syncs": self.syncs,
            "cuts": self.cuts,
            "cuts_at_a_sync": self.cuts_at_a_sync,
            "losses": len(self.lost),
            "crashes": len(self.crashes),
            "longest_opening_s": round(self.opened_s, 3),
            "what": [*self.crashes, *self.lost][:40],
            **self.seen,
        }


async def cut(recording: Recording, cuts: int, seed: int) -> Tally:
    """Cut the power at so many boundaries; each time the next start is looked at.

    First at every sync, while it is under way (when there are more than cuts, at as many, spread over the run); the
    other cuts come anywhere.
    """
    chance, disk, answers = Random(seed), Disk(), Answers()  # noqa: S311
    operations = recording.operations
    tally = Tally(seed=seed, operations=len(operations), syncs=sum(one.what == "synced" for one in operations))
    syncs = [number for number, one in enumerate(operations, 1) if one.what == "sync"]
    places = chance.sample(syncs, min(cuts, len(syncs)))
    tally.cuts_at_a_sync = len(places)
    at = Counter(places + [chance.randrange(1, len(operations)) for _ in range(cuts - len(places))])
    registry = await asyncio.to_thread(Registry.load)
    for number, one in enumerate(operations, 1):
        if one.what == BOX:
            answers.take(one)
        else:
            disk.do(one)
        for _ in range(at[number]):
            arrived = [found for when, found in recording.received if when < one.at_ns]
            await _look(recording, registry, disk.torn(chance), answers, arrived, tally, f"cut {number}")
    return tally


async def _look(
    recording: Recording,
    registry: Registry,
    files: dict[str, bytes],
    answers: Answers,
    arrived: list[Received],
    tally: Tally,
    where: str,
) -> None:
    tally.cuts += 1
    began = time.monotonic()
    with tempfile.TemporaryDirectory(dir=FAST if FAST.is_dir() else None, prefix="cut-") as name:
        folder = Path(name)
        await asyncio.to_thread(_lay, files, recording.disk, folder)
        try:
            async for lost in losses(folder, recording, registry, answers, arrived, tally):
                tally.lost.append(f"{where}: {lost}")
        except Exception as error:  # noqa: BLE001  whatever keeps the product from starting
            tally.crashes.append(f"{where}: {type(error).__name__}: {error}")
    tally.opened_s = max(tally.opened_s, time.monotonic() - began)


def _lay(files: dict[str, bytes], disk: str, folder: Path) -> None:
    for path, data in files.items():
        target = folder / Path(path).relative_to(disk)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        target.touch(mode=0o600)
        target.write_bytes(data)


async def losses(
    folder: Path, recording: Recording, registry: Registry, answers: Answers, arrived: list[Received], tally: Tally
) -> AsyncIterator[str]:
    """Start as the product starts, and tell what of the answers is not so."""
    state_dir = folder / "state"
    state_dir.mkdir(exist_ok=True)
    async with AsyncExitStack() as stack:
        root = await asyncio.to_thread(RootKey.load, state_dir, {})
        trust = Database(state_dir / "trust.db", migrations="trust", synchronous="FULL")
        state = Database(state_dir / "state.db", migrations="state", synchronous="NORMAL")
        for one in (trust, state):
            await stack.enter_async_context(one)
            if (row := await one.fetch_one("PRAGMA integrity_check")) != ("ok",):
                yield f"{one.path.name}: {row}"
        vault, clock = Vault(trust, root), ManualClock(wall=NEVER_MS)
        home = Home(clock=clock, state_db=state, vault=vault, state_dir=state_dir, registry=registry)
        await stack.enter_async_context(home)
        for damage in home._store.damaged.values():
            yield str(damage)
        for line in await _names(home, answers):
            yield line
        async for line in _gate(Books(trust, vault, clock), recording, answers, arrived):
            yield line
        if "claim" in answers.sure and await trust.fetch_one("SELECT 1 FROM token") is None:
            yield "the administrator's token"
        journal = await stack.enter_async_context(Journal(folder / "egress" / "journal", now_ms=lambda: NEVER_MS))
        egress = await stack.enter_async_context(Folder(folder / "egress"))
        async for line in _egress(journal, egress, recording, answers, arrived):
            yield line
        tally.seen["torn_journal_tails"] += journal.torn_bytes > 0
        tally.seen["slots_left_open"] += journal.uncertain
    if "claim" in answers.sure:
        found = await asyncio.to_thread(ensure_certificate, state_dir / "tls", ("localhost",))
        key_is_there = found.fingerprint == recording.fingerprint
        if not key_is_there and (folder / "state" / "tls" / "api.key").stat().st_size == 0:
            yield "the key of the certificate"


async def _names(home: Home, answers: Answers) -> list[str]:
    known = {one.id: one for one in await home._store.load_identities()}
    lost = [f"the id {one}" for one in (answers.may.get("devices") or [[]])[0] if one not in known]
    for what, may in answers.may.items():
        name, _, device = what.partition(" of ")
        if device and what in answers.sure and getattr(known.get(device), name, None) not in may:
            lost.append(f"{what}: {getattr(known.get(device), name, None)!r}, answered was {may}")
    return lost


async def _gate(books: Books, recording: Recording, answers: Answers, arrived: list[Received]) -> AsyncIterator[str]:
    await books.ledger.verify()
    standing = await books.standing()
    for name in (LASTING, CHANGING):
        if name in answers.sure and is_agreed(standing, recording.hashes[name]) not in answers.may[name]:
            yield f"the {name}: answered was {answers.may[name]}"
    for one in arrived:
        row = await books.slot(one.contract, one.slot)
        if one.entries and (row is None or row.sha256 != one.sha256):
            yield f"slot {one.slot} carried an envelope and is not in the books"


def is_agreed(standing: Standing, contract: str) -> bool:
    """Whether a consent stands that no withdrawal came after."""
    given = [c.given_at_ms for c in standing.consents if c.contract == contract and c.id in standing.approved]
    ended = [w.at_ms for w in standing.withdrawals if w.contract == contract]
    return max(given, default=-1) > max(ended, default=-1)


async def _egress(
    journal: Journal, folder: Folder, recording: Recording, answers: Answers, arrived: list[Received]
) -> AsyncIterator[str]:
    if LASTING in answers.sure and not folder.pins:
        yield "the resident's key"
    for name in (LASTING, CHANGING):
        found = folder.standing(recording.hashes[name])
        if name in answers.sure and (found is not None and found.active) not in answers.may[name]:
            yield f"the {name} in egress: answered was {answers.may[name]}"
    known = {(one.opened.contract, one.opened.slot): one.opened.sha256 for one in journal.entries(0, 100_000)}
    for one in arrived:
        if known.get((one.contract, one.slot)) != one.sha256:
            yield f"slot {one.slot} was sent and is not in the journal"


async def run(cuts: int, seed: int, seconds: float, lives: int = 3) -> Tally:
    """Record a run, then cut it."""
    with tempfile.TemporaryDirectory(prefix="cuts-") as name:
        recording = await record(Path(name), seed, seconds, lives)
        return await cut(recording, cuts, seed)


def page(told: dict[str, Any]) -> str:
    """Lay it out for the documentation."""
    rows = [f"| {name.replace('_', ' ')} | {told[name]} |" for name in told if name != "what"]
    return "\n".join(["| power cuts | |", "| --- | --- |", *rows])


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.faults.cuts", description=__doc__)
    parser.add_argument("--cuts", type=int, default=1000, help="how many (default %(default)s)")
    parser.add_argument("--seconds", type=float, default=15, help="of the recorded run (default %(default)s)")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10_000), help="the same seed, the same choices")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the counts into this page, too")
    options = parser.parse_args()
    tally = asyncio.run(run(options.cuts, options.seed, options.seconds))
    if options.write is not None:
        put(options.write, "cuts", page(tally.document()))
    sys.stdout.write(json.dumps(tally.document(), ensure_ascii=False, indent=1) + "\n")
    return int(bool(tally.lost or tally.crashes))


if __name__ == "__main__":
    sys.exit(main())
