"""The link to a real broker: both protocols, TLS, passwords, reconnection, limits."""

import asyncio
import base64
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from adapters.mqtt import adapter
from adapters.mqtt.transport import NEAR_S, REFUSED_S
from schemas.commands import InvokeCommand, SetProperties
from schemas.outcomes import Failed, Refused, Sent
from schemas.updates import AvailabilityChanged
from tests.adapters.mqtt import certificates
from tests.adapters.mqtt.broker import Broker, Client, free_port
from tests.adapters.mqtt.listening import listening
from tests.adapters.mqtt.zigbee2mqtt.network import KEY, LIGHT, entry

pytestmark = pytest.mark.broker
MakeBroker = Callable[..., Broker]
NATIVE = ("zigbee2mqtt",)


async def bridge(port: int, **login: str) -> Client:
    """Be zigbee2mqtt with one lamp."""
    client = await asyncio.to_thread(Client, port, **login)
    await publish(client, "zigbee2mqtt/bridge/devices", [entry(LIGHT)])
    await publish(client, "zigbee2mqtt/lamp", {"state": "OFF", "brightness": 127})
    return client


async def publish(client: Client, topic: str, payload: object, *, retain: bool = True) -> None:
    data = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    await asyncio.to_thread(client.publish, topic, data, retain=retain)


@pytest.mark.parametrize("protocol", ["3.1.1", "5"])
async def test_state_comes_in_and_commands_go_out(broker: Broker, protocol: str) -> None:
    client = await bridge(broker.port)
    await asyncio.to_thread(client.listen, "zigbee2mqtt/lamp/set")
    async with listening(port=broker.port, protocol=protocol) as home:
        await home.until(lambda one: one.values(KEY).get("1/levelControl/currentLevel") == 50.0)
        assert home.values(KEY)["1/onOff/onOff"] is False
        await publish(client, "zigbee2mqtt/lamp/availability", {"state": "online"})
        await home.until(lambda one: AvailabilityChanged(device=KEY, available=True) in one.heard)
        answer = await home.adapter.execute(SetProperties(id="c1", device=KEY, changes=((0, True),)))
        assert answer == Sent(command="c1")
        await publish(client, "zigbee2mqtt/lamp", {"state": "ON"})
        await home.until(lambda one: one.values(KEY)["1/onOff/onOff"] is True)
        assert await asyncio.to_thread(client.hear, 1) == [("zigbee2mqtt/lamp/set", b'{"state": "ON"}')]
        wrong = InvokeCommand(id="c2", device=KEY, endpoint=1, capability="doorLock", command="lockDoor")
        assert isinstance(await home.adapter.execute(wrong), Refused)
        nobody = SetProperties(id="c3", device="nobody", changes=())
        refused = await home.adapter.execute(nobody)
        assert isinstance(refused, Refused)
        assert refused.code == "unknown-device"
        assert not home.faults()
    client.close()


async def test_a_broker_that_vanishes_is_found_again(broker: Broker) -> None:
    client = await bridge(broker.port)
    async with listening(port=broker.port, dialects=NATIVE) as home:
        home.adapter._transport._backoff.draw = lambda: 0.1
        await home.until(lambda one: bool(one.values(KEY)))
        client.close()
        await asyncio.to_thread(broker.stop)
        await home.until(lambda one: "connecting" in one.states()[2:])
        answer = await home.adapter.execute(SetProperties(id="c", device=KEY, changes=((0, True),)))
        assert isinstance(answer, Failed)
        assert (answer.code, answer.retry) == ("not-connected", True)
        await asyncio.to_thread(broker.start)
        await home.until(lambda one: one.states()[-1] == "connected")
        client = await bridge(broker.port)
        await publish(client, "zigbee2mqtt/lamp", {"state": "ON"}, retain=False)
        await home.until(lambda one: one.values(KEY)["1/onOff/onOff"] is True)
        assert any(one.code == "link-lost" for one in home.faults())
    client.close()


