"""Answers the core: each message is checked, refused with a reason or obeyed, and counted; none is believed."""

import base64
import binascii
import logging
import secrets
from collections import Counter
from dataclasses import replace
from typing import Any, Final, Protocol

from gateway.core.clock import Clock
from gateway.egress.approval import Approved, admit
from gateway.egress.check import lease_fault, standing_fault
from gateway.egress.errors import FolderError
from gateway.egress.folder import Folder, Standing
from gateway.egress.journal import Journal
from gateway.egress.sender import Sender
from privacy.approval import ApprovalInvalid
from privacy.lease import DAY_S
from privacy.slot import slot_at
from privacy.wire import (
    MAX_MESSAGE,
    VERSION,
    ApprovalResult,
    Contracts,
    ContractState,
    FromCore,
    FromEgress,
    GrantLease,
    Hello,
    HelloAck,
    JournalRecords,
    LeaseResult,
    Malformed,
    OfferResult,
    OfferSlot,
    QueryContracts,
    QueryJournal,
    RelayApproval,
    RelayWithdrawal,
)
from schemas import codec

PSEUDONYM_DAYS: Final = 28
MAX_RECORDS: Final = 500

log = logging.getLogger(__name__)


class Senders(Protocol):
    """The running senders, by contract."""

    def get(self, contract: str) -> Sender | None:
        """Give the sender of an active contract."""
        ...

    def start(self, contract: str) -> None:
        """Begin to serve an approved contract."""
        ...

    def stop(self, contract: str) -> None:
        """Stop before the next byte and forget what is held."""
        ...


