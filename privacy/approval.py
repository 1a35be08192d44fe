"""Approvals: a consent and the contract it is for, signed by a resident's key that the gateway never holds.

The signed bytes are SIGNED_PREFIX and the canonical form of the consent, which names the contract by its hash.
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from privacy.canonical import canonical, digest
from privacy.consent import Consent
from privacy.contract import Contract
from privacy.envelope import contract_hash
from privacy.errors import PrivacyError
from privacy.structure import structure_findings
from schemas.codec import CodecError, decode

SIGNED_PREFIX: Final = b"hutong-approval/1\x00"
MAX_BYTES: Final = 128 * 1024


class ApprovalInvalid(PrivacyError):  # noqa: N818
    """The document approves nothing. `code` is stable."""

    def __init__(self, code: str, reason: str) -> None:
        """Say what is wrong in one line."""
        super().__init__(reason)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedApproval:
    """The document that is relayed to egress: it holds the contract, so egress needs nobody else's copy."""

    form: Literal["hutong-approval/1"]
    consent: Consent
    contract: Contract
    signature: str  # base64, Ed25519 (RFC 8032)


def key_id(public: bytes) -> str:
    """Name a key: SHA-256 of its 32 raw public bytes."""
    return digest(public)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalKey:
    """A resident's private key, for the command line; on disk it is PKCS #8 PEM under a passphrase."""

    private: Ed25519PrivateKey = field(repr=False)

    @classmethod
    def from_seed(cls, seed: bytes) -> "ApprovalKey":
        """Make a key of 32 random bytes that the caller drew."""
        return cls(private=Ed25519PrivateKey.from_private_bytes(seed))

    @classmethod
    def from_pem(cls, pem: bytes, passphrase: str) -> "ApprovalKey":
        """Open a key file; raises ApprovalInvalid where file or passphrase is wrong."""
        try:
            private = serialization.load_pem_private_key(pem, passphrase.encode())
        except (ValueError, TypeError):
            raise ApprovalInvalid(
                "key-file", "the key file cannot be opened: wrong passphrase, or no key file"
            ) from None
        if not isinstance(private, Ed25519PrivateKey):
            raise ApprovalInvalid("key-file", "the key file holds another kind of key; an approval key is Ed25519")
        return cls(private=private)

    def to_pem(self, passphrase: str) -> bytes:
        """Write the key file. An empty passphrase is refused."""
        if not passphrase:
            raise ApprovalInvalid("passphrase", "an approval key needs a passphrase")
        return self.private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(passphrase.encode()),
        )

    @property
    def public(self) -> bytes:
        """Give the 32 raw public bytes that egress pins."""
        return self.private.public_key().public_bytes_raw()

    @property
    def key_id(self) -> str:
        """Give the key's name."""
        return key_id(self.public)

    def approve(self, consent: Consent, contract: Contract) -> bytes:
        """Sign; raises ApprovalInvalid where the consent names another contract or key."""
        if consent.contract != contract_hash(contract) or consent.key_id != self.key_id:
            raise ApprovalInvalid("mismatch", "the consent names another contract or another key")
        signature = base64.b64encode(self.private.sign(_signed(consent))).decode()
        return canonical(
            SignedApproval(form="hutong-approval/1", consent=consent, contract=contract, signature=signature)
        )


def _signed(consent: Consent) -> bytes:
    return SIGNED_PREFIX + canonical(consent)


def verify(document: bytes, keys: Mapping[str, bytes]) -> SignedApproval:
    """Check a document against the pinned public keys by key id; raises ApprovalInvalid.

    Good means: well formed, by a pinned key, over this consent, whose contract is the one inside.
    """
    try:
        approval = decode(document, SignedApproval, max_bytes=MAX_BYTES)
    except CodecError as error:
        raise ApprovalInvalid("form", str(error)) from None
    if findings := structure_findings(approval.contract):
        raise ApprovalInvalid("contract", str(findings[0]))
    if approval.consent.contract != contract_hash(approval.contract):
        raise ApprovalInvalid("mismatch", "the consent is for another contract")
    public = keys.get(approval.consent.key_id)
    if public is None or key_id(public) != approval.consent.key_id:
        raise ApprovalInvalid("unknown-key", "no resident of this home has this key")
    _check_signature(approval, public)
    return approval


def _check_signature(approval: SignedApproval, public: bytes) -> None:
    try:
        signature = base64.b64decode(approval.signature, validate=True)
        Ed25519PublicKey.from_public_bytes(public).verify(signature, _signed(approval.consent))
    except (InvalidSignature, binascii.Error, ValueError):
        raise ApprovalInvalid("signature", "the signature is not of this key over this consent") from None
