import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy import alphabet
from privacy.contract import Choice, Contract, Count, Form, Measure, Number, Output, Window
from privacy.entry import Entry
from privacy.envelope import (
    EnvelopeRefused,
    base_s,
    contract_hash,
    dummy,
    entries_fault,
    envelope,
    is_due,
    longest_envelope,
)
from privacy.structure import structure_findings
from tests.privacy.samples import DEMO_CONTRACT, PSEUDONYM

SLOT = 6_000_000 // 12 * 12  # begins where an hour ends
HOUR_END = SLOT * 300 // 900  # the base window that begins there


def entry(window: int, *values: int | None) -> Entry:
    return Entry(window=window, values=values)


def read(data: bytes) -> dict[str, object]:
    tree: dict[str, object] = json.loads(data)
    return tree


def test_an_envelope_says_what_was_declared() -> None:
    data = envelope(DEMO_CONTRACT, SLOT, (entry(HOUR_END - 2, 3, None), entry(HOUR_END - 1, 7, 2)), PSEUDONYM)
    assert len(data) == 1024
    assert read(data) == {
        "form": "hutong-envelope/1",
        "contract": contract_hash(DEMO_CONTRACT),
        "pseudonym": PSEUDONYM,
        "slot": SLOT,
        "entries": [
            {"from": "2027-01-15T07:30:00Z", "values": {"energy": 0.15, "fault": None}},
            {"from": "2027-01-15T07:45:00Z", "values": {"energy": 0.35, "fault": "warning"}},
        ],
    }


def test_a_dummy_is_the_envelope_without_entries() -> None:
    data = dummy(DEMO_CONTRACT, SLOT, PSEUDONYM)
    assert len(data) == 1024
    assert read(data)["entries"] == []


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ((entry(HOUR_END, 1, None),), "a window that has not ended"),
        ((entry(HOUR_END - 1, 1, 1), entry(HOUR_END - 1, 1, 1)), "entries are not in order, or too old"),
        ((entry(HOUR_END - 1, 1, 1), entry(HOUR_END - 2, 1, None)), "entries are not in order, or too old"),
        ((entry(HOUR_END - 6 * 4 - 2, 1, None),), "entries are not in order, or too old"),
        ((entry(-1, 1, None),), "entries are not in order, or too old"),
        (tuple(entry(HOUR_END - n, 1, None) for n in (9, 8, 7, 6, 3)), "more than 4 entries"),
        ((entry(HOUR_END - 1, 1),), "an entry has one value for each output"),
        ((entry(HOUR_END - 1, None, None),), "an entry without a value"),
        ((entry(HOUR_END - 1, 101, None),), "output energy: no member of its type"),
        ((entry(HOUR_END - 1, -1, None),), "output energy: no member of its type"),
        ((entry(HOUR_END - 1, bool(1), None),), "output energy: no member of its type"),
        ((entry(HOUR_END - 1, 1.0, None),), "output energy: no member of its type"),  # type: ignore[arg-type]
        ((entry(HOUR_END - 1, "1", None),), "output energy: no member of its type"),  # type: ignore[arg-type]
        ((entry(HOUR_END - 1, 1, 6),), "output fault: no member of its type"),
        ((entry(HOUR_END - 2, 1, 2),), "output fault: its window has not ended"),
    ],
)
def test_what_was_not_declared_is_refused(entries: tuple[Entry, ...], reason: str) -> None:
    assert entries_fault(DEMO_CONTRACT, SLOT, entries) == reason
    with pytest.raises(EnvelopeRefused, match=reason):
        envelope(DEMO_CONTRACT, SLOT, entries, PSEUDONYM)


def test_a_window_is_offered_once() -> None:
    assert entries_fault(DEMO_CONTRACT, SLOT, (entry(HOUR_END - 1, 1, 1),), after=HOUR_END - 2) == ""
    assert entries_fault(DEMO_CONTRACT, SLOT, (entry(HOUR_END - 1, 1, 1),), after=HOUR_END - 1)


@pytest.mark.parametrize("pseudonym", ["", "x" * 32, PSEUDONYM.upper(), PSEUDONYM + "0", '"' + PSEUDONYM[1:]])
def test_a_pseudonym_carries_nothing_else(pseudonym: str) -> None:
    with pytest.raises(EnvelopeRefused, match="hexadecimal"):
        dummy(DEMO_CONTRACT, SLOT, pseudonym)


@pytest.mark.parametrize("slot", [-1, 10**12])
def test_a_slot_has_its_range(slot: int) -> None:
    assert entries_fault(DEMO_CONTRACT, slot, ()) == "slot out of range"


numbers = st.builds(
    lambda low, steps, places, step: Number(
        minimum=round(low * step * 10.0**-places, 9),
        maximum=round((low + steps) * step * 10.0**-places, 9),
        step=round(step * 10.0**-places, 9),
    ),
    st.integers(-3000, 3000),
    st.integers(1, 5000),
    st.integers(0, 6),
    st.integers(1, 1000),
)
members = st.text("abcXYZ019_.-", min_size=1, max_size=32)
forms = st.one_of(
    numbers,
    st.builds(Count, maximum=st.integers(1, 100_000)),
    st.builds(Choice, values=st.lists(members, min_size=1, max_size=30, unique=True).map(tuple)),
)