async def test_no_broker_is_said_and_tried_again(broker: Broker) -> None:
    del broker  # only to skip where there is none
    async with listening(port=free_port()) as home:
        home.adapter._transport._backoff.draw = lambda: 0.01
        await home.until(lambda one: one.states().count("connecting") > 3)
        assert {one.code for one in home.faults()} == {"connect-failed"}
        assert home.adapter._transport._backoff.ceiling_s == NEAR_S


def tls_broker(make_broker: MakeBroker, folder: Path, *lines: str, names: tuple[str, ...] = ("localhost",)) -> Broker:
    certificates.make(folder, names=names)
    files = {"cafile": "ca.pem", "certfile": "server.pem", "keyfile": "server.key"}
    return make_broker("allow_anonymous true", *(f"{key} {folder / name}" for key, name in files.items()), *lines)


@pytest.mark.parametrize("protocol", ["3.1.1", "5"])
async def test_tls_with_the_right_authority(make_broker: MakeBroker, tmp_path: Path, protocol: str) -> None:
    broker = await asyncio.to_thread(tls_broker, make_broker, tmp_path)
    tls = {"ca_file": str(tmp_path / "ca.pem")}
    async with listening(port=broker.port, host="localhost", tls=tls, protocol=protocol) as home:
        await home.state("connected")


async def test_a_client_certificate_is_shown_where_the_broker_asks(make_broker: MakeBroker, tmp_path: Path) -> None:
    broker = await asyncio.to_thread(tls_broker, make_broker, tmp_path, "require_certificate true")
    tls = {"ca_file": str(tmp_path / "ca.pem")}
    ours = {"certificate_file": str(tmp_path / "server.pem"), "key_file": str(tmp_path / "server.key")}
    async with listening(port=broker.port, host="localhost", tls=tls | ours) as home:
        await home.state("connected")
    async with listening(port=broker.port, host="localhost", tls=tls) as home:
        await home.until(lambda one: bool(one.faults()))
        assert home.states() == ["connecting", "connecting"]


@pytest.mark.parametrize(
    ("names", "with_authority", "reason"),
    [(("other.example",), True, "match"), (("localhost",), False, "certificate")],
    ids=["another name", "unknown authority"],
)
async def test_tls_that_cannot_be_trusted_is_refused(
    make_broker: MakeBroker, tmp_path: Path, names: tuple[str, ...], with_authority: bool, reason: str
) -> None:
    broker = await asyncio.to_thread(tls_broker, make_broker, tmp_path, names=names)
    tls: dict[str, Any] = {"ca_file": str(tmp_path / "ca.pem")} if with_authority else {}
    async with listening(port=broker.port, host="localhost", tls=tls) as home:
        await home.until(lambda one: bool(one.faults()))
        assert reason in home.faults()[0].reason
        assert "connected" not in home.states()


async def test_a_password_from_a_file(make_broker: MakeBroker, tmp_path: Path) -> None:
    (tmp_path / "users").write_text(USERS)
    (tmp_path / "password").write_text("hush-hush\n")
    (tmp_path / "wrong").write_text("guess\n")
    broker = await asyncio.to_thread(make_broker, f"password_file {tmp_path / 'users'}", "allow_anonymous false")
    good = {"username": "hutong", "password_file": str(tmp_path / "password")}
    async with listening(port=broker.port, **good) as home:
        await home.state("connected")
        assert "hush-hush" not in repr(vars(home.adapter._transport))
    async with listening(port=broker.port, **good | {"password_file": str(tmp_path / "wrong")}) as home:
        await home.until(lambda one: bool(one.faults()))
        assert home.faults()[0].code == "broker-refused"
        assert home.adapter._transport._backoff.ceiling_s == REFUSED_S
        assert home.faults()[0].fix == "check username and password_file"
        assert home.states()[-1] == "degraded"
    async with listening(port=broker.port, **good | {"password_file": str(tmp_path / "missing")}) as home:
        await home.until(lambda one: bool(one.faults()))
        assert "No such file" in home.faults()[0].reason


