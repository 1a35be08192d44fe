"""A device in memory, seen as the messages in clear that a session asks and hears; with devices behind it."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from adapters.sdk.errors import LinkError, UnreachableError
from adapters.tuya.link import Line

CONTROL, QUERY, REFRESH, BEAT = 0x0D, 0x10, 0x12, 0x09


@dataclass
class Far:
    """The far end. `state` is by cid, "" for the device itself."""

    state: dict[str, dict[str, Any]] = field(default_factory=lambda: {"": {"20": True, "21": "white", "22": 500}})
    mute: bool = False  # answers nothing
    deaf: bool = False  # answers heart beats only
    wants_points: bool = False  # refuses to tell everything at once
    refusal: str = ""  # what it says to every wish
    breaks: bool = False  # the link breaks at a wish
    away: bool = False  # nobody connects to it
    echoes: bool = True  # tells what was set
    ended: LinkError | None = None
    online: list[str] | None = None
    asked: list[dict[str, Any]] = field(default_factory=list)
    connects: int = 0
    _words: asyncio.Queue[bytes | LinkError] = field(default_factory=asyncio.Queue)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[Line]:
        self.connects += 1
        if self.away:
            raise UnreachableError("no route to host")
        while not self._words.empty():
            self._words.get_nowait()
        yield Line(channel=self, ended=lambda: self.ended)

    async def send(self, message: bytes) -> None:
        said = json.loads(message)
        self.asked.append(said)
        self._news.set()
        if self.breaks and said["ask"] == "control":
            raise UnreachableError("it closed the connection")
        if self.mute or (self.deaf and said["ask"] != "heart-beat"):
            return
        match said["ask"]:
            case "query":
                self.query(said["cid"], said["points"])
            case "control":
                self.control(said["cid"], said["values"])
            case "refresh":
                self.tells({str(one): self.state[""][str(one)] for one in said["points"]})
            case "children":
                if self.online is not None:
                    offline = [cid for cid in self.state if cid and cid not in self.online]
                    self.says(told="other", data={"data": {"online": self.online, "offline": offline}})
            case _:
                self.says(told="done", command=BEAT)

    def query(self, cid: str, points: list[str]) -> None:
        if self.wants_points and not points:
            self.says(told="refused", command=QUERY, code=1, text="json obj data unvalid")
        elif cid in self.state:
            state = self.state[cid]
            self.tells({one: state[one] for one in points or state if one in state}, cid)

    def control(self, cid: str, values: Mapping[str, Any]) -> None:
        if self.refusal:
            self.says(told="refused", command=CONTROL, code=1, text=self.refusal)
            return
        self.state.setdefault(cid, {}).update(values)
        self.says(told="done", command=CONTROL)
        if self.echoes:
            self.pushes(dict(values), cid)

    def tells(self, values: Mapping[str, Any], cid: str = "", *, push: bool = False) -> None:
        self.says(told="values", values=values, cid=cid, push=push, time_s=1_700_000_000)

    def pushes(self, values: Mapping[str, Any], cid: str = "") -> None:
        self.tells(values, cid, push=True)

    def says(self, **told: Any) -> None:
        self._words.put_nowait(json.dumps(told).encode())

    def hangs_up(self, error: LinkError | None = None) -> None:
        self._words.put_nowait(error or UnreachableError("it closed the connection"))

    async def receive(self) -> bytes:
        word = await self._words.get()
        if isinstance(word, LinkError):
            raise word
        return word

    def wishes(self) -> list[tuple[str, dict[str, Any]]]:
        return [(one["cid"], one["values"]) for one in self.asked if one["ask"] == "control"]

    def count(self, ask: str) -> int:
        return sum(one["ask"] == ask for one in self.asked)

    async def until_asked(self, ask: str, times: int = 1) -> None:
        while self.count(ask) < times:
            self._news.clear()
            await self._news.wait()
