"""Taking devices into the home: attempts at pairing, and what is kept of those that worked, sealed."""

import asyncio
import json
import re
import secrets
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Final, Literal

from adapters.sdk.contract import Pairs
from adapters.sdk.errors import LinkError
from gateway.core.clock import Clock
from gateway.core.deadline import within
from gateway.core.errors import AdapterBroke, DiskFailed
from gateway.core.storage.database import Database
from gateway.core.vault import Vault, VaultError
from schemas.pairing import Ask, Candidate, Paired, Pairing, PairingPlan, Stepped

ALWAYS: Final = "always"  # in place of the month of a data key
LONGEST_S: Final = 180.0  # for all steps: some wait for a person to press a button
LONGEST_ANSWER: Final = 1 << 20
KEPT: Final = 32
SEARCH_S: Final = 30.0
CANCEL_S: Final = 5.0


class PairingError(Exception):
    """Pairing cannot begin. `place` names the answer that is at fault, if it is one; it is never shown."""

    def __init__(self, code: str, reason: str, *, place: str = "", fix: str = "") -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
        self.place = place
        self.fix = fix


@dataclass(frozen=True, slots=True, kw_only=True)
class Parting:
    """What came of unpairing: whether something was kept, and a failed step where the device could not be told."""

    gone: bool
    left: Stepped | None = None


class PairedStore:
    """What is kept of paired devices, in trust.db: durable before the adapter goes on."""

    def __init__(self, trust: Database, vault: Vault) -> None:
        self._trust = trust
        self._vault = vault

    async def keep(self, adapter: str, paired: Paired) -> None:
        """Keep what was paired, in place of what was kept under the same key. Raises DiskFailed."""
        key = await self._vault.key(_subject(adapter, paired.key), ALWAYS)
        plain = json.dumps({"name": paired.name, "kept": dict(paired.kept)}).encode()
        sealed = key.seal(plain, _place(adapter, paired.key))
        await self._trust.execute("INSERT OR REPLACE INTO paired VALUES (?, ?, ?)", (adapter, paired.key, sealed))

    async def load(self, adapter: str) -> tuple[Paired, ...]:
        """Give what an adapter has paired. Raises VaultError where one does not open."""
        rows = await self._trust.fetch_all("SELECT key, sealed FROM paired WHERE adapter = ? ORDER BY key", (adapter,))
        return tuple([await self._open(adapter, key, sealed) for key, sealed in rows])

    async def _open(self, adapter: str, key: str, sealed: bytes) -> Paired:
        opener = await self._vault.key(_subject(adapter, key), ALWAYS)
        try:
            plain = json.loads(opener.open(sealed, _place(adapter, key)))
        except VaultError as error:
            raise VaultError(f"what was kept of {key} does not open; unpair it and pair it anew") from error
        return Paired(key=key, name=plain["name"], kept=plain["kept"])

    async def forget(self, adapter: str, key: str) -> bool:
        """Destroy what was kept; false where there was nothing."""
        gone = await self._trust.execute("DELETE FROM paired WHERE adapter = ? AND key = ?", (adapter, key))
        await self._vault.destroy(_subject(adapter, key))
        return gone > 0


def _subject(adapter: str, key: str) -> str:
    return f"paired/{adapter}/{key}"


def _place(adapter: str, key: str) -> bytes:
    return f"paired/{adapter}/{key}".encode()


@dataclass(slots=True, kw_only=True, eq=False)
class Attempt:
    """One attempt, under way or over. `told` grows; `keys` are those of what was paired."""

    id: str
    adapter: str
    told: list[Stepped] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    state: Literal["running", "done", "failed"] = "running"
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    task: asyncio.Task[None] | None = None
    keeping: bool = False  # it is not interrupted then: what was paired is kept, and taken up
    cancelled: bool = False

    def tell(self, step: Stepped) -> None:
        """Add a step and wake who waits for it."""
        self.told.append(step)
        self._wake()

    def end(self, state: Literal["done", "failed"]) -> None:
        """Close it."""
        self.state = state
        self._wake()

    def cancel(self) -> None:
        """End it where it waits for its device, or for somebody; `_follow` does where it is keeping something."""
        self.cancelled = True
        if self.task is not None and not self.keeping:
            self.task.cancel()

    async def ended(self) -> None:
        """Wait for its end."""
        while self.state == "running":
            await self.changed.wait()

    def _wake(self) -> None:
        self.changed.set()
        self.changed = asyncio.Event()


