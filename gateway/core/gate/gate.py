"""The gate: the only part of the core that hands anything to egress, and the residents' view of it."""

import asyncio
import base64
import binascii
import json
import logging
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Literal, Protocol, Self

from gateway.core.clock import Clock
from gateway.core.errors import DiskFailed
from gateway.core.gate.binding import Device, bind_by_ability
from gateway.core.gate.books import Books, Sum
from gateway.core.gate.course import HISTORY_S, LEASE_S, BlockSource, Course, Tools
from gateway.core.gate.errors import Refused, Unreachable, Unwritten
from gateway.core.gate.link import EgressGone, EgressLink, News
from gateway.core.gate.reconcile import Reconciler
from gateway.core.gate.suspension import Examiner, standing_consents
from gateway.core.gate.withdrawal import Withdrawals
from gateway.core.storage.database import Database
from gateway.core.vault import Vault
from privacy.approval import SignedApproval
from privacy.binding import Binding
from privacy.canonical import canonical, digest, plain
from privacy.compile import compile_contract
from privacy.compiled import Compiled
from privacy.consent import Consent, Withdrawal
from privacy.contract import Contract
from privacy.decide import decide
from privacy.document import contract_hash, parse_contract
from privacy.envelope import envelope
from privacy.errors import ContractInvalid, Finding
from privacy.explain import explain
from privacy.ledger import ApprovalRelayed, ConsentRecorded, LedgerBroken, encode_entry
from privacy.profile import PROFILES
from privacy.release import due_window
from privacy.slot import slot_at
from privacy.union import check_union
from privacy.wire import (
    ApprovalResult,
    ContractEnded,
    Contracts,
    HelloAck,
    QueryContracts,
    RelayApproval,
    RelayWithdrawal,
)
from schemas import codec
from schemas.evolution.form import first
from schemas.registry import Registry

Document = Mapping[str, Any]
EXPORT_BATCH: Final = 500
PREVIEW_WINDOWS: Final = 96
NOBODY: Final = "0" * 32  # the pseudonym that a preview shows

_NO_PROFILE: Final = Finding(
    path="",
    code="profile",
    reason="there is no such profile",
    fix=f"approve it anew under one of {', '.join(PROFILES)}",
)

log = logging.getLogger(__name__)


class HomeView(Protocol):
    """What the gate reads of the home."""

    @property
    def registry(self) -> Registry:
        """The schema."""
        ...

    @property
    def history(self) -> BlockSource:
        """The 1-minute blocks."""
        ...

    def devices(self) -> Sequence[Device]:
        """All devices."""
        ...


