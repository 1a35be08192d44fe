import json
from typing import Any

import pytest

from privacy.document import contract_hash
from privacy.entry import Entry
from privacy.frames import lease_of
from privacy.wire import (
    ApprovalResult,
    ContractEnded,
    Contracts,
    ContractState,
    FromCore,
    FromEgress,
    GrantLease,
    Hello,
    HelloAck,
    JournalRecords,
    LeaseResult,
    Malformed,
    OfferResult,
    OfferSlot,
    QueryContracts,
    QueryJournal,
    RelayApproval,
    RelayWithdrawal,
    SlotSent,
)
from schemas.codec import CodecError, decode, encode
from tests.privacy.samples import DEMO_CONTRACT, PSEUDONYM

HASH = contract_hash(DEMO_CONTRACT)
STATE = ContractState(contract=HASH, active=True, pseudonym=PSEUDONYM, pseudonym_until=9)
SENT = SlotSent(number=1, contract=HASH, slot=7, kind="dummy", sha256="0" * 64, bytes=9, at_ms=5, result="unknown")
CORE: list[FromCore] = [
    Hello(version=1),
    RelayApproval(document="AA=="),
    RelayWithdrawal(contract=HASH),
    QueryContracts(),
    GrantLease(lease=lease_of(DEMO_CONTRACT, HASH, PSEUDONYM, 1, 2)),
    OfferSlot(contract=HASH, slot=7, entries=(Entry(window=1, values=(1, None)),), envelope_sha256="0" * 64),
    QueryJournal(after=0),
]
EGRESS: list[FromEgress] = [
    HelloAck(version=1, boot="b", contracts=(STATE,)),
    Contracts(contracts=(STATE,)),
    ApprovalResult(accepted=True, contract=HASH, state=STATE),
    ApprovalResult(accepted=False, reason="signature"),
    LeaseResult(accepted=False, contract=HASH, reason="no"),
    OfferResult(accepted=True, contract=HASH, slot=7),
    SENT,
    JournalRecords(records=(SENT,)),
    ContractEnded(contract=HASH, reason="expired"),
    Malformed(reason="?"),
]


@pytest.mark.parametrize("message", CORE, ids=lambda message: type(message).__name__)
def test_what_the_core_says_reads_back(message: FromCore) -> None:
    assert decode(encode(message), FromCore) == message


@pytest.mark.parametrize("message", EGRESS, ids=lambda message: type(message).__name__)
def test_what_egress_says_reads_back(message: FromEgress) -> None:
    assert decode(encode(message), FromEgress) == message


@pytest.mark.parametrize("value", [1.5, True, "1", [1], {"a": 1}])
def test_a_value_is_an_index_or_nothing(value: Any) -> None:
    data = encode(CORE[5]).replace(b"[1,null]", b"[VALUE,null]")
    assert b"VALUE" in data
    with pytest.raises(CodecError):
        decode(data.replace(b"VALUE", json.dumps(value).encode()), FromCore)
