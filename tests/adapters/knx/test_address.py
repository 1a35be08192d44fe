"""Addresses as text and numbers."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.knx.protocol.address import (
    AddressError,
    group_address,
    group_text,
    individual_address,
    individual_text,
)


@given(st.integers(1, 65_535))
def test_both_ways(number: int) -> None:
    assert group_address(group_text(number)) == number
    assert individual_address(individual_text(number)) == number
    assert group_address(f"{number >> 11}/{number & 2047}") == number
    assert group_address(str(number)) == number


@given(st.text(max_size=20))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    for read in (group_address, individual_address):
        with suppress(AddressError):
            assert 0 <= read(text) <= 65_535


@pytest.mark.parametrize(
    "text", ["", "0/0/0", "32/0/0", "1/8/0", "1/2/256", "1/2048", "65536", "1/2/3/4", "-1/2/3", "\uff11/2/3"]
)
def test_what_is_no_group_address(text: str) -> None:
    with pytest.raises(AddressError, match="1/2/3"):
        group_address(text)
