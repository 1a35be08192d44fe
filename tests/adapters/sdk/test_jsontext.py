"""JSON of vendor protocols: what is read, what is refused."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.sdk.jsontext import JsonTextError, read_object, write_object

TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), TREES, max_size=4))
def test_round_trip(told: dict[str, Any]) -> None:
    data = write_object(told)
    assert read_object(data) == told
    assert read_object(data.decode()) == told


def test_it_is_written_without_blanks_and_in_utf_8() -> None:
    assert write_object({"a": [1, True], "名": "灯"}) == '{"a":[1,true],"名":"灯"}'.encode()


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[]",
        b"1",
        b"\xff",
        b'{"a":NaN}',
        b'{"a":-Infinity}',
        b'{"a":1e999}',
        b'{"a":"\\ud800"}',
        b'{"a":"\\uDfff"}',
        b'{"a":' * 20_000,
        b'{"a":' + b"9" * 5000 + b"}",
    ],
)
def test_what_is_refused(text: bytes) -> None:
    with pytest.raises(JsonTextError):
        read_object(text)


def test_whole_surrogate_pairs_are_read() -> None:
    assert read_object(b'{"a":"\\ud83d\\ude00"}') == {"a": "\U0001f600"}


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800"])
def test_what_cannot_be_written(value: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        write_object({"a": value})


@given(st.text() | st.binary())
def test_any_text_is_an_object_or_a_typed_error(text: str | bytes) -> None:
    with suppress(JsonTextError):
        assert isinstance(read_object(text), dict)
