"""Figures for Prometheus: plain integers on the hot path, shaped only when somebody asks. No label names a device."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

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


class Metrics(Collector):
    """A registry of its own, fed by `counts` and by readings that other parts offer."""

    def __init__(self) -> None:
        self.counts = Counts()
        self._totals: dict[str, tuple[str, Reading]] = {}
        self._gauges: dict[str, tuple[str, Reading]] = {}
        self._groups: dict[str, tuple[str, Callable[[], Mapping[str, int]]]] = {}
        self._levels: dict[str, tuple[str, Callable[[], Mapping[str, int]]]] = {}
        self._registry = CollectorRegistry(auto_describe=False)
        self._registry.register(self)

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

    def render(self) -> bytes:
        """Give all figures in the Prometheus text format 0.0.4."""
        return generate_latest(self._registry)

    def collect(self) -> Iterator[Metric]:
        for name, (text, reading) in self._gauges.items():
            yield GaugeMetricFamily(f"hutong_{name}", text, value=reading())
        for name, (text, reading) in self._totals.items():
            yield CounterMetricFamily(f"hutong_{name}", text, value=reading())
        for name, (text, group) in self._groups.items():
            yield _family(name, text, group())
        for name, (text, level) in self._levels.items():
            yield _levels(name, text, level())
        counts = self.counts
        yield CounterMetricFamily("hutong_changes", "Property values that changed", value=counts.changes)
        yield CounterMetricFamily("hutong_events", "Events that devices told of", value=counts.events)
        yield CounterMetricFamily("hutong_stream_frames", "Frames encoded for the stream", value=counts.frames)
        yield CounterMetricFamily("hutong_stream_dropped", "Slow stream clients dropped", value=counts.dropped_clients)
        yield CounterMetricFamily("hutong_stream_slow", "Times a stream client fell behind", value=counts.fell_behind)
        yield CounterMetricFamily("hutong_stream_folded", "Values folded for slow stream clients", value=counts.folded)
        yield CounterMetricFamily("hutong_auth_failures", "Requests with a wrong token", value=counts.auth_failures)
        yield _family("commands", "Commands by outcome", counts.commands)
        yield _family("requests", "Requests by class of status", counts.requests)


def _family(name: str, text: str, figures: Mapping[str, int]) -> Metric:
    family = CounterMetricFamily(f"hutong_{name}", text, labels=["kind"])
    for kind, value in sorted(figures.items()):
        family.add_metric([kind], value)
    return family


def _levels(name: str, text: str, figures: Mapping[str, int]) -> Metric:
    family = GaugeMetricFamily(f"hutong_{name}", text, labels=["kind"])
    for kind, value in sorted(figures.items()):
        family.add_metric([kind], value)
    return family
