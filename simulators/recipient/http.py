"""A write-only HTTP/1.1 endpoint (RFC 9112): any POST is answered 204, anything else 405, and nothing is ever told."""

from dataclasses import dataclass

from simulators.recipient.stream import Tapped, UnacceptableError

ACCEPTED = b"HTTP/1.1 204 No Content\r\nServer: recipient\r\n\r\n"
NOT_A_POST = b"HTTP/1.1 405 Method Not Allowed\r\nServer: recipient\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_MAX_HEAD = 16 * 1024
_MAX_BODY = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What of a request's head decides how it is read."""

    method: str
    body_size: int
    closes: bool


def parse_head(raw: bytes) -> Head:
    """Read a head that ends in an empty line; only `Content-Length` framing is accepted."""
    first, *lines = raw.decode("latin-1").removesuffix("\r\n\r\n").split("\r\n")
    fields = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    size = fields.get("content-length", "0")
    if "transfer-encoding" in fields or not size.isdecimal() or int(size) > _MAX_BODY:
        raise UnacceptableError(f"body framing: {size!r}")
    return Head(
        method=first.partition(" ")[0],
        body_size=int(size),
        closes=fields.get("connection", "").lower() == "close",
    )


async def serve_http(stream: Tapped) -> None:
    """Take requests until the sender closes."""
    while raw := await stream.read_until(b"\r\n\r\n", _MAX_HEAD):
        head = parse_head(raw)
        await stream.read_exactly(head.body_size)
        if head.method != "POST":
            await stream.write(NOT_A_POST)
            return
        await stream.write(ACCEPTED)
        stream.recorder.accepted()
        if head.closes:
            return
