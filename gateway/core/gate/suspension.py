"""Whether what a contract reads is still what residents agreed to; if not, it ends until they agree anew."""

import logging
from collections.abc import Callable, Iterable
from typing import Final

from gateway.core.clock import Clock
from gateway.core.gate.books import Books
from gateway.core.gate.errors import Refused
from privacy.compiled import Compiled
from privacy.consent import Consent, Withdrawal, ends, separate_needed
from privacy.contract import Contract
from privacy.decide import Standing
from privacy.errors import Finding
from privacy.ledger import ContractSuspended, InputsRenamed
from privacy.reading import ANEW, Fact, Facts, changed, facts_of, renamed
from schemas.evolution.form import first
from schemas.registry import Registry

log: Final = logging.getLogger(__name__)


class Examiner:
    """Looks at contracts when the gate starts, before anything runs under them."""

    def __init__(
        self, books: Books, registry: Registry, clock: Clock, compiled: Callable[[Contract, str], Compiled]
    ) -> None:
        self._books = books
        self._registry = registry
        self._clock = clock
        self._compiled = compiled  # under a profile; raises Refused

    async def examine(self, hash_: str, contract: Contract) -> None:
        """Suspend a contract that residents agreed to and that the schema of today changes or refuses."""
        consents = standing_consents(hash_, await self._books.standing())
        if not consents:
            return
        then, now = await self._books.reading(hash_), facts_of(contract, self._registry)
        findings = self._findings(contract, consents, then or _first_facts(contract, now), now)
        if findings:
            await self._suspend(hash_, contract, consents, findings)
        else:
            await self.agree(hash_, contract, then)

    def _findings(
        self, contract: Contract, consents: tuple[Consent, ...], then: Facts, now: Facts
    ) -> tuple[Finding, ...]:
        found = list(changed(contract, then, now))
        try:
            compiled = self._compiled(contract, max(consents, key=lambda one: one.given_at_ms).profile)
        except Refused as refused:
            return (*found, *refused.findings)
        missing = separate_needed(compiled) - {name for one in consents for name in one.separate}
        if missing:
            reason = f"it needs separate consent now: {', '.join(sorted(missing))}"
            found.append(Finding(path="inputs", code="separate-consent", reason=reason, fix=ANEW))
        return tuple(found)

    async def _suspend(
        self, hash_: str, contract: Contract, consents: Iterable[Consent], findings: tuple[Finding, ...]
    ) -> None:
        """Withdraw it, purge what waits and say why, in one transaction; egress hears of it before all else."""
        at_ms = max(self._clock.wall_ms() or 0, *(one.given_at_ms for one in consents))
        lines = tuple(str(one) for one in findings)
        async with self._books.writing() as writing:
            writing.suspend(hash_, findings)
            writing.put_withdrawal(Withdrawal(contract=hash_, at_ms=at_ms))
            writing.purge(hash_)
            writing.record(ContractSuspended(at_ms=at_ms, contract=hash_, findings=lines))
        log.warning("contract %s (%s) is suspended: %s", contract.name, hash_[:12], "; ".join(lines))

    async def agree(self, hash_: str, contract: Contract, then: Facts | None) -> None:
        """Write down what its inputs are today, where that is new; both names of what is called by a former one."""
        now, names = facts_of(contract, self._registry), renamed(contract, self._registry)
        if now == then:
            return
        async with self._books.writing() as writing:
            writing.put_reading(hash_, now)
            writing.end_suspension(hash_)
            if names:
                writing.record(InputsRenamed(at_ms=self._clock.wall_ms() or 0, contract=hash_, names=names))


def standing_consents(contract: str, standing: Standing) -> tuple[Consent, ...]:
    """Give the consents to a contract that were approved and not withdrawn."""
    return tuple(
        one
        for one in standing.consents
        if one.contract == contract
        and one.id in standing.approved
        and not any(ends(withdrawal, one) for withdrawal in standing.withdrawals)
    )


def _first_facts(contract: Contract, now: Facts) -> Facts:
    """Give what an input was to the last program that did not write it down."""
    known = first().signatures
    inputs = ((one.name, known.get((one.capability, one.property))) for one in contract.inputs)
    return {
        name: Fact(property=now[name].property, signature=signature)
        for name, signature in inputs
        if signature is not None and name in now
    }