Find = Callable[[str], tuple[PairingPlan | None, object]]


class PairingDesk:
    """Runs attempts, one at a time for each adapter, in the task group that `run` opens."""

    def __init__(
        self, clock: Clock, store: PairedStore, find: Callable[[str], tuple[PairingPlan | None, object]]
    ) -> None:
        """`find` gives the plan and the running adapter, or None; KeyError for a name that is not configured."""
        self._clock = clock
        self._store = store
        self._find = find
        self._attempts: dict[str, Attempt] = {}
        self._group: asyncio.TaskGroup | None = None

    async def run(self) -> None:
        """Let attempts run until cancelled."""
        async with asyncio.TaskGroup() as group:
            self._group = group
            try:
                await asyncio.Event().wait()
            finally:
                self._group = None

    def plan(self, adapter: str) -> PairingPlan:
        """Give what pairing takes. KeyError, PairingError."""
        plan, running = self._find(adapter)
        if plan is None and running is None:
            raise _not_running()
        if plan is None:
            raise PairingError(
                "pairs-nothing", "its devices appear by themselves, or are paired at the vendor's own hub"
            )
        return plan

    def _running(self, adapter: str) -> Pairs:
        self.plan(adapter)
        _, running = self._find(adapter)
        if not isinstance(running, Pairs):
            raise _not_running()
        return running

    async def search(self, adapter: str, seconds: float) -> tuple[Candidate, ...]:
        """Search for devices. KeyError, PairingError."""
        running = self._running(adapter)
        seconds = min(max(seconds, 0.5), SEARCH_S)
        try:
            found = await within(self._clock, seconds + 5.0, running.discover(seconds), f"adapter {adapter}: search")
        except TimeoutError:
            raise PairingError("adapter-timeout", "the adapter did not end its search in time") from None
        except LinkError as error:
            raise PairingError(error.code, error.reason, fix=error.fix) from error
        except AdapterBroke as error:
            raise PairingError("adapter-raised", f"the search failed: {error.reason}") from error
        except Exception as error:
            raise PairingError("adapter-raised", f"the search failed: {type(error).__name__}") from error
        return tuple(found)

    def start(self, adapter: str, answers: Mapping[str, str]) -> Attempt:
        """Begin an attempt. KeyError, PairingError."""
        plan, running = self.plan(adapter), self._running(adapter)
        check_answers(plan, answers)
        if any(one.adapter == adapter and one.state == "running" for one in self._attempts.values()):
            raise PairingError("busy", "another device is being paired with this adapter; wait for its end")
        if self._group is None:
            raise PairingError("adapter-not-running", "the home is not running")
        attempt = Attempt(id="p_" + secrets.token_hex(8), adapter=adapter)
        self._attempts[attempt.id] = attempt
        while len(self._attempts) > KEPT:
            self._attempts.pop(next(iter(self._attempts)))
        work = self._take(attempt, running, dict(answers))
        attempt.task = self._group.create_task(work, name=f"pairing {adapter}")
        attempt.task.add_done_callback(lambda _done: self._settle(attempt))
        return attempt

    def attempt(self, attempt_id: str) -> Attempt:
        """Give an attempt; KeyError once it is forgotten."""
        return self._attempts[attempt_id]

    async def cancel(self, attempt: Attempt) -> None:
        """End an attempt, and wait until the adapter is free; what it kept stays kept. PairingError."""
        if attempt.state != "running":
            raise PairingError("ended", "the attempt has ended already")
        attempt.cancel()
        try:
            await within(self._clock, CANCEL_S, attempt.ended(), f"adapter {attempt.adapter}: the end of pairing")
        except TimeoutError:
            raise PairingError("adapter-timeout", "the adapter did not end the attempt in time") from None

    async def _take(self, attempt: Attempt, running: Pairs, answers: Mapping[str, str]) -> None:
        try:
            async with asyncio.timeout(LONGEST_S):
                await self._follow(attempt, running.pair(answers))
        except TimeoutError:
            self._fail(attempt, "too-long", f"it took longer than {LONGEST_S:g} s")
        except DiskFailed as error:
            self._fail(attempt, error.code, f"what was paired cannot be kept: {error}")
        except Exception as error:  # noqa: BLE001  an adapter's author may raise anything
            self._fail(attempt, "adapter-raised", f"the adapter failed: {type(error).__name__}")

    def _settle(self, attempt: Attempt) -> None:
        """End what was ended from outside, even before it began."""
        if attempt.state == "running" and attempt.cancelled:
            self._fail(attempt, "cancelled", "it was cancelled")
        elif attempt.state == "running":
            attempt.end("failed")

    async def _follow(self, attempt: Attempt, said: AsyncIterator[Pairing]) -> None:
        async with aclosing(said) as steps:  # type: ignore[type-var]
            async for one in steps:
                if isinstance(one, Paired):
                    await self._keep(attempt, one)
                    continue
                attempt.tell(one)
                if one.state == "failed":
                    attempt.end("failed")
                    return
        attempt.end("done" if attempt.keys else "failed")

    async def _keep(self, attempt: Attempt, paired: Paired) -> None:
        """Keep it whole. Where somebody cancelled meanwhile, the adapter still takes it up, until it waits again."""
        attempt.keeping = True
        try:
            await self._store.keep(attempt.adapter, paired)
        finally:
            attempt.keeping = False
        attempt.keys.append(paired.key)
        if attempt.cancelled and attempt.task is not None:
            attempt.task.cancel()

    def _fail(self, attempt: Attempt, code: str, reason: str) -> None:
        last = attempt.told[-1].step if attempt.told else ""
        attempt.tell(Stepped(step=last, state="failed", code=code, reason=reason))
        attempt.end("failed")

    async def paired(self, adapter: str) -> tuple[Paired, ...]:
        """Give what is kept. KeyError for an adapter that is not configured."""
        self._find(adapter)
        return await self._store.load(adapter)

    async def unpair(self, adapter: str, key: str) -> Parting:
        """Destroy what is kept, and have the adapter part from it, whatever becomes of that. KeyError."""
        _, running = self._find(adapter)
        gone = await self._store.forget(adapter, key)
        return Parting(gone=gone, left=await self._part(adapter, running, key))

    async def _part(self, adapter: str, running: object, key: str) -> Stepped | None:
        if running is None:
            return _untold("adapter-not-running", "the adapter is not running")
        if not isinstance(running, Pairs):
            return None
        try:
            return await within(self._clock, SEARCH_S, running.unpair(key), f"adapter {adapter}: unpairing")
        except TimeoutError:
            return _untold("adapter-timeout", "the adapter did not do it in time")
        except AdapterBroke as error:
            return _untold("adapter-gone", error.reason)
        except Exception as error:  # noqa: BLE001  an adapter's author may raise anything
            return _untold("adapter-raised", f"the adapter failed: {type(error).__name__}")


