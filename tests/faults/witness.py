"""What the recipient received, what the ledger says of it, and what lies on the disk: three stories that must agree."""

import base64
import hashlib
import json
import sqlite3
from collections import Counter, defaultdict
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from gateway.egress.folder import State
from gateway.egress.journal import SlotClosed, SlotOpened, parse
from schemas import codec
from tests.faults.ground import Ground

Document = dict[str, Any]
PAGE: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One envelope that arrived whole."""

    contract: str
    slot: int
    sha256: str
    entries: dict[str, str]  # by window
    at_s: float


@dataclass(slots=True)
class Witness:
    """Reads on from where it was. `duplicates` are those that nothing marks; `marked` those that a record explains."""

    ground: Ground
    received: list[Received] = field(default_factory=list)
    leaves: list[Document] = field(default_factory=list)
    _offset: int = 0
    _early: int = 0  # how many had arrived before the ledger was read: of these it must tell
    _bodies: dict[int, bytes] = field(default_factory=lambda: defaultdict(bytes))
    _opened: dict[int, float] = field(default_factory=dict)

    def read_capture(self) -> None:
        """Take what the recipient has written down since."""
        with self.ground.capture.open("rb") as file:
            file.seek(self._offset)
            for line in file:
                if not line.endswith(b"\n"):
                    break
                self._offset += len(line)
                self._take(json.loads(line))

    def begin(self) -> None:
        """Of all that has arrived up to here the ledger, read after this, must tell."""
        self.read_capture()
        self._early = len(self.received)

    def _take(self, event: Document) -> None:
        if event["event"] == "bytes" and event["direction"] == "in":
            self._bodies[event["connection"]] += base64.b64decode(event["base64"])
            self._opened[event["connection"]] = event["time"]
        elif event["event"] == "closed":
            self._close(self._bodies.pop(event["connection"], b""), event["time"])

    def _close(self, data: bytes, at_s: float) -> None:
        head, _, body = data.partition(b"\r\n\r\n")
        sizes = [int(one.split(b":")[1]) for one in head.split(b"\r\n") if one.lower().startswith(b"content-length:")]
        if not body or sizes != [len(body)]:
            return  # cut off on its way
        document = json.loads(body)
        self.received.append(
            Received(
                contract=document["contract"],
                slot=document["slot"],
                sha256=hashlib.sha256(body).hexdigest(),
                entries={one["from"]: json.dumps(one["values"]) for one in document["entries"]},
                at_s=at_s,
            )
        )

    async def read_ledger(self) -> None:
        """Take the new leaves."""
        while True:
            after = self.leaves[-1]["index"] if self.leaves else -1
            path = f"/ledger/entries?after={after}&limit={PAGE}"
            found = (await self.ground.client.call("GET", path))["entries"]
            self.leaves.extend(found)
            if len(found) < PAGE:
                return

    def ended(self) -> list[Document]:
        """The ends of slots, in the order of the ledger."""
        return [one["entry"]["record"] for one in self.leaves if one["entry"]["type"] == "SlotEnded"]

    def unaccounted(self) -> list[Received]:
        """What arrived and is not in the ledger (yet)."""
        known = Counter((one["contract"], one["slot"], one["sha256"]) for one in self.ended())
        early = self.received[: self._early or None]
        return [one for one in early if known[one.contract, one.slot, one.sha256] == 0]

    def disagreements(self) -> list[str]:
        """Tell where the stories differ; empty when all is well."""
        return [*self._twice_in_ledger(), *self._not_decided(), *self._never_arrived(), *self._slots_twice()]

    def _twice_in_ledger(self) -> list[str]:
        many = Counter((one["contract"][:8], one["slot"]) for one in self.ended())
        return [f"slot {slot} of {contract} ended {n} times" for (contract, slot), n in many.items() if n > 1]

    def _not_decided(self) -> list[str]:
        decided = {
            (one["entry"]["contract"], one["entry"]["slot"], one["entry"]["envelope_sha256"])
            for one in self.leaves
            if one["entry"]["type"] == "SlotDecided"
        }
        return [
            f"slot {one.slot} of {one.contract[:8]} carried an envelope that was not decided"
            for one in self.received[: self._early or None]
            if one.entries and (one.contract, one.slot, one.sha256) not in decided
        ]

    def _never_arrived(self) -> list[str]:
        arrived = {(one.contract, one.slot, one.sha256) for one in self.received}
        return [
            f"slot {one['slot']} of {one['contract'][:8]} is called delivered and never arrived"
            for one in self.ended()
            if one["result"] == "delivered" and (one["contract"], one["slot"], one["sha256"]) not in arrived
        ]

    def _slots_twice(self) -> list[str]:
        many = Counter((one.contract[:8], one.slot) for one in self.received)
        return [f"slot {slot} of {contract} arrived {n} times" for (contract, slot), n in many.items() if n > 1]

    def repeats(self) -> tuple[int, list[str]]:
        """Windows that arrived more than once: how many are marked, and those that nothing marks.

        Marked: the ledger says of every arrival but the last that its fate is not known, and the values are the same.
        """
        results = {(one["contract"], one["slot"]): one["result"] for one in self.ended()}
        by_window: dict[tuple[str, str], list[Received]] = defaultdict(list)
        for one in self.received:
            for window in one.entries:
                by_window[one.contract, window].append(one)
        marked, bad = 0, []
        for (contract, window), all_ in by_window.items():
            for one in all_[:-1]:
                same = one.entries[window] == all_[-1].entries[window]
                if same and results.get((contract, one.slot)) == "unknown":
                    marked += 1
                else:
                    bad.append(f"window {window} of {contract[:8]}: slot {one.slot} and again")
        return marked, bad

    # the disk

    def on_disk(self) -> list[str]:
        """Look at the files themselves."""
        return [*self._databases(), *self._journal()]

    def agreed(self) -> frozenset[str]:
        """The contracts that egress holds to be agreed to."""
        state = codec.decode((self.ground.disk / "egress" / "state.json").read_bytes(), State)
        return frozenset(one.contract for one in state.standings if one.active)

    def _databases(self) -> list[str]:
        found = []
        for name in ("state.db", "trust.db"):
            with closing(_reading(self.ground.disk / "state" / name)) as db:
                (answer,) = db.execute("PRAGMA integrity_check").fetchone()
                found += [] if answer == "ok" else [f"{name}: {answer}"]
        return found

    def _journal(self) -> list[str]:
        records, _ = parse((self.ground.disk / "egress" / "journal").read_bytes())
        last: dict[str, int] = {}
        open_: set[str] = set()
        found = []
        for one in records:
            if isinstance(one, SlotOpened):
                if one.slot <= last.get(one.contract, -1) or one.contract in open_:
                    found.append(f"journal: slot {one.slot} of {one.contract[:8]} was opened out of turn")
                last[one.contract] = one.slot
                open_.add(one.contract)
            elif isinstance(one, SlotClosed):
                open_.discard(one.contract)
        return found

    def lost_windows(self, contract: str) -> list[int]:
        """Windows that were decided to leave and neither arrived, nor wait, nor were dropped on record."""
        with closing(_reading(self.ground.disk / "state" / "trust.db")) as db:
            rows = db.execute("SELECT first_window, last_window, result FROM slot WHERE contract = ?", (contract,))
            slots = rows.fetchall()
            waiting = {one for (one,) in db.execute("SELECT window FROM outbox WHERE contract = ?", (contract,))}
        kept = set(waiting)
        for first, last, result in slots:
            if first is not None and result == "delivered":
                kept.update(range(first, last + 1))
        for one in self.leaves:
            entry = one["entry"]
            if entry["type"] == "EntriesDropped" and entry["contract"] == contract:
                kept.update(range(entry["first_window"], entry["last_window"] + 1))
        wanted = {w for first, last, _ in slots if first is not None for w in (first, last)}
        return sorted(wanted - kept)


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)
