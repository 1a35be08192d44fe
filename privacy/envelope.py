"""The envelope: one pure function of contract, slot, entries and pseudonym, used by core and egress alike.

An envelope is a JSON object padded with spaces to exactly the contract's size, so any JSON reader reads it. A dummy
is the envelope without entries. Values come from closed alphabets, so the longest envelope is known beforehand.
"""

import datetime as dt
from functools import lru_cache
from typing import Final

from privacy import alphabet
from privacy.canonical import identity
from privacy.contract import Contract, Output, Window
from privacy.entry import Entry
from privacy.slot import first_kept

FORM: Final = "hutong-envelope/1"
PSEUDONYM_CHARS: Final = 32  # lower-case hexadecimal, 128 random bits
SLOT_DIGITS: Final = 12
_FROM_CHARS: Final = len("2026-11-22T00:00:00Z")
_LAST_SECOND: Final = 253_402_300_800  # 10000-01-01T00:00Z


class EnvelopeRefused(ValueError):  # noqa: N818
    """Entries that the contract does not declare."""


@lru_cache(maxsize=64)
def contract_hash(contract: Contract) -> str:
    """Give the contract's identity."""
    return identity(contract)


def window_s(output: Output) -> int:
    """Give the length of an output's window in seconds; its pipeline begins with it."""
    first = output.steps[0]
    if not isinstance(first, Window):
        raise TypeError(f"output {output.name} does not begin with a window")
    return first.seconds


@lru_cache(maxsize=64)
def base_s(contract: Contract) -> int:
    """Give the shortest window of the contract: one entry is made when one ends."""
    return min(window_s(output) for output in contract.outputs)


def is_due(output: Output, window: int, base: int) -> bool:
    """Whether the output's own window ends together with this base window."""
    return ((window + 1) * base) % window_s(output) == 0


def entries_fault(contract: Contract, slot: int, entries: tuple[Entry, ...], after: int = -1) -> str:
    """Say why these entries may not leave in this slot; empty when they may.

    `after` is the newest window sent or offered before: later entries must be newer.
    """
    if not 0 <= slot < 10**SLOT_DIGITS:
        return "slot out of range"
    if len(entries) > contract.cadence.entries:
        return f"more than {contract.cadence.entries} entries"
    base, slot_s = base_s(contract), contract.cadence.slot_s
    oldest = max(after + 1, first_kept(slot, slot_s, contract.retention.outbox_s, base), 0)
    for entry in entries:
        if type(entry.window) is not int or entry.window < oldest:
            return "entries are not in order, or too old"
        if (entry.window + 1) * base > slot * slot_s:
            return "a window that has not ended"
        if fault := _values_fault(contract, entry, base):
            return fault
        oldest = entry.window + 1
    return ""


def _values_fault(contract: Contract, entry: Entry, base: int) -> str:
    if len(entry.values) != len(contract.outputs):
        return "an entry has one value for each output"
    if all(value is None for value in entry.values):
        return "an entry without a value"
    for output, value in zip(contract.outputs, entry.values, strict=True):
        if value is None:
            continue
        if type(value) is not int or not 0 <= value < alphabet.size(output.form):
            return f"output {output.name}: no member of its type"
        if not is_due(output, entry.window, base):
            return f"output {output.name}: its window has not ended"
    return ""


def envelope(contract: Contract, slot: int, entries: tuple[Entry, ...], pseudonym: str) -> bytes:
    """Build the bytes of one slot: always exactly `cadence.envelope_bytes`.

    Raises EnvelopeRefused for entries that are not declared, or a pseudonym that is none.
    """
    if fault := entries_fault(contract, slot, entries):
        raise EnvelopeRefused(fault)
    if len(pseudonym) != PSEUDONYM_CHARS or not set(pseudonym) <= set("0123456789abcdef"):
        raise EnvelopeRefused("a pseudonym is 32 hexadecimal digits")
    data = _text(contract, slot, entries, pseudonym).encode()
    if len(data) > contract.cadence.envelope_bytes:
        raise EnvelopeRefused("longer than the contract's envelope")
    return data.ljust(contract.cadence.envelope_bytes)


def dummy(contract: Contract, slot: int, pseudonym: str) -> bytes:
    """Build the envelope of a slot in which nothing is held."""
    return envelope(contract, slot, (), pseudonym)


def _text(contract: Contract, slot: int, entries: tuple[Entry, ...], pseudonym: str) -> str:
    body = ",".join(_entry(contract, entry) for entry in entries)
    return (
        f'{{"form":"{FORM}","contract":"{contract_hash(contract)}","pseudonym":"{pseudonym}",'
        f'"slot":{slot},"entries":[{body}]}}'
    )


def _entry(contract: Contract, entry: Entry) -> str:
    values = ",".join(
        f'"{output.name}":{alphabet.text(output.form, index)}'
        for output, index in zip(contract.outputs, entry.values, strict=True)
    )
    return f'{{"from":"{_moment(entry.window * base_s(contract))}","values":{{{values}}}}}'


def _moment(seconds: int) -> str:
    if seconds >= _LAST_SECOND:
        raise EnvelopeRefused("a window beyond the calendar")
    return f"{dt.datetime.fromtimestamp(seconds, dt.UTC):%Y-%m-%dT%H:%M:%SZ}"


def longest_envelope(contract: Contract) -> int:
    """Bound in bytes the envelope of any slot with any values; `check` proves that it fits."""
    names_and_values = sum(len(f'"{output.name}":,') + alphabet.longest(output.form) for output in contract.outputs)
    entry = len('{"from":"","values":{}},') + _FROM_CHARS + names_and_values
    frame = len(f'{{"form":"{FORM}","contract":"","pseudonym":"","slot":,"entries":[]}}')
    return frame + 64 + PSEUDONYM_CHARS + SLOT_DIGITS + contract.cadence.entries * entry
