"""What a campaign showed, as a table and as JSON."""

import statistics
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from tests.faults.campaign import Ordeal, Outcome

Document = dict[str, Any]
COUNTS: Final = ("losses", "unmarked_duplicates", "marked_repeats", "disagreements", "not_recovered", "over_limit")
TIMES: Final = ("recovery", "recovery_unhindered", "to_ready", "to_well", "to_send")


def document(outcome: Outcome) -> Document:
    """Give everything in one object."""
    return {
        "seed": outcome.seed,
        "faults": len(outcome.ordeals),
        "by_kind": {
            kind: _of([one for one in outcome.ordeals if one.kind == kind])
            for kind in sorted({one.kind for one in outcome.ordeals})
        },
        "losses": len(outcome.losses),
        "unmarked_duplicates": len(outcome.unmarked),
        "marked_repeats": outcome.marked,
        "disagreements": sum(bool(one.disagreements) for one in outcome.ordeals),
        "not_recovered": sum(o.recovery_s() is None for o in outcome.ordeals),
        "over_limit": sum(o.is_late() for o in outcome.ordeals),
        "points_that_did_not_come": sum(o.has_missed for o in outcome.ordeals),
        "recovery": _times(o.recovery_s() for o in outcome.ordeals),
        "recovery_unhindered": _times(o.unhindered_s() for o in outcome.ordeals),
        "to_ready": _times(o.ready_s for o in outcome.ordeals),
        "to_well": _times(o.well_s for o in outcome.ordeals),
        "to_send": _times(o.send_s for o in outcome.ordeals),
        "envelopes": outcome.envelopes,
        "ledger_leaves": outcome.leaves,
        "answered": outcome.told,
        "unanswered": outcome.untold,
        "what": [
            *map(_late, outcome.late()),
            *outcome.losses,
            *outcome.unmarked,
            *(d for o in outcome.ordeals for d in o.disagreements),
        ][:50],
    }


def _of(ordeals: list[Ordeal]) -> Document:
    return {
        "faults": len(ordeals),
        "recovery": _times(one.recovery_s() for one in ordeals),
        "unhindered": _times(one.unhindered_s() for one in ordeals),
    }


def _late(ordeal: Ordeal) -> str:
    took_s = ordeal.recovery_s()
    took = "did not recover" if took_s is None else f"took {took_s:.2f} s, {ordeal.waited_s:.2f} of it waiting"
    return f"{ordeal.kind} ({ordeal.note}): {took}"


def _times(found: Iterable[float | None]) -> dict[str, float]:
    times = [one for one in found if one is not None]
    if not times:
        return {}
    return {"p50_s": round(statistics.median(times), 2), "max_s": round(max(times), 2)}


def table(told: Document) -> str:
    """Lay it out for a terminal."""
    lines = [f"{'fault':34} {'times':>5} {'p50 s':>7} {'max s':>7}"]
    for kind, one in told["by_kind"].items():
        times = one["recovery"]
        lines.append(f"{kind:34} {one['faults']:5} {times.get('p50_s', '-'):>7} {times.get('max_s', '-'):>7}")
    lines += ["", *(f"{name.replace('_', ' ')}: {told[name]}" for name in (*COUNTS, "points_that_did_not_come"))]
    lines += [f"{name.replace('_', ' ')}: {told[name]}" for name in TIMES]
    more = ("envelopes", "ledger_leaves", "answered", "unanswered")
    lines += [", ".join(f"{told[name]} {name.replace('_', ' ')}" for name in more), *told["what"]]
    return "\n".join([*lines, f"seed {told['seed']}"])


def page(told: Document) -> str:
    """Lay it out for the documentation."""
    whole = {"faults": told["faults"], "recovery": told["recovery"], "unhindered": told["recovery_unhindered"]}
    rows = [_row(kind, one) for kind, one in (told["by_kind"] | {"**all**": whole}).items()]
    names = (*COUNTS, "envelopes", "ledger_leaves", "answered", "unanswered")
    counts = ", ".join(f"{name.replace('_', ' ')} {told[name]}" for name in names)
    head = "| fault | times | recovery, median s | longest s | unhindered, median s | longest s |"
    return "\n".join([head, "| --- |" + " --- |" * 5, *rows, "", f"Seed {told['seed']}: {counts}."])


def _row(kind: str, one: Document) -> str:
    times = (one[what].get(which, "?") for what in ("recovery", "unhindered") for which in ("p50_s", "max_s"))
    return f"| {kind} | {one['faults']} | {' | '.join(map(str, times))} |"


def put(path: Path, name: str, text: str) -> None:
    """Replace what stands in a page between its mark `<!-- figures: NAME -->` and the next `<!-- end -->`."""
    before, mark, rest = path.read_text("utf-8").partition(f"<!-- figures: {name} -->\n")
    if not mark:
        raise ValueError(f"{path} has no place for: {name}")
    path.write_text(f"{before}{mark}{text}\n<!-- end -->{rest.partition('<!-- end -->')[2]}", "utf-8")
