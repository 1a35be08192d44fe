from hypothesis import given
from hypothesis import strategies as st

from privacy.slot import first_kept, next_slot, phase_ms, send_at_ms, slot_at, slots_within

lengths = st.sampled_from([60, 300, 900, 3600, 86_400])
moments = st.integers(0, 4_000_000_000_000)
names = st.text("0123456789abcdef", min_size=8, max_size=8)


@given(names, names, lengths)
def test_the_phase_lies_within_the_slot_and_after_the_last_minute(contract: str, pseudonym: str, slot_s: int) -> None:
    phase = phase_ms(contract, pseudonym, slot_s)
    assert min(75_000, slot_s * 250) <= phase < slot_s * 1000 - 999
    assert phase == phase_ms(contract, pseudonym, slot_s)


def test_recipients_and_pseudonyms_do_not_align() -> None:
    phases = {phase_ms("c", f"{n}", 900) for n in range(50)} | {phase_ms(f"{n}", "p", 900) for n in range(50)}
    assert len(phases) > 95
    spread = sorted(phases)
    assert spread[0] < 200_000
    assert spread[-1] > 800_000


@given(moments, lengths, names)
def test_the_next_slot_is_the_first_that_is_not_past(now: int, slot_s: int, name: str) -> None:
    phase = phase_ms(name, name, slot_s)
    slot = next_slot(now, slot_s, phase)
    assert send_at_ms(slot, slot_s, phase) >= now
    assert send_at_ms(slot - 1, slot_s, phase) < now
    assert slot - slot_at(now, slot_s) in (0, 1)


@given(st.integers(0, 10**7), lengths, st.integers(1, 100), st.integers(1, 8))
def test_the_oldest_window_kept_ended_within_the_outbox_time(slot: int, slot_s: int, waits: int, nest: int) -> None:
    outbox, base = waits * slot_s, nest * slot_s
    kept = first_kept(slot, slot_s, outbox, base)
    assert (kept + 1) * base >= slot * slot_s - outbox
    assert kept * base < slot * slot_s - outbox


def test_slots_within() -> None:
    assert slots_within(86_400, 300) == 288
    assert slots_within(10, 300) == 1
