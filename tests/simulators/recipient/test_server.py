import asyncio
import hashlib
import io
import json
import os
import signal
import socket
import ssl
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from simulators.account import Body, account
from simulators.recipient.certificates import Certificates, certificates_in, ensure_certificates
from simulators.recipient.http import ACCEPTED
from simulators.recipient.mqtt import Credentials
from simulators.recipient.recorder import Recorder
from simulators.recipient.server import Recipient, RecipientSettings

pytestmark = pytest.mark.timeout(30)

HOST = "127.0.0.1"
HEAD = b"POST /in HTTP/1.1\r\nHost: recipient\r\nContent-Length: 1024\r\n\r\n"
ENVELOPE = bytes(range(256)) * 4
CONNECT = b"\x10\x0e\x00\x04MQTT\x04\x02\x00\x00\x00\x02id"
DISCONNECT = b"\xe0\x00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    recipient: Recipient
    recorder: Recorder
    record: io.StringIO
    certificates: Certificates

    def events(self, *kinds: str) -> list[dict[str, Any]]:
        events = [json.loads(line) for line in self.record.getvalue().splitlines()]
        return [event for event in events if not kinds or event["event"] in kinds]

    def context(self, *, with_certificate: bool = False) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=self.certificates.ca)
        if with_certificate:
            context.load_cert_chain(self.certificates.client, self.certificates.client_key)
        return context


@asynccontextmanager
async def staged(directory: Path, **demands: Any) -> AsyncIterator[Stage]:
    record = io.StringIO()
    recorder = Recorder(record)
    settings = RecipientSettings(host=HOST, https_port=0, mqtts_port=0, cert_dir=directory, **demands)
    async with Recipient(settings, recorder) as recipient:
        certificates = certificates_in(directory)
        yield Stage(recipient=recipient, recorder=recorder, record=record, certificates=certificates)


async def exchange(stage: Stage, endpoint: str, data: bytes, context: ssl.SSLContext | None = None) -> bytes:
    port = stage.recipient.ports[endpoint]
    reader, writer = await asyncio.open_connection(HOST, port, ssl=context or stage.context())
    writer.write(data)
    answer = await reader.read(4096)
    writer.close()
    await writer.wait_closed()
    return answer


async def refused(stage: Stage) -> bool:
    try:
        return await exchange(stage, "https", HEAD + ENVELOPE) == b""
    except (ssl.SSLError, ConnectionError):
        return True


def known(data: bytes) -> Body:
    return Body(sha256=hashlib.sha256(data).hexdigest(), size=len(data))


