"""The bench's own MQTT packets (MQTT 3.1.1)."""

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.mqtt import PUBLISH, _packet, packet, publication


def test_a_publication_is_the_bytes_of_the_standard() -> None:
    #                 PUBLISH QoS 0   9 bytes left    topic "a/b", 3 bytes      payload
    assert publication("a/b", b"21.5") == bytes([0x30, 9, 0, 3]) + b"a/b" + b"21.5"
    assert publication("a/b", b"", retain=True)[0] == 0x31


def test_lengths_of_the_standard() -> None:
    """§2.2.3, table 2.4."""
    for size, digits in ((127, b"\x7f"), (128, b"\x80\x01"), (16_383, b"\xff\x7f"), (16_384, b"\x80\x80\x01")):
        assert packet(0x30, bytes(size))[1 : 1 + len(digits)] == digits


@given(st.binary(max_size=70_000))
def test_what_is_framed_is_read_again(body: bytes) -> None:
    async def read() -> tuple[int, bytes]:
        reader = asyncio.StreamReader()
        reader.feed_data(packet(PUBLISH << 4, body) + b"next")
        return await _packet(reader)

    assert asyncio.run(read()) == (PUBLISH, body)
