"""Slot arithmetic: fixed send times that follow from the contract and the pseudonym alone."""

import hashlib
from typing import Final

SETTLE_S: Final = 75
"""The last minute of a window must be closed before its slot is sent: one minute and a margin."""


def phase_ms(contract: str, pseudonym: str, slot_s: int) -> int:
    """Give the offset of every send within its slot, so that recipients do not align.

    It comes from the contract's hash and the pseudonym and changes with either. From SETTLE_S (a quarter of a short
    slot) to one second before the slot's end.
    """
    low = min(SETTLE_S, slot_s // 4) * 1000
    room = slot_s * 1000 - low - 1000
    draw = hashlib.sha256(f"hutong-phase/1:{contract}:{pseudonym}".encode()).digest()
    return low + int.from_bytes(draw[:8]) % max(room, 1)


def slot_at(now_ms: int, slot_s: int) -> int:
    """Give the number of the slot that `now_ms` lies in."""
    return now_ms // (slot_s * 1000)


def send_at_ms(slot: int, slot_s: int, phase: int) -> int:
    """Give the wall time in milliseconds at which a slot is sent."""
    return slot * slot_s * 1000 + phase


def next_slot(now_ms: int, slot_s: int, phase: int) -> int:
    """Give the first slot whose send time is not before `now_ms`."""
    return -((phase - now_ms) // (slot_s * 1000))


def slots_within(seconds: int, slot_s: int) -> int:
    """Give how many whole slots fit, at least one."""
    return max(seconds // slot_s, 1)


def first_kept(slot: int, slot_s: int, outbox_s: int, base_s: int) -> int:
    """Give the oldest base window that may still be sent in `slot`: it ended at most `outbox_s` before the slot.

    Older ones are dropped and ledgered.
    """
    return -((outbox_s - slot * slot_s) // base_s) - 1
