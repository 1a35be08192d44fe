"""Figures for Prometheus: plain integers on the hot path, shaped only when somebody asks. No label names a device."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module

Reading = Callable[[], float]


@dataclass(slots=True)
class Counts:
    """What the API itself counts."""

    changes: int = 0
    events: int = 0
    frames: int = 0
    dropped_clients: int = 0
    fell_behind: int = 0
    folded: int = 0  # changed values that a slow client was told the newer one instead of
    auth_failures: int = 0
    commands: Counter[str] = field(default_factory=Counter)  # by outcome
    requests: Counter[str] = field(default_factory=Counter)  # by class of status, "2xx"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as it is now, or several by kind; `grows` tells a total from what goes up and down."""

    name: str
    text: str
    value: float | Mapping[str, int]
    grows: bool = True


class Metrics:
    """Fed by `counts` and by readings that other parts offer."""

    def __init__(self) -> None:
        self.counts = Counts()
        self._totals: dict[str, tuple[str, Reading]] = {}
        self._gauges: dict[str, tuple[str, Reading]] = {}
        self._groups: dict[str, tuple[str, Callable[[], Mapping[str, int]]]] = {}
        self._levels: dict[str, tuple[str, Callable[[], Mapping[str, int]]]] = {}

    def total(self, name: str, text: str, reading: Reading) -> None:
        """Offer a total that only grows, for example bytes written."""
        self._totals[name] = (text, reading)

    def gauge(self, name: str, text: str, reading: Reading) -> None:
        """Offer a figure that goes up and down."""
        self._gauges[name] = (text, reading)

    def group(self, name: str, text: str, reading: Callable[[], Mapping[str, int]]) -> None:
        """Offer totals by kind, where the kinds are few and name no device."""
        self._groups[name] = (text, reading)

    def levels(self, name: str, text: str, reading: Callable[[], Mapping[str, int]]) -> None:
        """Offer figures by kind that go up and down, where the kinds are few and name no device."""
        self._levels[name] = (text, reading)

    async def render(self) -> bytes:
        """Give all figures in the Prometheus text format 0.0.4; its library, 1 MB, is loaded beside the loop."""
        await asyncio.to_thread(import_module, "gateway.northbound.exposition")
        from gateway.northbound.exposition import exposed  # noqa: PLC0415 - a home that nobody asks goes without

        return exposed(self.figures())

    def figures(self) -> Iterator[Figure]:
        """Read everything that is offered, and what the API counts."""
        for name, (text, reading) in self._gauges.items():
            yield Figure(name, text, reading(), grows=False)
        for name, (text, reading) in self._totals.items():
            yield Figure(name, text, reading())
        for name, (text, group) in self._groups.items():
            yield Figure(name, text, group())
        for name, (text, level) in self._levels.items():
            yield Figure(name, text, level(), grows=False)
        counts = self.counts
        yield Figure("changes", "Property values that changed", counts.changes)
        yield Figure("events", "Events that devices told of", counts.events)
        yield Figure("stream_frames", "Frames encoded for the stream", counts.frames)
        yield Figure("stream_dropped", "Slow stream clients dropped", counts.dropped_clients)
        yield Figure("stream_slow", "Times a stream client fell behind", counts.fell_behind)
        yield Figure("stream_folded", "Values folded for slow stream clients", counts.folded)
        yield Figure("auth_failures", "Requests with a wrong token", counts.auth_failures)
        yield Figure("commands", "Commands by outcome", counts.commands)
        yield Figure("requests", "Requests by class of status", counts.requests)