@st.composite
def contracts(draw: st.DrawFn) -> Contract:
    """Any well-formed contract of one to four outputs, with an envelope of exactly the size that check asks for."""
    shapes = draw(st.lists(forms, min_size=1, max_size=4))
    lengths = [draw(st.sampled_from([900, 1800, 3600])) for _ in shapes]
    outputs = tuple(
        Output(
            name=f"o{i}" * draw(st.integers(1, 8)) + f"x{i}",
            input="meter" if i else "health",
            steps=(Window(seconds=length, measure=Measure.SUM, coverage_percent=90),),
            form=form,
        )
        for i, (form, length) in enumerate(zip(shapes, lengths, strict=True))
    )
    inputs = DEMO_CONTRACT.inputs if len(shapes) > 1 else DEMO_CONTRACT.inputs[1:]
    cadence = replace(DEMO_CONTRACT.cadence, entries=draw(st.integers(2, 6)), envelope_bytes=65_536)
    contract = replace(DEMO_CONTRACT, inputs=inputs, outputs=outputs, cadence=cadence)
    size = max(longest_envelope(contract), 256)
    return replace(contract, cadence=replace(cadence, envelope_bytes=size))


@st.composite
def offers(draw: st.DrawFn) -> tuple[Contract, int, tuple[Entry, ...]]:
    """A contract, a slot and entries that it declares."""
    contract = draw(contracts())
    base = base_s(contract)
    windows = sorted(draw(st.sets(st.integers(0, 5), max_size=contract.cadence.entries)), reverse=True)
    slot = draw(st.integers(10**6, 10**7))
    last = slot * 300 // base - 1
    entries = []
    for back in windows:
        values = tuple(
            draw(st.none() | st.integers(0, alphabet.size(o.form) - 1)) if is_due(o, last - back, base) else None
            for o in contract.outputs
        )
        if any(value is not None for value in values):
            entries.append(Entry(window=last - back, values=values))
    return contract, slot, tuple(entries)


@given(offers())
def test_every_envelope_has_exactly_the_size_of_the_contract(offer: tuple[Contract, int, tuple[Entry, ...]]) -> None:
    contract, slot, entries = offer
    assert not structure_findings(contract)
    data = envelope(contract, slot, entries, PSEUDONYM)
    assert len(data) == len(dummy(contract, slot, PSEUDONYM)) == contract.cadence.envelope_bytes
    assert data == envelope(contract, slot, entries, PSEUDONYM)


@given(offers())
def test_an_envelope_tells_the_entries_and_nothing_else(offer: tuple[Contract, int, tuple[Entry, ...]]) -> None:
    contract, slot, entries = offer
    told = read(envelope(contract, slot, entries, PSEUDONYM))["entries"]
    assert isinstance(told, list)
    back = [
        tuple(
            None if value is None else alphabet.index_of(output.form, value)
            for output, value in zip(contract.outputs, one["values"].values(), strict=True)
        )
        for one in told
    ]
    assert back == [one.values for one in entries]


@given(forms, st.data())
def test_every_member_has_its_own_text_within_the_bound(form: Form, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, alphabet.size(form) - 1))
    other = data.draw(st.integers(0, alphabet.size(form) - 1))
    text = alphabet.text(form, index)
    assert len(text) <= alphabet.longest(form)
    assert alphabet.index_of(form, json.loads(text)) == index
    assert (text == alphabet.text(form, other)) == (index == other)


@pytest.mark.parametrize(
    ("form", "value", "index"),
    [
        (Number(minimum=-1, maximum=1, step=0.5), 0.5, 3),
        (Number(minimum=-1, maximum=1, step=0.5), 0.4, None),
        (Number(minimum=-1, maximum=1, step=0.5), 1.5, None),
        (Number(minimum=-1, maximum=1, step=0.5), "0.5", None),
        (Count(maximum=3), 9, 3),
        (Count(maximum=3), -1, None),
        (Choice(values=("a", "other")), "b", 1),
        (Choice(values=("a", "b")), "c", None),
        (Choice(values=("a", "b")), 1.0, None),
    ],
)
def test_members(form: Form, value: float | str, index: int | None) -> None:
    assert alphabet.index_of(form, value) == index


def test_the_sign_of_a_small_negative_number_is_in_the_bound() -> None:
    form = Number(minimum=-0.5, maximum=0.5, step=0.25)
    assert alphabet.text(form, 1) == "-0.25"
    assert alphabet.longest(form) >= len("-0.25")


def test_a_pipeline_begins_with_a_window() -> None:
    first = DEMO_CONTRACT.outputs[0].steps[0]
    assert isinstance(first, Window)
    bare = replace(DEMO_CONTRACT.outputs[0], steps=())
    with pytest.raises((TypeError, IndexError)):
        base_s(replace(DEMO_CONTRACT, outputs=(bare,)))
