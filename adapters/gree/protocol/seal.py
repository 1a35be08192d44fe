"""The sealed part of a message: JSON under AES-128, base64 in `pack`.

ECB with PKCS#7, or GCM with a nonce and associated data that are the same for every message, its tag in `tag`. Scans
and binding use keys that are the same for every unit; all else uses the key that the unit gave when it was bound.

Sources: tomikaa87/gree-remote README, "Protocol details" (ECB); the public notes on firmware that "uses the new
encryption", as RobHofmann/HomeAssistant-GreeClimateComponent has them (GCM, its key, nonce and associated data).
"""

import base64
import binascii
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from adapters.gree.protocol.error import BadPayloadError, CipherError, KeyRejectedError
from adapters.sdk.aes import CipherTextError, Ecb
from adapters.sdk.jsontext import JsonTextError, read_object, write_object

_NONCE: Final = bytes.fromhex("5440784449675a516c5e6313")
_BESIDE: Final = b"qualcomm-test"


class Form(StrEnum):
    """The two ciphers that units use."""

    ECB = "ecb"
    GCM = "gcm"

    @property
    def other(self) -> "Form":
        """Give the one to try when this one is not answered."""
        return Form.GCM if self is Form.ECB else Form.ECB


def form_of(outer: Mapping[str, Any]) -> Form:
    """Tell which cipher a message is under: only GCM has a tag."""
    return Form.GCM if outer.get("tag") else Form.ECB


def _bytes(outer: Mapping[str, Any], name: str) -> bytes:
    value = outer.get(name)
    try:
        return base64.b64decode(value, validate=True) if isinstance(value, str) else b""
    except (binascii.Error, ValueError):
        raise BadPayloadError(f"{name} is no base64") from None


class Seal:
    """One key under one cipher, both ways."""

    __slots__ = ("_ecb", "_gcm", "form")

    def __init__(self, form: Form, key: bytes) -> None:
        """Take a key of 16 bytes; ValueError for another length."""
        if len(key) != 16:
            raise ValueError("a unit's key has 16 characters")
        self.form = form
        self._ecb = Ecb(key)
        self._gcm = AESGCM(key)

    def close(self, told: Mapping[str, Any]) -> dict[str, str]:
        """Give the fields `pack` and, for GCM, `tag`."""
        text = write_object(told)
        if self.form is Form.ECB:
            return {"pack": base64.b64encode(self._ecb.encrypt(text)).decode()}
        sealed = self._gcm.encrypt(_NONCE, text, _BESIDE)
        return {"pack": base64.b64encode(sealed[:-16]).decode(), "tag": base64.b64encode(sealed[-16:]).decode()}

    def open(self, outer: Mapping[str, Any]) -> dict[str, Any]:
        """Give what a message holds; GreeProtocolError where it is not under this key and cipher."""
        form = form_of(outer)
        if form is not self.form:
            raise CipherError(form, self.form)
        try:
            return read_object(self._text(outer))
        except JsonTextError:
            raise KeyRejectedError("what a message holds is not under our key, or was damaged") from None

    def _text(self, outer: Mapping[str, Any]) -> bytes:
        sealed = _bytes(outer, "pack")
        try:
            if self.form is Form.GCM:
                return self._gcm.decrypt(_NONCE, sealed + _bytes(outer, "tag"), _BESIDE).rstrip(b"\0")
            plain = self._ecb.unblocks(sealed)
        except CipherTextError:
            raise BadPayloadError("what a message holds is no cipher text") from None
        except InvalidTag:
            raise KeyRejectedError("what a message holds is not under our key, or was damaged") from None
        return plain[: plain.rfind(b"}") + 1]  # some units pad with NUL, some not at all


GENERIC: Final = {
    Form.ECB: Seal(Form.ECB, b"a3K8Bx%2r8Y7#xDh"),
    Form.GCM: Seal(Form.GCM, b"{yxAHAY_Lm6pbC/<"),
}
"""What scans and binding are under. The keys are public: whoever is on the network can bind."""
