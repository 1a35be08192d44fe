"""AES against the published vectors of NIST SP 800-38A, and what is no cipher text."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.sdk.aes import Cbc, CipherTextError, Ecb, padded, unpadded

KEY = bytes.fromhex("2b7e151628aed2a6abf7158809cf4f3c")
PLAIN = bytes.fromhex("6bc1bee22e409f96e93d7e117393172a")


def test_ecb_gives_the_published_block() -> None:
    """SP 800-38A F.1.1."""
    assert Ecb(KEY).blocks(PLAIN).hex() == "3ad77bb40d7a3660a89ecaf32466ef97"


def test_cbc_gives_the_published_block() -> None:
    """SP 800-38A F.2.1."""
    text = Cbc(KEY, bytes(range(16))).encrypt(PLAIN)
    assert text[:16].hex() == "7649abac8119b246cee98e9b12e9197d"
    assert len(text) == 32


@given(st.binary(min_size=16, max_size=16), st.lists(st.binary(max_size=100), max_size=4))
def test_one_object_serves_many_texts(key: bytes, texts: list[bytes]) -> None:
    for cipher in (Ecb(key), Cbc(key, key)):
        assert [cipher.decrypt(cipher.encrypt(text)) for text in texts] == texts


@given(st.binary(max_size=64))
def test_other_bytes_are_a_typed_error_or_a_text(data: bytes) -> None:
    for cipher in (Ecb(KEY), Cbc(KEY, KEY)):
        with suppress(CipherTextError):
            assert len(cipher.decrypt(data)) < len(data)


@pytest.mark.parametrize("data", [b"", bytes(16), b"\x11" * 16, b"\x01" * 15, b"a" * 14 + b"\x01\x02"])
def test_what_is_no_padding(data: bytes) -> None:
    with pytest.raises(CipherTextError):
        unpadded(data)


def test_whole_blocks_get_one_more() -> None:
    assert padded(bytes(16)) == bytes(16) + b"\x10" * 16
