"""The far end of a secure session, as messages in clear: accessories that a test makes, and what it lets them do."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from adapters.sdk.errors import LinkError, UnreachableError

INFO = {"23": "Name", "20": "Manufacturer", "21": "Model", "30": "SerialNumber", "52": "FirmwareRevision"}


def characteristic(iid: int, kind: str, form: str, perms: str, value: Any = None, **more: Any) -> dict[str, Any]:
    words = {"r": "pr", "w": "pw", "n": "ev", "t": "tw"}
    told = {"iid": iid, "type": kind, "format": form, "perms": [words[letter] for letter in perms], **more}
    return told if value is None else {**told, "value": value}


def service(iid: int, kind: str, *characteristics: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"iid": iid, "type": kind, "characteristics": [*characteristics], **more}


def accessory(aid: int, name: str, *services: dict[str, Any]) -> dict[str, Any]:
    values = {"23": name, "20": "Maker", "21": "Model 1", "30": f"SN-{aid}", "52": "1.0"}
    told = (characteristic(iid, kind, "string", "r", values[kind]) for iid, kind in enumerate(INFO, 2))
    return {"aid": aid, "services": [service(1, "3E", *told, characteristic(7, "14", "bool", "w")), *services]}


def lamp(aid: int = 1, name: str = "Lamp") -> dict[str, Any]:
    """Switched at iid 10, as bright as 11 says."""
    on = characteristic(10, "25", "bool", "rwn", value=False)
    level = characteristic(11, "8", "int", "rwn", 50, minValue=0, maxValue=100, minStep=1, unit="percentage")
    return accessory(aid, name, service(9, "43", on, level))


def bridge(*behind: dict[str, Any]) -> list[dict[str, Any]]:
    return [accessory(1, "Bridge"), *behind]


class Far:
    """Answers as an accessory does. `mute`: it hears and says nothing. `statuses` are what it says of a place."""

    def __init__(self, *accessories: dict[str, Any]) -> None:
        self.accessories = [*accessories]
        self.mute = False
        self.statuses: dict[tuple[int, int], int] = {}
        self.asked: list[tuple[str, str, Any]] = []
        self.told: set[tuple[int, int]] = set()
        self.opened = 0
        self.refuses: LinkError | None = None
        self._out: asyncio.Queue[bytes | LinkError] = asyncio.Queue(64)

    @asynccontextmanager
    async def connect(self) -> AsyncIterator["Far"]:
        if self.refuses is not None:
            raise self.refuses
        self.opened += 1
        self._out = asyncio.Queue(64)
        self.told.clear()
        yield self

    # what the session does

    async def send(self, message: bytes) -> None:
        said = json.loads(message)
        self.asked.append((said["method"], said["path"], said.get("body")))
        if not self.mute:
            self.say(self.answer(said["method"], said["path"], said.get("body", {})))

    async def receive(self) -> bytes:
        said = await self._out.get()
        if isinstance(said, LinkError):
            raise said
        return said

    # what the test does

    def say(self, message: Mapping[str, Any]) -> None:
        self.say_raw(json.dumps(message).encode())

    def say_raw(self, message: bytes) -> None:
        self._out.put_nowait(message)

    def hang_up(self, reason: str = "it hung up") -> None:
        self._out.put_nowait(UnreachableError(reason))

    def tell(self, aid: int, iid: int, value: Any) -> None:
        """Let somebody do something at the device, which tells it."""
        if (found := self.find(aid, iid)) is not None:
            found["value"] = value
        self.say({"event": {"characteristics": [{"aid": aid, "iid": iid, "value": value}]}})

    def find(self, aid: int, iid: int) -> dict[str, Any] | None:
        listed = (c for a in self.accessories if a["aid"] == aid for s in a["services"] for c in s["characteristics"])
        return next((one for one in listed if one["iid"] == iid), None)

    def answer(self, method: str, path: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        if path == "/accessories":
            return {"status": 200, "body": {"accessories": self.accessories}}
        if path == "/prepare":
            return {"status": 200, "body": {"status": 0}}
        if method == "GET":
            ids = [tuple(map(int, one.split("."))) for one in path.partition("id=")[2].split(",")]
            return self._listed([self._read(aid, iid) for aid, iid in ids])
        return self._written([self._write(one) for one in body["characteristics"]])

    def _read(self, aid: int, iid: int) -> dict[str, Any]:
        found = self.find(aid, iid)
        status = self.statuses.get((aid, iid), -70409 if found is None else 0)
        more = {"status": status} if status or found is None else {"value": found.get("value")}
        return {"aid": aid, "iid": iid, **more}

    def _write(self, one: Mapping[str, Any]) -> dict[str, Any]:
        aid, iid = one["aid"], one["iid"]
        status = self.statuses.get((aid, iid), 0)
        if "ev" in one:
            self.told.add((aid, iid))
        elif not status and (found := self.find(aid, iid)) is not None:
            found["value"] = one["value"]
        return {"aid": aid, "iid": iid, "status": status}

    @staticmethod
    def _listed(found: list[dict[str, Any]]) -> Mapping[str, Any]:
        if not any("status" in one for one in found):
            return {"status": 200, "body": {"characteristics": found}}
        return {"status": 207, "body": {"characteristics": [{"status": 0, **one} for one in found]}}

    @staticmethod
    def _written(found: list[dict[str, Any]]) -> Mapping[str, Any]:
        if not any(one["status"] for one in found):
            return {"status": 204, "body": {}}
        return {"status": 207, "body": {"characteristics": found}}
