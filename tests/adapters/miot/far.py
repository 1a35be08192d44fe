"""A far end in memory, with the faults of real ones."""

import asyncio
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from adapters.miot.protocol import HELLO
from tests.adapters.miot.device import Device
from tests.adapters.sdk.travel import now_s

Place = tuple[str, int, int]
"""did, siid, piid; the did is empty for the device itself."""


@dataclass
class Far:
    """One device on the other side of a link. What `lose` accepts is lost on its way there."""

    device: Device = field(default_factory=Device)
    values: dict[Place, Any] = field(default_factory=dict)
    codes: dict[Place, int] = field(default_factory=dict)
    model: str = "hutong.light.lamp1"
    mute: bool = False  # answers nothing at all
    deaf: bool = False  # answers greetings only
    lose: Callable[[str], bool] = lambda _: False  # by method; "hello" for a greeting
    error: Callable[[str, Any], int | None] = lambda _method, _params: None
    set_answer: Any = None  # in place of a list
    strict: bool = False  # drops what is stamped otherwise than its clock
    without: set[str] = field(default_factory=set)  # those behind it for which it answers nothing
    instead: Callable[[dict[str, Any]], Iterable[bytes]] | None = None  # what comes in place of an answer
    slow_s: float = 0.0  # until a written value is reported
    clock_s: int = 1000
    asked: list[tuple[str, Any]] = field(default_factory=list)
    replies: list[Any] = field(default_factory=list)
    most_at_once: int = 0
    _in_flight: int = 0
    _inbox: asyncio.Queue[bytes] = field(default_factory=asyncio.Queue)

    def stamp(self) -> int:
        return self.clock_s + int(now_s())

    def send(self, data: bytes) -> None:
        if data == HELLO:
            self.asked.append(("hello", None))
            if not self.mute and not self.lose("hello"):
                self.arrives(self.device.hello(self.stamp()))
            return
        stamp, said = self.device.hears(data)
        if self.strict and abs(stamp - self.stamp()) > 10:
            return
        if "method" not in said:
            self.replies.append(said)
            return
        method, params = said["method"], said["params"]
        self.asked.append((method, params))
        if not (self.mute or self.deaf or self.lose(method) or self.without & dids(params)):
            self._in_flight += 1
            self.most_at_once = max(self.most_at_once, self._in_flight)
            code = self.error(method, params)
            told = {"error": {"code": code, "message": "no"}} if code else {"result": self.result(method, params)}
            answer = {"id": said["id"]} | told
            for one in self.instead(answer) if self.instead else (self.packet(answer),):
                self.arrives(one)

    def says(self, told: dict[str, Any], stamp: int | None = None) -> None:
        self.arrives(self.packet(told, stamp))

    def packet(self, told: dict[str, Any], stamp: int | None = None) -> bytes:
        return self.device.says(json.dumps(told).encode(), self.stamp() if stamp is None else stamp)

    def arrives(self, data: bytes) -> None:
        self._inbox.put_nowait(data)

    async def receive(self) -> bytes:
        data = await self._inbox.get()
        self._in_flight = 0
        return data

    def result(self, method: str, params: Any) -> Any:
        match method:
            case "miIO.info":
                return {
                    "model": self.model,
                    "mac": "AA:BB:CC:DD:EE:FF",
                    "fw_ver": "2.1",
                    "hw_ver": "ESP",
                    "token": "no",
                }
            case "get_properties":
                return [self.got(one) for one in params]
            case "set_properties":
                told = [self.put(one) for one in params]
                return told if self.set_answer is None else self.set_answer
            case "action":
                return {"code": self.codes.get(("", params["siid"], -params["aiid"]), 0)}
            case _:
                return []

    def place(self, one: Any) -> Place:
        own = one["did"] == str(self.device.number)
        return "" if own else one["did"], one["siid"], one["piid"]

    def got(self, one: Any) -> Any:
        place = self.place(one)
        code = self.codes.get(place, 0 if place in self.values else -4003)
        return one | ({"code": code, "value": self.values[place]} if code == 0 else {"code": code})

    def put(self, one: Any) -> Any:
        place, value = self.place(one), one["value"]
        code = self.codes.get(place, 0)
        if code in {0, 1}:
            asyncio.get_running_loop().call_later(self.slow_s, self.values.__setitem__, place, value)
        return {key: one[key] for key in ("did", "siid", "piid")} | {"code": code}

    def count(self, method: str) -> int:
        return sum(name == method for name, _ in self.asked)


def dids(params: Any) -> set[str]:
    """Give the devices that a question is about."""
    return {one["did"] for one in (params if isinstance(params, list) else [params]) if "did" in one}
