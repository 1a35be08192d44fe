import hashlib
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.core.row import Row
from gateway.core.series import WORDS, pack, unpack
from privacy.block import Block

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)
COUNTS = st.integers(0, 60_000)
PATHS = st.sampled_from(["1/onOff/onOff", "1/temperatureMeasurement/measuredValue", "2/vendor/x.y"])


@st.composite
def rows(draw: st.DrawFn) -> Row:
    minute, value = draw(st.integers(0, 30_000_000)), draw(st.none() | st.booleans() | NUMBERS | st.text(max_size=5))
    numeric = isinstance(value, float) and draw(st.booleans())
    detail = Block(
        minute=minute,
        count=draw(COUNTS),
        minimum=draw(NUMBERS) if numeric else None,
        maximum=draw(NUMBERS) if numeric else None,
        mean=draw(NUMBERS) if numeric else None,
        last=draw(st.sampled_from([value, 0.0, None])) if numeric else None,  # type: ignore[arg-type]
        states=() if numeric else ((draw(st.text(max_size=5)), draw(COUNTS)),),
        transitions=draw(COUNTS),
        covered_ms=draw(COUNTS),
    )
    live, span = draw(st.booleans()), draw(st.integers(1, 60))
    return Row(draw(PATHS), minute, span, live, value, draw(st.sampled_from([detail, None])))


@given(st.lists(rows(), max_size=20))
def test_rows_come_back_as_they_were(some: list[Row]) -> None:
    assert unpack(pack(some)) == sorted(some, key=lambda row: row.path)  # property by property


def test_rows_of_older_versions_are_read() -> None:
    paths = ["1/onOff/onOff", "1/temperatureMeasurement/measuredValue"]
    by_row = [[0, 7, 2, True, False], [1, 9, 1, True, 20.5, 3, [20.0, 21.0, 20.4, 20.5], [], 0, 60_000]]
    whole = [[0, 1], [7, 9], [2, 1], [True, True], [False, 20.5], [False, True]]
    detail = [[3], [True], [20.0], [21.0], [20.4], [True], [[]], [0], [60_000]]
    block = Block(minute=9, count=3, minimum=20.0, maximum=21.0, mean=20.4, last=20.5, covered_ms=60_000)
    wanted = [
        Row(paths[0], 7, 2, live=True, value=False),
        Row(paths[1], 9, 1, live=True, value=20.5, detail=block),
    ]
    for former in ([paths, by_row], {"paths": paths, "columns": [*whole, *detail]}):
        assert unpack(zlib.compress(json.dumps(former).encode())) == wanted


def test_the_words_are_those_that_stored_rows_were_written_with() -> None:
    assert hashlib.sha256(WORDS).hexdigest() == "a2bffbef4ab40e3909f27ab1af30496605e69273c57808117b0073c1a68b9b61"


@pytest.mark.parametrize("value", [1, 1.0, -0.5, 2**60, 1e-300, 1e300, 12345678.9, float("inf")])
def test_any_number_comes_back_as_it_was_and_of_its_type(value: float) -> None:
    number = float(value)
    block = Block(minute=3, count=2, minimum=number, maximum=number, mean=number, last=number, covered_ms=60_000)
    rows = [Row("1/x/y", 3, 1, live=True, value=value, detail=block), Row("1/x/y", 4, 1, live=True, value=value)]
    found = unpack(pack(rows))
    assert found == rows
    assert [type(row.value) for row in found] == [type(value)] * 2


def test_an_hour_of_a_busy_property_takes_less_than_six_bytes_a_minute() -> None:
    def block(minute: int) -> Block:
        low = 20 + minute % 7 / 10
        mean = round(low + minute * 37 % 100 / 100, 5)
        return Block(
            minute=minute, count=30, minimum=low, maximum=low + 1, mean=mean, last=low + 0.5, covered_ms=60_000
        )

    hour = [Row("1/x/y", minute, 1, live=True, value=block(minute).last, detail=block(minute)) for minute in range(60)]
    assert len(pack(hour)) < 60 * 6
