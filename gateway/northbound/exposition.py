"""Figures as Prometheus reads them; its library is loaded when somebody first asks."""

from collections.abc import Iterable, Iterator, Mapping

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from gateway.northbound.metric import Figure


class _Once(Collector):
    """What a registry asks for the figures of one moment."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._figures = figures

    def collect(self) -> Iterator[Metric]:
        return map(_family, self._figures)


def exposed(figures: Iterable[Figure]) -> bytes:
    """Give figures in the Prometheus text format 0.0.4."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Once(figures))
    return generate_latest(registry)


def _family(figure: Figure) -> Metric:
    family = CounterMetricFamily if figure.grows else GaugeMetricFamily
    name, value = f"hutong_{figure.name}", figure.value
    if not isinstance(value, Mapping):
        return family(name, figure.text, value=value)
    found = family(name, figure.text, labels=["kind"])
    for kind, one in sorted(value.items()):
        found.add_metric([kind], one)
    return found