async def test_a_forbidden_network_is_never_connected_to(broker: Broker) -> None:
    async with listening(port=broker.port, forbidden=("127.0.0.0/8",)) as home:
        await home.until(lambda one: bool(one.faults()))
        assert "forbidden" in home.faults()[0].reason
        assert "connected" not in home.states()


async def test_beyond_the_limit_is_refused_and_the_link_stays(broker: Broker) -> None:
    client = await bridge(broker.port)
    async with listening(port=broker.port, dialects=NATIVE, max_message_mb=1) as home:
        await home.until(lambda one: bool(one.values(KEY)))
        await publish(client, "zigbee2mqtt/lamp", b" " * (2 << 20), retain=False)
        await publish(client, "zigbee2mqtt/lamp", {"state": "ON"}, retain=False)
        await home.until(lambda one: one.values(KEY)["1/onOff/onOff"] is True)
        (fault,) = home.faults()
        assert (fault.code, fault.place) == ("too-long", "zigbee2mqtt/lamp")
        assert "max_message_mb" in fault.fix
        assert home.states() == ["connecting", "connected"]
    client.close()


async def test_a_flood_is_folded_and_the_newest_value_wins(broker: Broker) -> None:
    client = await bridge(broker.port)
    async with listening(port=broker.port, dialects=NATIVE) as home:
        await home.until(lambda one: bool(one.values(KEY)))

        def flood() -> None:
            for number in range(20_000):
                client._client.publish("zigbee2mqtt/lamp", b'{"brightness": %d}' % (number % 255), 0)
            client.publish("zigbee2mqtt/lamp", b'{"brightness": 254, "state": "ON"}')

        await asyncio.to_thread(flood)
        await home.until(lambda one: one.values(KEY)["1/onOff/onOff"] is True)
        assert home.values(KEY)["1/levelControl/currentLevel"] == 100.0
    client.close()


async def test_leaving_is_quick_whatever_the_link_does(broker: Broker) -> None:
    async with asyncio.timeout(8):  # shorter than any time-out of the link
        async with listening(port=broker.port):
            pass
        async with listening(port=broker.port) as home:
            await home.state("connected")


async def test_the_same_device_through_both_dialects_is_one(broker: Broker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapter, "_NATIVE_FIRST_S", 1e6)
    client = await bridge(broker.port)
    twin = {
        "name": None,
        "unique_id": f"{KEY}_light_zigbee2mqtt",
        "state_topic": "zigbee2mqtt/lamp",
        "command_topic": "zigbee2mqtt/lamp/set",
        "payload_on": "ON",
        "payload_off": "OFF",
        "value_template": "{{ value_json.state }}",
        "device": {"identifiers": [f"zigbee2mqtt_{KEY}"], "name": "lamp"},
        "origin": {"name": "Zigbee2MQTT"},
    }
    other = twin | {"unique_id": "x", "device": {"identifiers": ["zigbee2mqtt_0x00158d00000000ff"], "name": "other"}}
    await publish(client, f"homeassistant/switch/{KEY}/switch/config", twin)
    await publish(client, "homeassistant/switch/other/switch/config", other)
    async with listening(port=broker.port) as home:
        await home.until(lambda one: any(f.code == "described-twice" for f in one.faults()) and len(one.devices()) > 1)
        assert set(home.devices()) == {KEY, "zigbee2mqtt_0x00158d00000000ff"}
    client.close()


def _users() -> str:
    """Give the line of mosquitto's password file for hutong / hush-hush (PBKDF2-SHA512)."""
    salt = b"hutong-tests"
    digest = hashlib.pbkdf2_hmac("sha512", b"hush-hush", salt, 101)
    return f"hutong:$7$101${base64.b64encode(salt).decode()}${base64.b64encode(digest).decode()}\n"


USERS = _users()
