"""What one update costs in the home's state: `python -m benchmarks.state_apply`.

The figures are nanoseconds a property value, the best of five runs: unchanged and changed values, in reports of one
and of ten, at two depths: the arrays alone, and with history, events kept and told to one listener.
"""

import json
import time
from collections.abc import Callable, Sequence

from gateway.core.clock import SystemClock
from gateway.core.feed import Feed
from gateway.core.history import History
from gateway.core.pipeline import Pipeline, Source
from gateway.core.registry import DeviceRegistry, Identity
from gateway.core.row import Row
from gateway.core.state import Binding, DeviceEntry, HomeState
from schemas.device import DeviceDescription, PropertyDescription
from schemas.registry import Registry
from schemas.updates import PropertiesReported
from schemas.vocabulary import Kind

WIDTH = 10
ROUNDS = 20_000


class _NoShelf:
    async def rows(self, device: str, first_hour: int, last_hour: int) -> list[list[Row]]:
        del device, first_hour, last_hour
        return [[]]

    async def save_identity(self, identity: Identity) -> None:
        del identity


def _device() -> DeviceDescription:
    return DeviceDescription(
        key="d",
        name="d",
        properties=tuple(
            PropertyDescription(
                endpoint=n,
                capability="temperatureMeasurement",
                name="measuredValue",
                address="t",
                kind=Kind.NUMBER,
                unit="Cel",
            )
            for n in range(WIDTH)
        ),
    )


def _pipeline() -> tuple[Pipeline, Source]:
    shelf = _NoShelf()
    clock = SystemClock()
    feed = Feed()
    feed.subscribe(lambda _event: None)
    history = History(clock, shelf)
    pipeline = Pipeline(clock, Registry.load(), DeviceRegistry(shelf), feed, history)
    source = pipeline.source("bench")
    pipeline.restore(source, Identity(id="d_bench", adapter="bench", key="d"), _device())
    history.advance()
    return pipeline, source


def _reports(width: int, *, changing: bool) -> list[PropertiesReported]:
    values = (20.5, 21.5) if changing else (20.5, 20.5)
    return [
        PropertiesReported(device="d", arrived_ns=0, changes=tuple((n, value) for n in range(width)))
        for value in values
    ]


def _ns(work: Callable[[PropertiesReported], None], reports: Sequence[PropertiesReported], width: int) -> float:
    best = float("inf")
    for _ in range(5):
        start = time.perf_counter_ns()
        for _ in range(ROUNDS // 2):
            work(reports[0])
            work(reports[1])
        best = min(best, (time.perf_counter_ns() - start) / ROUNDS / width)
    return round(best, 1)


def measure() -> dict[str, float]:
    """Give nanoseconds a value by case."""
    found: dict[str, float] = {}
    for width in (1, WIDTH):
        for changing in (False, True):
            case = f"{'changed' if changing else 'unchanged'}, {width} a report"
            reports = _reports(width, changing=changing)
            alone = HomeState(Registry.load(), lambda *_: None, lambda *_: None)
            bare = Binding(entry=DeviceEntry(id="d_x", adapter="bench", description=_device(), name="d"), handle_of={})
            alone.bind(bare, _device())
            found[f"arrays: {case}"] = _ns(lambda one, s=alone, b=bare: s.apply(b, one, 1), reports, width)  # type: ignore[misc]
            pipeline, source = _pipeline()
            now_ns = time.monotonic_ns()
            take = pipeline._report  # noqa: SLF001  the hot path itself, without the slice around it
            found[f"pipeline: {case}"] = _ns(lambda one, t=take, s=source, n=now_ns: t(s, one, 1, n), reports, width)  # type: ignore[misc]
    return found


if __name__ == "__main__":
    print(json.dumps(measure(), indent=1))