class Gate:
    """Contracts, consents, ledger and outbox. `async with`: runs the link to egress and one course a contract.

    Everything but approval and withdrawal works without egress; a withdrawal counts here at once and reaches egress
    when it is back. Raises KeyError for a contract that is not known, and the tree of `gate.errors`.
    """

    def __init__(
        self,
        *,
        home: HomeView,
        trust: Database,
        vault: Vault,
        clock: Clock,
        socket: Path | str,
        demonstration: bool = False,
        lease_s: int = LEASE_S,
    ) -> None:
        self.books = Books(trust, vault, clock)
        self._home = home
        self._clock = clock
        self._demonstration = demonstration or clock.rate != 1.0
        self._counts: Counter[str] = Counter()
        self._link = EgressLink(Path(socket), clock=clock, greeted=self._greeted, told=self._told)
        self._reconciler = Reconciler(self.books, self._link, self._counts)
        self._tools = Tools(
            books=self.books,
            link=self._link,
            clock=clock,
            blocks=home.history,
            counts=self._counts,
            lease_s=lease_s,
        )
        self._examiner = Examiner(self.books, home.registry, clock, self._compiled)
        self._withdrawals = Withdrawals(self.books, clock, written=self._relay_withdrawals)
        self._courses: dict[str, asyncio.Task[None]] = {}
        self._relaying = asyncio.Lock()
        self._group = asyncio.TaskGroup()
        self._running: tuple[asyncio.Task[None], ...] = ()

    async def __aenter__(self) -> Self:
        await self._group.__aenter__()
        await asyncio.to_thread(first)
        for hash_, contract in (await self.books.contracts()).items():
            await self._examiner.examine(hash_, contract)
            await self._follow(hash_)
        self._running = (
            self._group.create_task(self._link.run(), name="egress link"),
            self._group.create_task(self._withdrawals.run(), name="withdrawals to write"),
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._link.end()
        for task in (*self._running, *self._courses.values()):
            task.cancel()
        await self._group.__aexit__(None, None, None)
        with suppress(DiskFailed):
            await self._withdrawals.settle()

    @property
    def connected(self) -> bool:
        """Whether egress answers."""
        return self._link.connected

    async def contracts(self) -> Sequence[Document]:
        """All known contracts with their state, oldest first."""
        return [await self._view(hash_, contract) for hash_, contract in (await self.books.contracts()).items()]

    async def contract(self, contract: str) -> Document:
        """One contract with its state and text."""
        found = await self._contract(contract)
        return {**await self._view(contract, found), "document": plain(found)}

    async def add(self, document: Document) -> str:
        """Check a contract against schema and profiles and keep it, unapproved. Returns its hash."""
        found = self._parsed(json.dumps(document).encode())
        compiled = self._compiled(found)
        await self._keep(compiled)
        return compiled.hash

    async def explain(self, contract: str, language: Literal["zh", "en"]) -> str:
        """What approving it means."""
        words = explain(self._compiled(await self._contract(contract)))
        return words.zh if language == "zh" else words.en

    async def preview(self, contract: str) -> Document:
        """What it would have let out of the last days, by the very code that lets it out. Nothing is sent."""
        compiled = self._compiled(await self._contract(contract))
        now_ms = self._clock.wall_ms()
        if now_ms is None:
            return {"contract": contract, "envelope": None, "reason": "the clock is not set"}
        await self._bind_if_empty(compiled)
        course, slot = Course(compiled, self._tools), slot_at(now_ms, compiled.slot_s)
        past = range(slot, max(slot - HISTORY_S // compiled.slot_s, 0), -1)
        due = [one for one in past if due_window(compiled, one) is not None][:PREVIEW_WINDOWS]
        entries = [entry for one in reversed(due) for entry in await course.evaluate(one, 0)]
        many = compiled.contract.cadence.entries
        body = envelope(compiled.contract, slot, tuple(entries[-many:]), NOBODY)
        return {"contract": contract, "entries": len(entries), "envelope": json.loads(body), "bytes": len(body)}

    async def bind(self, binding: Binding) -> None:
        """Choose the devices behind a contract's inputs."""
        await self._contract(binding.contract)
        async with self.books.writing() as writing:
            writing.set_binding(binding)

    async def relay_approval(self, contract: str, approval: str) -> Document:
        """Check a signed approval as far as the core can, record it, and hand it to egress, which decides."""
        document, signed = self._signed(approval)
        compiled = self._approvable(contract, signed)
        consent = signed.consent
        await self._withdrawals.settle()
        await self._check_union(compiled)
        await self._keep(compiled)
        now_ms = self._clock.wall_ms() or 0
        async with self.books.writing() as writing:
            writing.put_consent(consent, approved=False)
            writing.record(ConsentRecorded(at_ms=now_ms, consent=consent))
        await self._relay_withdrawals()  # an older one that came after it would end what is agreed to now
        if await self.books.unrelayed():
            raise Unreachable("egress-away", "egress is away", fix="start the egress process and try again")
        answer = await self._ask_approval(RelayApproval(document=approval))
        async with self.books.writing() as writing:
            writing.put_consent(consent, approved=answer.accepted)
            writing.record(
                ApprovalRelayed(
                    at_ms=now_ms,
                    contract=contract,
                    consent=consent.id,
                    document_sha256=digest(document),
                    accepted=answer.accepted,
                    reason=answer.reason,
                )
            )
        if not answer.accepted:
            raise Refused("approval", answer.reason, fix="approve with a pinned key, over this contract, anew")
        await self._examiner.agree(contract, compiled.contract, None)
        await self._bind_if_empty(compiled)
        await self._follow(contract)
        return {"accepted": True, "contract": contract, "consent": consent.id}

    async def withdraw(self, contract: str, withdrawal: str = "") -> Document:
        """End a contract: here at once, in egress before its next byte, or as soon as egress is back.

        Unwritten where the disk does not take it: it holds all the same, and is written as soon as the disk does.
        No signature is asked for, and a signed document is not read: to send less is always allowed.
        """
        del withdrawal
        await self._contract(contract)
        task = self._courses.pop(contract, None)
        if task is not None:
            task.cancel()
        with suppress(EgressGone):  # at once, before our own disk; it is told again below, or when it is back
            await self._link.ask(RelayWithdrawal(contract=contract), ApprovalResult)
        given = [c.given_at_ms for c in (await self.books.standing()).consents if c.contract == contract]
        await self._withdrawals.take(Withdrawal(contract=contract, at_ms=max(self._clock.wall_ms() or 0, *given, 0)))
        with suppress(DiskFailed):  # then it is told once more
            await self._relay_withdrawals()
        return {"accepted": True, "contract": contract, "egress": not await self.books.unrelayed()}

    async def ledger_entries(self, after: int, limit: int) -> Sequence[Document]:
        """Leaves with an index above `after`, oldest first."""
        return [
            {"index": line.number, "leaf": line.leaf, "entry": _tree(line.entry)}
            for line in await self.books.ledger.lines(after, limit)
        ]

    async def ledger_verify(self) -> Document:
        """Verify every leaf and the tree."""
        try:
            verdict = await self.books.ledger.verify()
        except LedgerBroken as error:
            size = (await self.books.ledger.frontier()).size
            return {"entries": size, "verified": False, "reason": str(error), "index": error.index}
        return {"entries": verdict.entries, "verified": True, "erased": verdict.erased, "root": verdict.root}

    async def ledger_export(self) -> AsyncIterator[Document]:
        """Every leaf with its salt: the leaf is SHA-256(0 ‖ SHA-256(salt ‖ RFC 8785 of the entry))."""
        after = -1
        while rows := await self.books.ledger.rows(after, EXPORT_BATCH):
            for row in rows:
                entry = json.loads(row.entry) if row.entry else None
                yield {"index": row.index, "leaf": row.leaf.hex(), "salt": row.salt.hex(), "entry": entry}
            after = rows[-1].index

    async def suspended(self) -> Sequence[str]:
        """One line for each contract that waits for a new approval because the schema changed."""
        found = [
            (one.name, await self.books.suspension(hash_)) for hash_, one in (await self.books.contracts()).items()
        ]
        return [f"{name}: {'; '.join(map(str, findings))}" for name, findings in found if findings]

    async def unwritten(self) -> Sequence[str]:
        """The names of contracts that residents withdrew from, which is not on disk yet; it counts all the same."""
        known, waiting = await self.books.contracts(), {one.contract for one in self.books.unwritten}
        return [contract.name for hash_, contract in known.items() if hash_ in waiting]

    async def sums(self) -> Sequence[Sum]:
        """What went out, by contract."""
        return await self.books.sums()

    def counters(self) -> Mapping[str, int]:
        """Totals since the start."""
        return dict(self._counts)

    async def _contract(self, contract: str) -> Contract:
        return (await self.books.contracts())[contract]

    async def _view(self, hash_: str, contract: Contract) -> dict[str, Any]:
        suspended = await self.books.suspension(hash_)
        state, reasons = ("suspended", [str(f) for f in suspended]) if suspended else await self._state(hash_, contract)
        return {
            "hash": hash_,
            "name": contract.name,
            "recipient": contract.recipient.legal_name,
            "purpose": contract.purpose.value,
            "expires": contract.expires,
            "state": state,
            "reasons": reasons,
            "findings": [asdict(one) for one in suspended],
            "waiting": await self.books.depth(hash_),
            "egress": self._link.connected,
        }

    async def _state(self, hash_: str, contract: Contract) -> tuple[str, list[str]]:
        standing = await self.books.standing()
        try:
            compiled = self._compiled(contract, _profile_of(hash_, standing.consents))
        except Refused as error:
            return "not-allowed", [error.reason]
        decision = decide(compiled, standing, self._clock.wall_ms())
        return "active" if decision.permitted else decision.reasons[0], list(decision.reasons)

    def _parsed(self, data: bytes) -> Contract:
        try:
            return parse_contract(data)
        except ContractInvalid as error:
            raise Refused.by_findings(error) from error

    def _compiled(self, contract: Contract, profile: str = "") -> Compiled:
        """Compile under the profile that was agreed to, else under the first that lets the contract pass."""
        if profile and profile not in PROFILES:
            raise Refused.by_findings(ContractInvalid(_NO_PROFILE))
        names = (profile,) if profile else tuple(n for n, p in PROFILES.items() if not p.releases_nothing)
        refusals: list[ContractInvalid] = []
        for name in names:
            try:
                return compile_contract(
                    contract, self._home.registry, PROFILES[name], demonstration=self._demonstration
                )
            except ContractInvalid as error:
                refusals.append(error)
        raise Refused.by_findings(min(refusals, key=lambda error: len(error.findings)))

    async def _keep(self, compiled: Compiled) -> None:
        document = canonical(compiled.contract)
        async with self.books.writing() as writing:
            writing.add_contract(compiled.hash, document, self._clock.wall_ms())

    def _signed(self, approval: str) -> tuple[bytes, SignedApproval]:
        try:
            document = base64.b64decode(approval, validate=True)
            signed: SignedApproval = codec.decode(document, SignedApproval)
        except (binascii.Error, ValueError) as error:
            raise Refused("form", f"no signed approval: {error}", fix="send what `hutong contracts` signs") from error
        return document, signed

    def _approvable(self, contract: str, signed: SignedApproval) -> Compiled:
        if contract_hash(signed.contract) != contract or signed.consent.contract != contract:
            raise Refused("mismatch", "the approval is for another contract", fix="approve this one")
        if signed.consent.profile and signed.consent.profile not in PROFILES:
            raise Refused("profile", "there is no such profile", fix=f"one of {', '.join(PROFILES)}")
        self._parsed(canonical(signed.contract))
        return self._compiled(signed.contract, signed.consent.profile)

    async def _check_union(self, compiled: Compiled) -> None:
        """Refuse what breaks a ceiling together with the recipient's other active contracts."""
        active = [c for c in await self._active() if c.hash != compiled.hash]
        if findings := check_union(compiled, active, compiled.profile):
            raise Refused.by_findings(ContractInvalid(*findings))

    async def _active(self) -> list[Compiled]:
        standing, now_ms = await self.books.standing(), self._clock.wall_ms()
        found = []
        for hash_, contract in (await self.books.contracts()).items():
            with suppress(Refused):  # what is not allowed any more is not active
                found.append(self._compiled(contract, _profile_of(hash_, standing.consents)))
        return [one for one in found if decide(one, standing, now_ms).permitted]

    async def _bind_if_empty(self, compiled: Compiled) -> None:
        if not (await self.books.binding(compiled.hash)).inputs:
            async with self.books.writing() as writing:
                writing.set_binding(self._bound(compiled))

    def _bound(self, compiled: Compiled) -> Binding:
        return bind_by_ability(compiled.contract, compiled.hash, self._home.devices(), self._home.registry)

    async def _follow(self, contract: str) -> None:
        """Start the course of a contract that somebody agreed to; it decides at each slot whether that still holds."""
        standing = await self.books.standing()
        if contract in self._courses or not standing_consents(contract, standing):
            return
        try:
            compiled = self._compiled(await self._contract(contract), _profile_of(contract, standing.consents))
        except Refused:
            log.exception("contract %s no longer compiles; nothing is sent under it", contract[:12])
            return
        course = Course(compiled, self._tools)
        self._courses[contract] = self._group.create_task(self._run(course), name=f"course {contract[:12]}")

    async def _run(self, course: Course) -> None:
        if self._link.connected:
            await self._reconciler.guarded(course.renew_lease())
        await course.run()

    async def _ask_approval(self, message: RelayApproval | RelayWithdrawal) -> ApprovalResult:
        try:
            return await self._link.ask(message, ApprovalResult)
        except EgressGone as error:
            raise Unreachable("egress-away", f"{error}", fix="start the egress process and try again") from error

    async def _relay_withdrawals(self) -> None:
        """Tell egress of every withdrawal that it has not heard of, one after the other; each that is written once."""
        async with self._relaying:
            for unwritten in tuple(self.books.unwritten):
                try:
                    await self._link.ask(RelayWithdrawal(contract=unwritten.contract), ApprovalResult)
                except EgressGone:
                    return
            for number, withdrawal in await self.books.unrelayed():
                try:
                    await self._link.ask(
                        RelayWithdrawal(contract=withdrawal.contract, consent=withdrawal.consent), ApprovalResult
                    )
                except EgressGone:
                    return  # it is asked first thing when egress is back
                async with self.books.writing() as writing:
                    writing.relayed(number)

    async def _greeted(self, _hello: HelloAck) -> None:
        """Egress is back: what was withdrawn first, then what it sent meanwhile, then new leases."""
        await self._relay_withdrawals()
        await self._note_ended()
        await self._reconciler.catch_up()
        for contract in list(self._courses):
            compiled = await self._compiled_of(contract)
            await Course(compiled, self._tools).renew_lease()

    async def _note_ended(self) -> None:
        """Record what is withdrawn in egress alone: this process was killed between telling it and its own books.

        What stands is read before egress is asked: a consent that is given meanwhile is not touched.
        """
        standing = await self.books.standing()
        answer = await self._link.ask(QueryContracts(), Contracts)
        for ended in [one.contract for one in answer.contracts if not one.active]:
            if mine := standing_consents(ended, standing):
                at_ms = max(one.given_at_ms for one in mine)
                with suppress(Unwritten):
                    await self._withdrawals.take(Withdrawal(contract=ended, at_ms=at_ms))
                known = [number for number, one in await self.books.unrelayed() if one.contract == ended]
                async with self.books.writing() as writing:
                    for number in known:
                        writing.relayed(number)

    async def _compiled_of(self, contract: str) -> Compiled:
        consents = (await self.books.standing()).consents
        return self._compiled(await self._contract(contract), _profile_of(contract, consents))

    async def _told(self, news: News) -> None:
        if isinstance(news, ContractEnded):
            log.info("egress ended contract %s: %s", news.contract[:12], news.reason)
            return
        await self._reconciler.guarded(self._reconciler.told(news))


def _profile_of(contract: str, consents: Iterable[Consent]) -> str:
    """The profile that the newest consent to a contract was given under; empty for none."""
    mine = [c for c in consents if c.contract == contract and c.profile]
    return max(mine, key=lambda c: c.given_at_ms).profile if mine else ""


def _tree(entry: Any) -> Any:
    return None if entry is None else json.loads(encode_entry(entry))
