"""JSON of the stream, written by hand: each name is encoded once, each value once, however many listen."""

import json
import math
from collections.abc import Iterable
from operator import itemgetter
from typing import Final

from gateway.core.event import EventRaised, HomeEvent, ValuesChanged
from gateway.core.home import Home
from gateway.core.state import DeviceEntry
from gateway.northbound.reader import About, Backlog, Touched
from gateway.northbound.reveal import open_fields
from gateway.northbound.scope import View
from schemas.value import Value

dumps: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode

Parts = list[tuple[int, str]]
"""Sensitivity and `"path":value` of each change of one report."""


def value_text(value: Value) -> str:
    """Encode one value; what a home mostly has takes the short way."""
    kind = value.__class__
    if kind is bool:
        return "true" if value else "false"
    if kind is int or (kind is float and math.isfinite(value)):  # type: ignore[arg-type]
        return repr(value)
    return dumps(value)


class StreamText:
    """Encodes what happens in one home."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._names: dict[str, str] = {}  # path -> its JSON with a colon

    def parts(self, event: ValuesChanged) -> Parts:
        """Encode the changes of one report, for every view."""
        sensitivity = self._home.state.sensitivity
        pairs = zip(event.handles, event.values, strict=True)
        return [(sensitivity[handle], self._name(handle) + value_text(value)) for handle, value in pairs]

    def _name(self, handle: int) -> str:
        """Encode a path once, however many devices have it."""
        path = self._home.state.paths[handle]
        known = self._names.get(path)
        if known is None:
            known = self._names[path] = dumps(path) + ":"
        return known

    @staticmethod
    def values(event: ValuesChanged, parts: Parts, view: View) -> str:
        """Encode what this view may see of a report; "" for nothing."""
        levels = view.levels
        shown = ",".join([text for sensitivity, text in parts if levels >> sensitivity & 1])
        if not shown:
            return ""
        return f'{_head(event)}"at_ms":{event.at_ms},"values":{{{shown}}}}}'

    def raised(self, event: EventRaised, view: View) -> str:
        """Encode an event for a view; "" where it may not know of it."""
        fields = open_fields(self._home.registry, event.event, view) if view.sees(event.device) else None
        if fields is None:
            return ""
        raised = event.event
        body = {"endpoint": raised.endpoint, "capability": raised.capability, "event": raised.event, "fields": fields}
        return f'{_head(event)}"at_ms":{event.at_ms},"event":{dumps(body)}}}'

    def whole(self, event: HomeEvent, view: View) -> str:
        """Encode that a device is new to a view, or has other properties than before."""
        return f'{_head(event)}"whole":{self.device(event.device, view)}}}'

    def told(self, what: About, event: HomeEvent, view: View) -> str:
        """Encode something of a device that is no value and no event."""
        match what:
            case "whole":
                return self.whole(event, view)
            case "about":
                return self.about(event)
            case "gone":
                return self.gone(event)

    def caught_up(self, backlog: Backlog, view: View) -> list[str]:
        """Encode what a client missed while it was behind: values as they are now, in the order of seq."""
        found = list(backlog.texts)
        for what, event, seq in backlog.devices.values():
            found.append((seq, self.told(what, event, view)))
        for device, touched in backlog.touched.items():
            found.append((touched.seq, self._newest(device, touched)))
        return [text for _, text in sorted(found, key=itemgetter(0))]

    def _newest(self, device: str, touched: Touched) -> str:
        values = self._home.state.values
        shown = ",".join([self._name(handle) + value_text(values[handle]) for handle in touched.handles])
        return f'{{"seq":{touched.seq},"device":"{device}","at_ms":{touched.at_ms},"values":{{{shown}}}}}'

    @staticmethod
    def about(event: HomeEvent) -> str:
        """Encode that name, room, availability or faults of a device changed."""
        return f'{_head(event)}"about":{dumps(_about(event.device))}}}'

    @staticmethod
    def gone(event: HomeEvent) -> str:
        """Encode that a view has lost a device."""
        return f'{_head(event)}"gone":true}}'

    def device(self, entry: DeviceEntry, view: View) -> str:
        """Encode a device with the values that the view may read."""
        state = self._home.state
        shown = [handle for handle in entry.handles if view.reads(state.sensitivity[handle])]
        values = ",".join([self._name(handle) + value_text(state.values[handle]) for handle in shown])
        times = ",".join([f"{self._name(handle)}{state.updated_ms[handle]}" for handle in shown])
        return f'{dumps(_about(entry))[:-1]},"values":{{{values}}},"at_ms":{{{times}}}}}'

    def snapshot(self, view: View) -> str:
        """Encode all that the view sees, as of the home's present seq."""
        devices = ",".join([self.device(entry, view) for entry in self._home.devices() if view.sees(entry)])
        return f'{{"type":"snapshot","seq":{self._home.seq},"devices":[{devices}]}}'


def changes(seq: int, texts: Iterable[str]) -> bytes:
    """Encode a frame of changes; `seq` is where its reader stands afterwards."""
    return f'{{"type":"changes","seq":{seq},"changes":[{",".join(texts)}]}}'.encode()


def folded(seq: int, backlog: Backlog, for_s: float) -> bytes:
    """Encode that the next frame holds the newest values only, and what it stands for."""
    told = {
        "type": "folded",
        "seq": seq,
        "since_seq": backlog.since_seq,
        "for_ms": round(for_s * 1000),
        "values": backlog.noted - backlog.values,
        "events": len(backlog.texts),
    }
    return dumps(told).encode()


def _head(event: HomeEvent) -> str:
    return f'{{"seq":{event.seq},"device":"{event.device.id}",'


def _about(entry: DeviceEntry) -> dict[str, Value]:
    about = entry.description
    return {
        "id": entry.id,
        "adapter": entry.adapter,
        "name": entry.name,
        "room": entry.room,
        "available": entry.available,
        "reason": entry.reason,
        "manufacturer": about.manufacturer,
        "model": about.model,
        "faults": len(entry.faults),
    }
