"""What a campaign showed, as a table and as JSON."""

import statistics
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from tests.faults.campaign import LIMIT_S, Outcome, by_kind

Document = dict[str, Any]
COUNTS: Final = ("losses", "unmarked_duplicates", "marked_repeats", "disagreements", "not_recovered", "over_limit")


def document(outcome: Outcome) -> Document:
    """Give everything in one object."""
    return {
        "seed": outcome.seed,
        "faults": len(outcome.ordeals),
        "by_kind": {
            kind: {"faults": n, "recovery": _times(o.recovery_s() for o in outcome.ordeals if o.kind == kind)}
            for kind, n in sorted(by_kind(outcome).items())
        },
        "losses": len(outcome.losses),
        "unmarked_duplicates": len(outcome.unmarked),
        "marked_repeats": outcome.marked,
        "disagreements": sum(bool(one.disagreements) for one in outcome.ordeals),
        "not_recovered": sum(o.recovery_s() is None for o in outcome.ordeals),
        "over_limit": sum(o.is_late() for o in outcome.ordeals),
        "over_limit_with_waiting": sum((o.recovery_s() or LIMIT_S + 1) > LIMIT_S for o in outcome.ordeals),
        "points_that_did_not_come": sum(o.has_missed for o in outcome.ordeals),
        "recovery": _times(o.recovery_s() for o in outcome.ordeals),
        "waited_for_a_processor": _times(o.waited_s for o in outcome.ordeals),
        "to_ready": _times(o.ready_s for o in outcome.ordeals),
        "to_well": _times(o.well_s for o in outcome.ordeals),
        "to_send": _times(o.send_s for o in outcome.ordeals),
        "envelopes": outcome.envelopes,
        "ledger_leaves": outcome.leaves,
        "answered": outcome.told,
        "unanswered": outcome.untold,
        "what": [
            *(
                f"{o.kind} ({o.note}) took {o.recovery_s() or 'for ever'}, {o.waited_s:.2f} of it waiting"
                for o in outcome.late()
            ),
            *outcome.losses,
            *outcome.unmarked,
            *(d for o in outcome.ordeals for d in o.disagreements),
        ][:50],
    }


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
    lines += [
        f"{name.replace('_', ' ')}: {told[name]}"
        for name in ("recovery", "waited_for_a_processor", "to_ready", "to_well", "to_send")
    ]
    more = ("envelopes", "ledger_leaves", "answered", "unanswered")
    lines += [", ".join(f"{told[name]} {name.replace('_', ' ')}" for name in more), *told["what"]]
    return "\n".join([*lines, f"seed {told['seed']}"])


def page(told: Document) -> str:
    """Lay it out for the documentation."""
    rows = [
        f"| {kind} | {one['faults']} | {one['recovery'].get('p50_s', '?')} | {one['recovery'].get('max_s', '?')} |"
        for kind, one in told["by_kind"].items()
    ]
    times, names = told["recovery"], (*COUNTS, "envelopes", "ledger_leaves", "answered", "unanswered")
    whole = f"| all | {told['faults']} | {times.get('p50_s', '?')} | {times.get('max_s', '?')} |"
    counts = ", ".join(f"{name.replace('_', ' ')} {told[name]}" for name in names)
    head = "| fault | times | recovery, median s | longest s |\n| --- | --- | --- | --- |"
    return "\n".join([head, *rows, whole, "", f"Seed {told['seed']}: {counts}."])


def put(path: Path, name: str, text: str) -> None:
    """Replace what stands in a page between its mark `<!-- generated: NAME -->` and the next `<!-- end -->`."""
    before, mark, rest = path.read_text("utf-8").partition(f"<!-- generated: {name} -->\n")
    if not mark:
        raise ValueError(f"{path} has no place for: {name}")
    path.write_text(f"{before}{mark}{text}\n<!-- end -->{rest.partition('<!-- end -->')[2]}", "utf-8")
