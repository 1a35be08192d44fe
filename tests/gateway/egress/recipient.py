"""A recipient written from RFC 9112 and MQTT 3.1.1 alone: takes TLS connections and keeps every application byte."""

import asyncio
import datetime as dt
import ipaddress
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def make_certificate(folder: Path, host: str) -> tuple[Path, str]:
    """A self-signed certificate for one host name or address: file with key, and the PEM to pin."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "recipient")])
    try:
        alternative: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        alternative = x509.DNSName(host)
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([alternative]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "recipient.pem"
    path.write_bytes(private + pem)
    return path, pem.decode()


@dataclass
class Recipient:
    """One TLS listener; `dialogues` holds the bytes of each connection, in order of arrival."""

    certificate: Path
    protocol: str = "https"  # or "mqtt"
    reply: bytes = b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"
    acknowledge: bool = True
    dialogues: list[bytearray] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    hold: asyncio.Event | None = None  # while set and unset, nothing is answered
    resumed: int = 0
    port: int = 0
    _server: asyncio.Server | None = None
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)

    async def __aenter__(self) -> Self:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.load_cert_chain(self.certificate)
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port, ssl=context)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        for writer in list(self._writers):
            writer.transport.abort()
        await asyncio.sleep(0)

    @property
    def received(self) -> int:
        """All application bytes so far."""
        return sum(map(len, self.dialogues))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        dialogue = bytearray()
        self.dialogues.append(dialogue)
        self._writers.add(writer)
        self.resumed += bool(writer.get_extra_info("ssl_object").session_reused)
        try:
            while chunk := await reader.read(65536):
                dialogue += chunk
                self.arrived.set()
                if self.hold is not None:
                    await self.hold.wait()
                await self._answer(dialogue, writer)
        except OSError:
            pass
        finally:
            self._writers.discard(writer)
            writer.transport.abort()

    async def _answer(self, dialogue: bytearray, writer: asyncio.StreamWriter) -> None:
        if not self.acknowledge:
            return
        if self.protocol == "https":
            if http_complete(bytes(dialogue)):
                writer.write(self.reply)
                await writer.drain()
            return
        for reply in mqtt_replies(bytes(dialogue)):
            writer.write(reply)
            await writer.drain()


def http_complete(data: bytes) -> bool:
    """Whether a request's head and its Content-Length bytes are there (RFC 9112 §6)."""
    head, separator, body = data.partition(b"\r\n\r\n")
    if not separator:
        return False
    lengths = [int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
    return len(body) >= (lengths[0] if lengths else 0)


def mqtt_packets(data: bytes) -> list[tuple[int, bytes]]:
    """Whole packets as (first byte, body) (MQTT 3.1.1 §2.2)."""
    packets = []
    at = 0
    while at < len(data):
        length, shift, cursor = 0, 0, at + 1
        while cursor < len(data):
            length |= (data[cursor] & 0x7F) << shift
            shift += 7
            cursor += 1
            if not data[cursor - 1] & 0x80:
                break
        if cursor + length > len(data):
            break
        packets.append((data[at], data[cursor : cursor + length]))
        at = cursor + length
    return packets


def mqtt_replies(data: bytes) -> list[bytes]:
    """What a broker answers to the newest whole packet: CONNACK (§3.2) or PUBACK (§3.4)."""
    packets = mqtt_packets(data)
    if not packets:
        return []
    first, body = packets[-1]
    if first >> 4 == 1:
        return [bytes([0x20, 2, 0, 0])]
    if first >> 4 == 3 and first & 0x06:
        topic = int.from_bytes(body[:2])
        return [bytes([0x40, 2]) + body[2 + topic : 4 + topic]]
    return []
