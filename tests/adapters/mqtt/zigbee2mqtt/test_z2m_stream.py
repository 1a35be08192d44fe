"""A JSON array read in pieces is the array that was sent."""

import json
from collections import deque
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.mqtt.zigbee2mqtt.stream import ELEMENT, BrokenStream, Element, elements

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


def cut(data: bytes, places: list[int]) -> deque[bytes]:
    ends = sorted({place % (len(data) + 1) for place in places} | {0, len(data)})
    return deque(data[a:b] for a, b in pairwise(ends))


def read(pieces: deque[bytes]) -> tuple[list[Any], str]:
    values, reason = [], ""
    for one in elements(pieces):
        if isinstance(one, Element):
            values.append(one.value)
        elif isinstance(one, BrokenStream):
            reason = one.reason
    return values, reason


@given(
    st.lists(JSON, max_size=6), st.lists(st.integers(0, 5000), max_size=12), st.booleans(), st.sampled_from([None, 2])
)
def test_any_array_cut_anywhere(values: list[Any], places: list[int], escaped: bool, indent: int | None) -> None:
    text = json.dumps(values, ensure_ascii=escaped, indent=indent)
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return
    assert read(cut(data, places)) == (values, "")


@pytest.mark.parametrize(
    ("text", "count", "reason"),
    [
        (b"", 0, "ends too early"),
        (b"{}", 0, "not a list"),
        (b"[1, 2", 2, "ends too early"),
        (b"[1 2]", 1, "comma"),
        (b"[1, ]", 1, "not well formed"),
        (b"[1] x", 1, "after its end"),
        (b"[NaN]", 0, "no JSON number"),
        (b'["\xff"]', 0, "not UTF-8"),
        (b"[" * 200_000, 0, "too deep"),
    ],
    ids=["empty", "object", "cut", "comma", "trailing comma", "rest", "NaN", "bytes", "deep"],
)
def test_what_is_broken_is_told_with_what_came_before(text: bytes, count: int, reason: str) -> None:
    values, told = read(deque([text]))
    assert len(values) == count
    assert reason in told


def test_an_endless_element_is_given_up_before_it_fills_the_memory() -> None:
    pieces = deque([b'["', *([b"x" * 100_000] * 100)])
    values, reason = read(pieces)
    assert not values
    assert "longer than" in reason
    assert not pieces


def test_it_gives_the_loop_a_turn_on_long_input() -> None:
    text = json.dumps(["x" * 1000] * 3000).encode()
    turns = sum(one is None for one in elements(deque([text])))
    assert turns >= len(text) // (1 << 18)
    assert len(text) > ELEMENT
