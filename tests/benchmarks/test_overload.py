"""What a flood's client counts, and the page that is made of it."""

import time
from dataclasses import fields

from benchmarks.home import MARKER_NAME
from benchmarks.overload import Row, Seen, page


def rung(number: int, ago_s: float = 0.0) -> dict[str, object]:
    event = {"fields": {"event_type": "rung", "number": number, "sent_s": time.monotonic() - ago_s}}
    return {"type": "changes", "seq": 1, "changes": [{"device": "bell", "event": event}]}


def test_values_are_counted_but_not_those_of_the_switch() -> None:
    seen = Seen()
    seen.take({"type": "snapshot", "devices": [{"id": "m", "name": MARKER_NAME, "values": {"1/onOff/onOff": None}}]})
    for device in ("m", "s"):
        seen.take({"type": "changes", "seq": 1, "changes": [{"device": device, "values": {"a": 1, "b": 2}}]})
    assert (seen.switch, seen.values) == (("m", "1/onOff/onOff"), 2)


def test_an_event_that_is_missing_is_seen() -> None:
    seen = Seen()
    for number in (1, 2, 4):
        seen.take(rung(number, ago_s=2.0))
    assert (seen.events, seen.disordered) == (3, 1)
    assert min(seen.event_ms) >= 2000


def test_what_the_client_is_told_of_folding_and_outcomes_is_counted() -> None:
    seen = Seen(sent_s=time.monotonic())
    seen.take({"type": "folded", "values": 3})
    seen.take({"type": "outcome", "outcome": "confirmed"})
    seen.take({"type": "outcome", "outcome": "unconfirmed"})
    assert (seen.told_folded, seen.confirmed, len(seen.outcome_ms)) == (3, 1, 2)


def test_the_page_has_a_row_for_each_figure() -> None:
    rows = [{field.name: number + 1.0 for field in fields(Row)} for number in range(3)]
    text = page({"capacity_per_s": 1.0, "seconds": 15.0, "cpus": 2, "load_average": 0.5, "rows": rows})
    assert "| times the capacity | 1 | 2 | 3 |" in text
    for field in fields(Row)[1:]:
        assert f"| {field.name} | 1.0 | 2.0 | 3.0 |" in text
