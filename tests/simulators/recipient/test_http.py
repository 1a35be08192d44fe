import pytest

from simulators.recipient.http import parse_head
from simulators.recipient.stream import UnacceptableError


def test_a_head_is_reduced_to_what_decides_the_reading() -> None:
    head = parse_head(b"POST /x HTTP/1.1\r\nHost: a:1\r\ncontent-LENGTH:  12 \r\nConnection: Close\r\n\r\n")
    assert (head.method, head.body_size, head.closes) == ("POST", 12, True)


def test_no_length_means_no_body() -> None:
    assert parse_head(b"POST / HTTP/1.1\r\n\r\n").body_size == 0


@pytest.mark.parametrize("field", [b"Content-Length: -1", b"Content-Length: 1e9", b"Transfer-Encoding: chunked"])
def test_other_framings_are_refused(field: bytes) -> None:
    with pytest.raises(UnacceptableError):
        parse_head(b"POST / HTTP/1.1\r\n" + field + b"\r\n\r\n")


def test_a_body_beyond_the_limit_is_refused() -> None:
    with pytest.raises(UnacceptableError):
        parse_head(b"POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n")