def _untold(code: str, reason: str) -> Stepped:
    fix = "if nobody can pair it any more, reset it by hand, as its manual says"
    return Stepped(step="unpair", state="failed", code=code, reason=reason, fix=fix)


def _not_running() -> PairingError:
    return PairingError("adapter-not-running", "it is not running", fix="see `hutong status`")


def check_answers(plan: PairingPlan, answers: Mapping[str, str]) -> None:
    """Raise PairingError for an answer that is missing, unknown or of another form."""
    asked = {one.id: one for one in plan.asks}
    for name in answers:
        if name not in asked:
            raise PairingError("unknown-answer", "nobody asks for it", place=name, fix=f"give {', '.join(asked)}")
    for one in plan.asks:
        _check_answer(one, answers.get(one.id, ""))


def _check_answer(ask: Ask, text: str) -> None:
    if not text:
        if ask.required:
            raise PairingError("answer-missing", f"it is needed: {ask.en}", place=ask.id, fix=_form(ask))
    elif len(text) > LONGEST_ANSWER or (ask.pattern and not re.fullmatch(ask.pattern, text)):
        raise PairingError("answer-malformed", "it is not in the form that is needed", place=ask.id, fix=_form(ask))


def _form(ask: Ask) -> str:
    return f"give it as in {ask.example}" if ask.example else ""
