"""What a campaign showed, as a table and as JSON."""

import statistics
from collections.abc import Iterable
from typing import Any

from tests.faults.campaign import LIMIT_S, Outcome, by_kind


def document(outcome: Outcome) -> dict[str, Any]:
    """Give everything in one object."""
    return {
        "seed": outcome.seed,
        "faults": len(outcome.ordeals),
        "by_kind": {
            kind: {"faults": n, "recovery": _times(o.well_s for o in outcome.ordeals if o.kind == kind)}
            for kind, n in sorted(by_kind(outcome).items())
        },
        "losses": len(outcome.losses),
        "unmarked_duplicates": len(outcome.unmarked),
        "marked_repeats": outcome.marked,
        "disagreements": sum(bool(one.disagreements) for one in outcome.ordeals),
        "not_recovered": sum(None in (o.ready_s, o.well_s, o.send_s) for o in outcome.ordeals),
        "over_limit": sum((o.well_s or 0) > LIMIT_S or (o.send_s or 0) > LIMIT_S for o in outcome.ordeals),
        "to_ready": _times(o.ready_s for o in outcome.ordeals),
        "to_well": _times(o.well_s for o in outcome.ordeals),
        "to_send": _times(o.send_s for o in outcome.ordeals),
        "envelopes": outcome.envelopes,
        "ledger_leaves": outcome.leaves,
        "answered": outcome.told,
        "unanswered": outcome.untold,
        "what": [*outcome.losses, *outcome.unmarked, *(d for o in outcome.ordeals for d in o.disagreements)][:50],
    }


def _times(found: Iterable[float | None]) -> dict[str, float]:
    times = [one for one in found if one is not None]
    if not times:
        return {}
    return {"p50_s": round(statistics.median(times), 2), "max_s": round(max(times), 2)}


def table(outcome: Outcome) -> str:
    """Lay it out for reading."""
    told = document(outcome)
    lines = [f"{'fault':28} {'times':>5} {'p50 s':>7} {'max s':>7}"]
    for kind, one in told["by_kind"].items():
        times = one["recovery"]
        lines.append(f"{kind:28} {one['faults']:5} {times.get('p50_s', '-'):>7} {times.get('max_s', '-'):>7}")
    names = ("losses", "unmarked_duplicates", "marked_repeats", "disagreements", "not_recovered", "over_limit")
    lines += ["", *(f"{name.replace('_', ' ')}: {told[name]}" for name in names)]
    lines += [f"{name.replace('_', ' ')}: {told[name]}" for name in ("to_ready", "to_well", "to_send")]
    more = ("envelopes", "ledger_leaves", "answered", "unanswered")
    lines += [", ".join(f"{told[name]} {name.replace('_', ' ')}" for name in more), *told["what"]]
    return "\n".join([*lines, f"seed {told['seed']}"])
