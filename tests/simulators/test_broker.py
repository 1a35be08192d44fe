import asyncio
import hashlib
import os
import signal
import ssl
from base64 import b64decode
from pathlib import Path

import pytest

from simulators import broker
from simulators.broker import (
    Broker,
    BrokerMissingError,
    BrokerSettings,
    BrokerStartError,
    Engine,
    TlsListener,
    choose_engine,
    find_mosquitto,
    free_port,
    mosquitto_hash,
    write_mosquitto_conf,
)
from simulators.recipient.certificates import ensure_certificates

CONNACK = {0: "accepted", 4: "bad credentials", 5: "not authorised"}
needs_mosquitto = pytest.mark.skipif(find_mosquitto() is None, reason="mosquitto is not installed")


def connect_packet(user: str = "", password: str = "") -> bytes:
    flags = 0x02 | (0xC0 if user else 0)
    parts = [b"test", *([user.encode(), password.encode()] if user else [])]
    body = b"\x00\x04MQTT\x04" + bytes([flags]) + b"\x00\x0a" + b"".join(len(p).to_bytes(2, "big") + p for p in parts)
    return bytes([0x10, len(body)]) + body


async def verdict(port: int, packet: bytes, tls: ssl.SSLContext | None = None) -> str:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=tls)
    writer.write(packet)
    answer = await reader.readexactly(4)
    writer.close()
    await writer.wait_closed()
    return CONNACK[answer[3]]


def test_the_configuration_binds_to_loopback_and_keeps_nothing(tmp_path: Path) -> None:
    text = write_mosquitto_conf(BrokerSettings(port=1883, directory=tmp_path, max_packet_mb=2)).read_text()
    assert "listener 1883 127.0.0.1\n" in text
    assert "persistence false\n" in text
    assert "max_packet_size 2097152\n" in text
    assert "allow_anonymous true\n" in text


def test_passwords_are_hashed_in_a_private_file(tmp_path: Path) -> None:
    passwords = tmp_path / "plain"
    passwords.write_text("gateway:a:b\n")
    text = write_mosquitto_conf(BrokerSettings(port=1883, directory=tmp_path, passwords=passwords)).read_text()
    assert "allow_anonymous false\n" in text
    hashed = tmp_path / "mosquitto.passwords"
    assert hashed.stat().st_mode & 0o077 == 0
    user, scheme, rounds, salt, key = hashed.read_text().strip().replace("$", ":").replace("::", ":").split(":")
    assert (user, scheme) == ("gateway", "7")
    assert b64decode(key) == hashlib.pbkdf2_hmac("sha512", b"a:b", b64decode(salt), int(rounds))


def test_a_line_without_colon_names_its_place(tmp_path: Path) -> None:
    passwords = tmp_path / "plain"
    passwords.write_text("a:b\noops\n")
    with pytest.raises(BrokerStartError, match=r"plain:2: write one `user:password` a line"):
        write_mosquitto_conf(BrokerSettings(port=1883, directory=tmp_path, passwords=passwords))


def test_salts_differ() -> None:
    assert mosquitto_hash("x") != mosquitto_hash("x")


def test_without_any_broker_the_message_names_the_fix(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broker, "find_mosquitto", lambda: None)
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(BrokerMissingError, match="apt install mosquitto"):
        choose_engine()


@pytest.mark.broker
@pytest.mark.parametrize("engine", ["mosquitto", "amqtt"])
async def test_it_lets_in_those_with_the_password(tmp_path: Path, engine: Engine) -> None:
    if engine == "mosquitto" and find_mosquitto() is None:
        pytest.skip("mosquitto is not installed")
    passwords = tmp_path / "plain"
    passwords.write_text("gateway:secret\n")
    settings = BrokerSettings(port=free_port(), directory=tmp_path / "broker", passwords=passwords)
    async with Broker(settings, engine):
        assert await verdict(settings.port, connect_packet("gateway", "secret")) == "accepted"
        assert await verdict(settings.port, connect_packet("gateway", "guess")) != "accepted"


@pytest.mark.broker
@needs_mosquitto
async def test_killed_and_started_again_it_serves_on_the_same_port(tmp_path: Path) -> None:
    settings = BrokerSettings(port=free_port(), directory=tmp_path)
    async with Broker(settings) as running:
        first = running.pid
        os.kill(first, signal.SIGKILL)
        await running.stop()
        await running.start()
        assert running.pid != first
        assert await verdict(settings.port, connect_packet()) == "accepted"


@pytest.mark.broker
@needs_mosquitto
async def test_the_second_listener_speaks_tls(tmp_path: Path) -> None:
    paths = ensure_certificates(tmp_path / "certificates", ["127.0.0.1"])
    tls = TlsListener(port=free_port(), certificate=paths.server, key=paths.server_key)
    context = ssl.create_default_context(cafile=paths.ca)
    async with Broker(BrokerSettings(port=free_port(), directory=tmp_path, tls=tls)):
        assert await verdict(tls.port, connect_packet(), context) == "accepted"


@pytest.mark.broker
@needs_mosquitto
async def test_a_broker_that_cannot_start_says_where_to_look(tmp_path: Path) -> None:
    tls = TlsListener(port=free_port(), certificate=tmp_path / "none.pem", key=tmp_path / "none.key")
    settings = BrokerSettings(port=free_port(), directory=tmp_path, tls=tls)
    with pytest.raises(BrokerStartError, match=r"broker\.log"):
        async with Broker(settings):
            pass