class Desk:
    """The core's counterpart. Messages are handled one after the other."""

    def __init__(
        self, *, folder: Folder, journal: Journal, clock: Clock, senders: Senders, counts: Counter[str], boot: str
    ) -> None:
        self._folder = folder
        self._journal = journal
        self._clock = clock
        self._senders = senders
        self._counts = counts
        self._boot = boot

    async def handle(self, body: bytes) -> tuple[bytes, bool]:
        """Answer one message; what cannot be read ends the connection."""
        try:
            message: FromCore = codec.decode(body, FromCore, max_bytes=MAX_MESSAGE)
        except ValueError:
            self._refuse("malformed")
            return codec.encode(Malformed(reason="malformed")), False
        return codec.encode(await self._answer(message)), True

    async def _answer(self, message: FromCore) -> FromEgress:  # noqa: PLR0911 - one a message
        match message:
            case Hello():
                return await self._hello(message)
            case QueryContracts():
                return Contracts(contracts=await self._states())
            case RelayApproval():
                return await self._approve(message)
            case RelayWithdrawal():
                return await self.withdraw(message.contract, message.consent)
            case GrantLease():
                return await self._grant(message)
            case OfferSlot():
                return self._offer(message)
            case QueryJournal():
                return self._records(message)

    async def _hello(self, message: Hello) -> FromEgress:
        if message.version != VERSION:
            self._refuse("version")
            return Malformed(reason=f"version {VERSION} is spoken here")
        return HelloAck(version=VERSION, boot=self._boot, contracts=await self._states())

    async def _states(self) -> tuple[ContractState, ...]:
        return tuple([self._state(await self._rotated(standing)) for standing in self._folder.standings])

    def _state(self, standing: Standing) -> ContractState:
        progress = self._journal.progress(standing.contract)
        return ContractState(
            contract=standing.contract,
            active=standing.active,
            pseudonym=standing.pseudonym,
            pseudonym_until=standing.pseudonym_until,
            lease_last=standing.lease_last,
            last_slot=max(progress.slot, 0),
            last_window=max(progress.floor - 1, 0),
        )

    async def _rotated(self, standing: Standing) -> Standing:
        """Draw a new pseudonym when the old one has served its time."""
        now_ms, sender = self._clock.wall_ms(), self._senders.get(standing.contract)
        if now_ms is None or sender is None or not standing.active:
            return standing
        spent = self._journal.progress(standing.contract).slot >= standing.pseudonym_until
        slot = slot_at(now_ms, sender.served.slot_s)
        if not spent and slot <= standing.pseudonym_until:
            return standing
        sender.purge()
        return await self._folder.amend(standing.contract, leases=(), **_pseudonym(slot, sender.served.slot_s))

    async def _approve(self, message: RelayApproval) -> ApprovalResult:
        try:
            approved = admit(_unpacked(message.document), self._folder, now_ms=self._clock.wall_ms())
            standing = self._joined(approved)
            if not approved.known:
                await self._folder.approve(standing, approved.document)
        except (ApprovalInvalid, FolderError) as error:
            self._refuse("approval")
            return ApprovalResult(accepted=False, reason=str(error))
        self._senders.start(standing.contract)
        log.info("contract %s is approved", standing.contract[:12])
        return ApprovalResult(accepted=True, contract=standing.contract, state=self._state(standing))

    def _joined(self, approved: Approved) -> Standing:
        """Add a consent to the standing of its contract; the first one starts it under a new pseudonym."""
        old = self._folder.standing(approved.served.hash)
        if old is not None and old.active:
            return old if approved.known else replace(old, consents=(*old.consents, approved.consent))
        slot_s = approved.served.slot_s
        slot = slot_at(self._clock.wall_ms() or 0, slot_s)
        return Standing(
            contract=approved.served.hash,
            consents=(approved.consent,),
            withdrawn_ms=-1 if old is None else old.withdrawn_ms,
            **_pseudonym(max(slot, self._journal.progress(approved.served.hash).slot), slot_s),
        )

    async def withdraw(self, contract: str, consent: str = "") -> ApprovalResult:
        """End one consent or, without its id, all; the last ends the contract before its next byte."""
        standing = self._folder.standing(contract)
        if standing is None:
            self._refuse("withdrawal")
            return ApprovalResult(accepted=False, contract=contract[:64], reason="not approved here")
        kept = tuple(c for c in standing.consents if consent and c.id != consent)
        changes: dict[str, Any] = {"consents": kept}
        if not kept:
            self._senders.stop(contract)
            changes |= {"leases": (), "withdrawn_ms": max(standing.withdrawn_ms, self._newest_ms(standing))}
        standing = await self._folder.amend(contract, **changes)
        log.info("contract %s: %d consents are left", contract[:12], len(kept))
        return ApprovalResult(accepted=True, contract=contract, state=self._state(standing))

    def _newest_ms(self, standing: Standing) -> int:
        given = [consent.given_at_ms for consent in standing.consents]
        return max(self._clock.wall_ms() or 0, *given, 0)

    async def _grant(self, message: GrantLease) -> LeaseResult:
        lease = message.lease
        reason = self._lease_fault(message)
        if reason:
            self._refuse(f"lease-{reason}")
            return LeaseResult(accepted=False, contract=lease.contract[:64], reason=reason)
        sender, standing = self._senders.get(lease.contract), self._folder.standing(lease.contract)
        if sender is None or standing is None:
            raise KeyError(lease.contract)
        passed = self._journal.progress(lease.contract).slot
        kept = tuple(held for held in standing.leases if held.last > passed)
        await self._folder.amend(lease.contract, leases=(*kept, lease))
        sender.wake()
        return LeaseResult(accepted=True, contract=lease.contract)

    def _lease_fault(self, message: GrantLease) -> str:
        lease = message.lease
        sender, standing = self._senders.get(lease.contract), self._folder.standing(lease.contract)
        if sender is None or standing is None:
            return "not-approved"
        now_ms = self._clock.wall_ms()
        if now_ms is None or (reason := standing_fault(sender.served, standing, now_ms)):
            return "clock-unset" if now_ms is None else reason
        last_slot = self._journal.progress(lease.contract).slot
        if len(standing.leases) > DAY_S // sender.served.slot_s:
            return "too-many"
        return lease_fault(sender.served, standing, lease, last_slot=last_slot, now_ms=now_ms)

    def _offer(self, message: OfferSlot) -> OfferResult:
        reason = self._offer_fault(message)
        if reason:
            self._refuse(f"offer-{reason}")
        return OfferResult(accepted=not reason, contract=message.contract[:64], slot=message.slot, reason=reason)

    def _offer_fault(self, message: OfferSlot) -> str:
        sender = self._senders.get(message.contract)
        if sender is None:
            return "not-approved"
        now_ms = self._clock.wall_ms()
        if now_ms is None:
            return "clock-unset"
        return standing_fault(sender.served, sender.standing, now_ms) or sender.offer(message, now_ms)

    def _records(self, message: QueryJournal) -> JournalRecords:
        limit = max(1, min(message.limit, MAX_RECORDS))
        found = self._journal.entries(message.after, limit + 1)
        return JournalRecords(records=tuple(e.told() for e in found[:limit]), more=len(found) > limit)

    def _refuse(self, reason: str) -> None:
        self._counts[f"refused-{reason}"] += 1


def _pseudonym(slot: int, slot_s: int) -> dict[str, Any]:
    until = slot + PSEUDONYM_DAYS * DAY_S // slot_s
    return {"pseudonym": secrets.token_hex(16), "pseudonym_until": until}


def _unpacked(document: str) -> bytes:
    try:
        return base64.b64decode(document, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ApprovalInvalid("form", "the document is not base64") from error
