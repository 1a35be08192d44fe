"""What came of a command, as an answer or as a problem."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from pydantic import Field

from gateway.northbound.base import Model
from gateway.northbound.metric import Metrics
from gateway.northbound.problem import Problem
from gateway.northbound.route import Answer
from schemas.outcomes import Confirmed, Failed, Outcome, Refused, TimedOut, Unconfirmed, Waiting

FORBIDDEN: Final = frozenset({"confirmation-required", "not-writable", "not-readable", "hazard-refused"})
"""Refusals of something that is well formed but not allowed."""


class OutcomeBody(Model):
    """The command was sent. `confirmed`: the device reported it; `unconfirmed`: it has no way to report.

    `waiting`: the device sleeps, and is told when it wakes; not later than `within_s` from now.
    """

    outcome: str
    command: str
    renamed: dict[str, str] = Field(default_factory=dict)
    """Today's paths of the properties that were asked for by a former one."""
    within_s: float | None = None


NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
NAMES: Final[dict[type[Outcome], str]] = {
    Confirmed: "confirmed",
    Unconfirmed: "unconfirmed",
    Waiting: "waiting",
    Refused: "refused",
    TimedOut: "timed-out",
    Failed: "failed",
}


def answer(outcome: Outcome, metrics: Metrics, renamed: Mapping[str, str] = NOTHING) -> Answer:
    """Give 200 for confirmed, 202 for unconfirmed and waiting; raise Problem for the rest."""
    name = NAMES[type(outcome)]
    metrics.counts.commands[name] += 1
    if isinstance(outcome, Confirmed):
        return Answer(status=200, body=OutcomeBody(outcome=name, command=outcome.command, renamed=dict(renamed)))
    if isinstance(outcome, Unconfirmed):
        return Answer(status=202, body=OutcomeBody(outcome=name, command=outcome.command, renamed=dict(renamed)))
    if isinstance(outcome, Waiting):
        told = OutcomeBody(outcome=name, command=outcome.command, renamed=dict(renamed), within_s=outcome.within_s)
        return Answer(status=202, body=told)
    raise problem(outcome)


def problem(outcome: Refused | TimedOut | Failed) -> Problem:
    """Say what went wrong: 403, 409 or 422 refused, 504 no report in time, 502 the device or its network."""
    if isinstance(outcome, TimedOut):
        return Problem("timed-out", f"no report within {outcome.after_s:g} s")
    if isinstance(outcome, Failed):
        fix = "Try again" if outcome.retry else ""
        return Problem("device-failed", outcome.reason, code=outcome.code, fix=fix)
    status = 403 if outcome.code in FORBIDDEN else 409 if outcome.retry else 422
    return Problem("refused", outcome.reason, code=outcome.code, fix=outcome.fix, status=status)