@pytest.mark.network
async def test_a_post_is_answered_with_fixed_bytes_and_recorded_whole(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        assert await exchange(stage, "https", HEAD + ENVELOPE) == ACCEPTED
    result = account(stage.events(), [known(ENVELOPE)], [HEAD])
    assert (result.body_bytes, result.frame_bytes, result.unexplained_bytes) == (1024, len(HEAD), 0)
    assert stage.recorder.summary()["bytes_in"] == len(HEAD) + 1024
    assert stage.recorder.summary()["bytes_out"] == len(ACCEPTED)
    assert [event["event"] for event in stage.events("opened", "handshaken", "closed")] == [
        "opened",
        "handshaken",
        "closed",
    ]


@pytest.mark.network
async def test_a_smuggled_byte_shows(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await exchange(stage, "https", HEAD + ENVELOPE + b"!")
    assert account(stage.events(), [known(ENVELOPE)], [HEAD]).unexplained_bytes == 1


@pytest.mark.network
async def test_anything_but_a_post_is_told_nothing_and_recorded(tmp_path: Path) -> None:
    request = b"GET /secrets HTTP/1.1\r\n\r\n"
    async with staged(tmp_path) as stage:
        assert (await exchange(stage, "https", request)).startswith(b"HTTP/1.1 405 ")
    assert account(stage.events(), [], []).unexplained_bytes == len(request)


@pytest.mark.network
async def test_a_publish_at_qos_1_is_acknowledged(tmp_path: Path) -> None:
    head = b"\x32\x88\x08\x00\x04slot\x00\x01"
    async with staged(tmp_path) as stage:
        context = stage.context()
        reader, writer = await asyncio.open_connection(HOST, stage.recipient.ports["mqtts"], ssl=context)
        writer.write(CONNECT)
        assert await reader.readexactly(4) == b"\x20\x02\x00\x00"
        writer.write(head + ENVELOPE)
        assert await reader.readexactly(4) == b"\x40\x02\x00\x01"
        writer.write(DISCONNECT)
        writer.close()
        await writer.wait_closed()
    result = account(stage.events(), [known(ENVELOPE)], [CONNECT, head, DISCONNECT])
    assert (result.body_bytes, result.unexplained_bytes, result.failed_connections) == (1024, 0, 0)
    assert stage.recorder.summary()["messages"] == 1


@pytest.mark.network
async def test_wrong_credentials_are_refused(tmp_path: Path) -> None:
    async with staged(tmp_path, credentials=Credentials(username="home", password="secret")) as stage:
        assert await exchange(stage, "mqtts", CONNECT) == b"\x20\x02\x00\x04"
    assert stage.recorder.summary()["failed"] == 1


@pytest.mark.network
async def test_a_demanded_client_certificate_decides(tmp_path: Path) -> None:
    async with staged(tmp_path, demand_client_certificate=True) as stage:
        with_it = await exchange(stage, "https", HEAD + ENVELOPE, stage.context(with_certificate=True))
        assert with_it == ACCEPTED
        assert await refused(stage)
    assert stage.recorder.summary()["messages"] == 1


@pytest.mark.network
async def test_plain_text_at_a_tls_port_is_a_failed_connection(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        reader, writer = await asyncio.open_connection(HOST, stage.recipient.ports["https"])
        writer.write(HEAD + ENVELOPE)
        await reader.read()
        writer.close()
    assert "SSLError" in stage.events("failed")[0]["reason"]


@pytest.mark.network
async def test_no_session_ticket_links_two_connections(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        context = stage.context()
        reader, writer = await asyncio.open_connection(HOST, stage.recipient.ports["https"], ssl=context)
        writer.write(HEAD + ENVELOPE)
        await reader.readexactly(len(ACCEPTED))
        session = writer.get_extra_info("ssl_object").session
        writer.close()
        await writer.wait_closed()
        assert session is None or not session.has_ticket


@pytest.mark.network
async def test_traps_catch_what_strays(tmp_path: Path) -> None:
    with socket.socket() as probe, socket.socket(type=socket.SOCK_DGRAM) as datagram_probe:
        probe.bind((HOST, 0))
        datagram_probe.bind((HOST, 0))
        tcp_port, udp_port = probe.getsockname()[1], datagram_probe.getsockname()[1]
    async with staged(tmp_path, tcp_traps=(tcp_port,), udp_traps=(udp_port,)) as stage:
        reader, writer = await asyncio.open_connection(HOST, tcp_port)
        assert await reader.read() == b""
        writer.close()
        loop = asyncio.get_running_loop()
        sender, _ = await loop.create_datagram_endpoint(asyncio.DatagramProtocol, remote_addr=(HOST, udp_port))
        sender.sendto(b"who is it?")
        while stage.recorder.totals["stray"] < 2:
            await asyncio.sleep(0)
        sender.close()
    strays = stage.events("stray")
    assert {(stray["transport"], stray["port"], stray["size"]) for stray in strays} == {
        ("tcp", tcp_port, 0),
        ("udp", udp_port, 10),
    }


@pytest.mark.network
async def test_closing_ends_open_connections(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        context = stage.context()
        reader, writer = await asyncio.open_connection(HOST, stage.recipient.ports["https"], ssl=context)
        writer.write(HEAD)
        while not stage.events("bytes"):
            await asyncio.sleep(0)
    writer.close()
    assert len(stage.events("closed")) == 1
    assert reader is not None


def test_certificates_are_made_once_and_keys_kept_private(tmp_path: Path) -> None:
    paths = ensure_certificates(tmp_path, [HOST, "recipient.example"])
    before = paths.server.read_bytes()
    assert ensure_certificates(tmp_path, ["other"]).server.read_bytes() == before
    assert paths.server_key.stat().st_mode & 0o077 == 0
    assert paths.client_key.stat().st_mode & 0o077 == 0


@pytest.mark.network
async def test_the_program_says_ready_and_sums_up_at_sigterm(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "simulators.recipient", "--host", HOST]
    command += ["--capture", str(tmp_path / "capture"), "--cert-dir", str(tmp_path / "certificates")]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    ready = json.loads(await process.stdout.readline())
    context = ssl.create_default_context(cafile=ready["ca"])
    reader, writer = await asyncio.open_connection(HOST, ready["https"], ssl=context)
    writer.write(HEAD + ENVELOPE)
    assert await reader.readexactly(len(ACCEPTED)) == ACCEPTED
    writer.close()
    await writer.wait_closed()
    os.kill(process.pid, signal.SIGTERM)
    summary = json.loads(await process.stdout.readline())
    assert await process.wait() == 0
    assert (summary["event"], summary["messages"], summary["bytes_in"]) == ("summary", 1, len(HEAD) + 1024)
