from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy.consent import Consent, Withdrawal
from privacy.document import contract_hash
from privacy.frames import lease_of
from privacy.ledger import (
    ApprovalRelayed,
    ConsentRecorded,
    ConsentWithdrawn,
    EntriesDropped,
    LeaseGranted,
    LedgerBroken,
    LedgerEntry,
    ReleaseRefused,
    Row,
    SlotDecided,
    SlotEnded,
    commit,
    decode_entry,
    encode_entry,
    row,
    verify,
)
from privacy.merkle import Frontier, inclusion_proof, verify_inclusion
from privacy.wire import SlotSent
from tests.privacy.samples import DEMO_CONTRACT, PSEUDONYM

HASH = contract_hash(DEMO_CONTRACT)
SENT = SlotSent(
    number=1, contract=HASH, slot=7, kind="envelope", sha256="0" * 64, bytes=1152, at_ms=5, result="delivered"
)
ENTRIES: list[LedgerEntry] = [
    LeaseGranted(at_ms=1, lease=lease_of(DEMO_CONTRACT, HASH, PSEUDONYM, 7, 9)),
    ConsentRecorded(at_ms=1, consent=Consent(id="c" * 32, contract=HASH, key_id="k", given_at_ms=1)),
    ApprovalRelayed(at_ms=2, contract=HASH, consent="c" * 32, document_sha256="0" * 64, accepted=True),
    SlotDecided(at_ms=3, contract=HASH, slot=7, content="envelope", envelope_sha256="0" * 64, entries=1),
    SlotEnded(record=SENT),
    EntriesDropped(at_ms=4, contract=HASH, first_window=1, last_window=2, count=2),
    ReleaseRefused(at_ms=5, contract=HASH, slot=8, reasons=("withdrawn",)),
    ConsentWithdrawn(at_ms=6, withdrawal=Withdrawal(contract=HASH, at_ms=6)),
]


def written(entries: list[LedgerEntry]) -> tuple[list[Row], bytes]:
    rows, frontier = [], Frontier()
    for index, entry in enumerate(entries):
        one, frontier = row(frontier, index.to_bytes(16), entry)
        rows.append(one)
    return rows, frontier.root


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: type(entry).__name__)
def test_every_entry_reads_back(entry: LedgerEntry) -> None:
    assert decode_entry(encode_entry(entry)) == entry


def test_a_whole_ledger_verifies() -> None:
    rows, root = written(ENTRIES)
    assert verify(rows, root).size == len(ENTRIES)
    assert verify(()).size == 0


def test_erased_entries_leave_the_tree_whole() -> None:
    rows, root = written(ENTRIES)
    rows[3] = replace(rows[3], salt=b"", entry=b"")
    assert verify(rows, root).root == root


def test_a_leaf_can_be_shown_to_stand_in_the_ledger() -> None:
    rows, root = written(ENTRIES)
    leaves = [one.leaf for one in rows]
    assert verify_inclusion(commit(rows[4].salt, rows[4].entry), 4, len(rows), inclusion_proof(leaves, 4), root)


def test_the_same_entry_has_another_leaf_under_another_salt() -> None:
    data = encode_entry(ENTRIES[0])
    assert commit(bytes(16), data) != commit(bytes([1] * 16), data)
    with pytest.raises(ValueError, match="16 bytes"):
        commit(b"", data)


@given(st.data())
def test_any_edit_drop_or_swap_is_found(data: st.DataObject) -> None:
    rows, root = written(ENTRIES)
    index = data.draw(st.integers(0, len(rows) - 1))
    broken = list(rows)
    match data.draw(st.sampled_from(["entry", "salt", "leaf", "drop", "swap", "resalted"])):
        case "entry":
            broken[index] = replace(rows[index], entry=rows[index].entry + b" ")
        case "salt":
            broken[index] = replace(rows[index], salt=bytes([9] * 16))
        case "leaf":
            broken[index] = replace(rows[index], leaf=bytes(32))
        case "drop":
            del broken[index]
        case "swap":
            other = (index + 1) % len(rows)
            broken[index], broken[other] = broken[other], broken[index]
        case _:
            entry = encode_entry(ENTRIES[index - 1])
            broken[index] = replace(rows[index], entry=entry, leaf=commit(rows[index].salt, entry))
    with pytest.raises(LedgerBroken):
        verify(broken, root)


def test_a_missing_row_is_found_without_a_root() -> None:
    rows, _ = written(ENTRIES)
    with pytest.raises(LedgerBroken, match="row 3 stands where row 2"):
        verify([*rows[:2], *rows[3:]])


def test_a_break_names_its_leaf() -> None:
    rows, root = written(ENTRIES)
    rows[2] = replace(rows[2], entry=b"{}")
    with pytest.raises(LedgerBroken, match="leaf 2") as caught:
        verify(rows, root)
    assert caught.value.index == 2
