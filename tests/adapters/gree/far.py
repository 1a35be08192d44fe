"""A unit's side of the protocol, written from the published description alone, and units that answer over UDP."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB, GCM
from cryptography.hazmat.primitives.padding import PKCS7

from adapters.gree.protocol import Form

MAC = "9424b8000001"
KEY = b"Abcdef0123456789"
PUBLIC = {Form.ECB: b"a3K8Bx%2r8Y7#xDh", Form.GCM: b"{yxAHAY_Lm6pbC/<"}
NONCE = bytes([0x54, 0x40, 0x78, 0x44, 0x49, 0x67, 0x5A, 0x51, 0x6C, 0x5E, 0x63, 0x13])


class Unit:
    """The other side, by the description alone."""

    def __init__(self, form: Form, key: bytes = KEY, mac: str = MAC) -> None:
        self.form, self.key, self.mac = form, key, mac

    def seals(self, text: bytes, key: bytes) -> dict[str, str]:
        if self.form is Form.GCM:
            encryptor = Cipher(AES(key), GCM(NONCE)).encryptor()
            encryptor.authenticate_additional_data(b"qualcomm-test")
            pack, tag = encryptor.update(text) + encryptor.finalize(), encryptor.tag
            return {"pack": base64.b64encode(pack).decode(), "tag": base64.b64encode(tag).decode()}
        padder, plain = PKCS7(128).padder(), Cipher(AES(key), ECB()).encryptor()  # noqa: S305 the protocol's choice
        return {"pack": base64.b64encode(plain.update(padder.update(text) + padder.finalize())).decode()}

    def opens(self, data: bytes, key: bytes | None = None) -> Any:
        """Give what one message of ours holds, its outside checked."""
        outer = json.loads(data)
        assert {name: outer[name] for name in ("t", "uid", "cid", "tcid")} == {
            "t": "pack",
            "uid": 0,
            "cid": "app",
            "tcid": self.mac,
        }
        assert outer["i"] == (0 if key is None else 1)
        pack = base64.b64decode(outer["pack"])
        if self.form is Form.GCM:
            decryptor = Cipher(AES(key or self.key), GCM(NONCE, base64.b64decode(outer["tag"]))).decryptor()
            decryptor.authenticate_additional_data(b"qualcomm-test")
            return json.loads(decryptor.update(pack) + decryptor.finalize())
        assert "tag" not in outer
        plain = Cipher(AES(key or self.key), ECB()).decryptor()  # noqa: S305
        unpadder = PKCS7(128).unpadder()
        return json.loads(unpadder.update(plain.update(pack)) + unpadder.finalize())

    def says(self, told: object, *, key: bytes | None = None, **outer: Any) -> bytes:
        text = told if isinstance(told, bytes) else json.dumps(told).encode()
        front = {"t": "pack", "i": 0 if key is None else 1, "uid": 0, "cid": self.mac, "tcid": "app"}
        return json.dumps(front | self.seals(text, key or self.key) | outer).encode()

    def binds(self, **told: Any) -> bytes:
        answer = {"t": "bindok", "mac": self.mac, "key": self.key.decode(), "r": 200}
        return self.says(answer | told, key=PUBLIC[self.form])


AT_FIRST: dict[str, Any] = {
    "Pow": 0,
    "Mod": 1,
    "SetTem": 24,
    "TemUn": 0,
    "TemRec": 0,
    "WdSpd": 0,
    "TemSen": 65,
    "SwhSlp": 0,
    "SlpMod": 0,
}


@dataclass
class Far(asyncio.DatagramProtocol):
    """A unit, or a gateway with `children`, at one address. `deaf` names the kinds of message that it does not answer;
    `odd` is sent before each answer. `locked` means that it gives no key.
    """

    unit: Unit
    state: dict[str, Any] = field(default_factory=lambda: dict(AT_FIRST))
    children: dict[str, dict[str, Any]] = field(default_factory=dict)
    deaf: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)  # columns that silence it
    odd: list[bytes] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    away: set[str] = field(default_factory=set)  # indoor units that do not answer
    stubborn: bool = False  # takes commands and does nothing
    code: int = 200
    transport: Any = None

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    @property
    def port(self) -> int:
        return int(self.transport.get_extra_info("sockname")[1])

    def kinds(self, kind: str) -> list[dict[str, Any]]:
        return [one for one in self.asked if one["t"] == kind]

    def datagram_received(self, data: bytes, addr: Any) -> None:
        answer = self.answer(json.loads(data))
        if answer is not None:
            for one in (*self.odd, answer):
                self.transport.sendto(one, addr)

    def answer(self, outer: dict[str, Any]) -> bytes | None:
        public = PUBLIC[self.unit.form]
        if outer["t"] == "scan":
            told = {"t": "dev", "mac": self.unit.mac, "name": "Room", "brand": "gree", "model": "gree", "mid": "10001"}
            dev = told | {"ver": "V1.2", "hid": "U-1.bin", "subCnt": len(self.children)}
            return None if "scan" in self.deaf else Unit(Form.ECB, mac=self.unit.mac).says(dev, key=PUBLIC[Form.ECB])
        if outer["t"] == "subList":
            return None if "subList" in self.deaf else json.dumps(self.listed(outer["i"])).encode()
        if outer["tcid"] != self.unit.mac or ("tag" in outer) != (self.unit.form is Form.GCM):
            return None
        try:
            told = self.unit.opens(json.dumps(outer).encode(), public if outer["i"] else None)
        except Exception:  # noqa: BLE001 - whatever is not under its key, it drops
            return None
        self.asked.append(told)
        if told["t"] in self.deaf:
            return None
        return self.unit.binds() if told["t"] == "bind" else self.said(told)

    def said(self, told: dict[str, Any]) -> bytes | None:
        mac = told.get("sub", told.get("mac", self.unit.mac))
        columns = self.children.get(mac, self.state)
        if mac in self.away or self.unknown & set(told.get("cols", ())):
            return None
        if told["t"] == "subDev":
            return self.unit.says(self.listed(told["i"]))
        if told["t"] == "status":
            values = [columns.get(name, "") for name in told["cols"]]
            return self.unit.says({"t": "dat", "mac": mac, "r": self.code, "cols": told["cols"], "dat": values})
        if not self.stubborn and self.code == 200:
            columns.update(zip(told["opt"], told["p"], strict=True))
        return self.unit.says({"t": "res", "mac": mac, "r": self.code, "opt": told["opt"], "p": told["p"]})

    def listed(self, start: int) -> dict[str, Any]:
        some = [{"mac": mac, "mid": "6049"} for mac in list(self.children)[start : start + 2]]
        return {"t": "subList", "c": len(self.children), "i": start, "r": 200, "list": some}


@asynccontextmanager
async def answering(far: Far, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[Far]:
    """Let it answer for the time of a block."""
    transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(lambda: far, local_addr=(host, port))
    try:
        yield far
    finally:
        transport.close()
        await asyncio.sleep(0)
