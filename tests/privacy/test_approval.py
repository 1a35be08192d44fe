import base64
import json
from collections.abc import Callable
from typing import Any

import pytest

from privacy.approval import ApprovalInvalid, ApprovalKey, key_id, verify
from privacy.consent import Consent
from privacy.document import contract_hash
from tests.privacy.samples import DEMO_CONTRACT, WEEKLY

KEY = ApprovalKey.from_seed(bytes(range(32)))
OTHER = ApprovalKey.from_seed(bytes(32))
KEYS = {KEY.key_id: KEY.public}
CONSENT = Consent(id="c" * 32, contract=contract_hash(DEMO_CONTRACT), key_id=KEY.key_id, given_at_ms=1)
DOCUMENT = KEY.approve(CONSENT, DEMO_CONTRACT)


def test_an_approval_verifies_and_brings_its_contract() -> None:
    approval = verify(DOCUMENT, KEYS)
    assert approval.contract == DEMO_CONTRACT
    assert approval.consent == CONSENT


def test_a_document_is_the_same_bytes_each_time() -> None:
    assert KEY.approve(CONSENT, DEMO_CONTRACT) == DOCUMENT


def changed(edit: Callable[[dict[str, Any]], None]) -> bytes:
    tree = json.loads(DOCUMENT)
    edit(tree)
    return json.dumps(tree).encode()


def put(key: str, value: Any, *way: str) -> bytes:
    def edit(tree: dict[str, Any]) -> None:
        for step in way:
            tree = tree[step]
        tree[key] = value

    return changed(edit)


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (b"", "form"),
        (b"{}", "form"),
        (put("form", "hutong-approval/2"), "form"),
        (put("extra", 1), "form"),
        (put("name", "changed", "contract"), "mismatch"),
        (put("slot_s", 61, "contract", "cadence"), "contract"),
        (put("contract", contract_hash(WEEKLY), "consent"), "mismatch"),
        (put("given_at_ms", 2, "consent"), "signature"),
        (put("separate", ["abroad"], "consent"), "signature"),
        (put("key_id", "0" * 64, "consent"), "unknown-key"),
        (put("signature", base64.b64encode(bytes(64)).decode()), "signature"),
        (put("signature", "AA=="), "signature"),
        (put("signature", "é"), "signature"),
    ],
)
def test_a_changed_document_approves_nothing(document: bytes, code: str) -> None:
    with pytest.raises(ApprovalInvalid) as caught:
        verify(document, KEYS)
    assert caught.value.code == code


def test_a_key_that_is_not_pinned_approves_nothing() -> None:
    with pytest.raises(ApprovalInvalid, match="no resident"):
        verify(DOCUMENT, {OTHER.key_id: OTHER.public})
    with pytest.raises(ApprovalInvalid, match="no resident"):
        verify(DOCUMENT, {KEY.key_id: OTHER.public})


def test_a_key_signs_only_consents_that_name_it_and_their_contract() -> None:
    with pytest.raises(ApprovalInvalid, match="another"):
        OTHER.approve(CONSENT, DEMO_CONTRACT)
    with pytest.raises(ApprovalInvalid, match="another"):
        KEY.approve(CONSENT, WEEKLY)


def test_the_key_file_opens_with_its_passphrase_only() -> None:
    pem = KEY.to_pem("correct horse")
    assert pem.startswith(b"-----BEGIN ENCRYPTED PRIVATE KEY-----")
    assert ApprovalKey.from_pem(pem, "correct horse").key_id == KEY.key_id == key_id(KEY.public)
    for data, word in ((pem, "wrong"), (pem, ""), (b"junk", "correct horse")):
        with pytest.raises(ApprovalInvalid, match="cannot be opened"):
            ApprovalKey.from_pem(data, word)
    with pytest.raises(ApprovalInvalid, match="needs a passphrase"):
        KEY.to_pem("")


def test_the_private_key_is_in_no_repr() -> None:
    assert "Ed25519" not in repr(KEY)
