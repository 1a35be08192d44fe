"""What single steps cost inside one process, each beside the least that Python needs for the like of it."""

import gc
import json
import time
import timeit
from collections.abc import Callable
from itertools import cycle
from typing import Any, Final

from benchmarks.measure import Measured
from gateway.core.state import Binding, DeviceEntry, HomeState
from schemas.codec import decoder, encode
from schemas.device import DeviceDescription, EndpointDescription, PropertyDescription
from schemas.registry import Registry
from schemas.updates import PropertiesReported, Update
from schemas.validate import compile_check
from schemas.vocabulary import Kind

REPEATS: Final = 7
REPORT: Final = PropertiesReported(device="bench", arrived_ns=1_234_567_890, changes=((0, 21.5), (1, 40.25)))


def cost_ns(step: Callable[[], object], number: int = 20_000) -> float:
    """Return what one call costs in processor time: the best of some repeats, which other processes disturbed least."""
    return min(timeit.repeat(step, timer=time.thread_time, number=number, repeat=REPEATS)) / number * 1e9


def checks() -> Measured:
    """One compiled check of a number, against the comparison it stands for."""
    check = compile_check(kind=Kind.NUMBER, minimum=-50.0, maximum=100.0)

    def bare(value: Any) -> str | None:
        return None if value.__class__ is float and -50.0 <= value <= 100.0 else "no"

    assert check(21.5) is None
    return {"compiled_check_ns": (cost_ns(lambda: check(21.5)), cost_ns(lambda: bare(21.5)))}


def codec() -> Measured:
    """A report of two values to JSON and back, against the json module on the same tree."""
    data = encode(REPORT)
    tree: Any = json.loads(data)
    decode = decoder(Update)
    assert decode(data) == REPORT
    number = 5_000
    return {
        "encode_update_us": (_us(lambda: encode(REPORT), number), _us(lambda: json.dumps(tree).encode(), number)),
        "decode_update_us": (_us(lambda: decode(data), number), _us(lambda: json.loads(data), number)),
    }


def _us(step: Callable[[], object], number: int) -> float:
    return cost_ns(step, number) / 1000


def states() -> Measured:
    """One report of one value into the home's state, the same value and another, against a dict."""
    state, binding = _state()
    same = (PropertiesReported(device="bench", arrived_ns=1, changes=((0, 21.5),)),)
    other = (*same, PropertiesReported(device="bench", arrived_ns=1, changes=((0, 22.5),)))
    return {
        "state_apply_unchanged_ns": (_apply_ns(state, binding, same), _dict_ns(same)),
        "state_apply_changed_ns": (_apply_ns(state, binding, other), _dict_ns(other)),
    }


def _apply_ns(state: HomeState, binding: Binding, reports: tuple[PropertiesReported, ...]) -> float:
    turn = cycle(reports)
    return cost_ns(lambda: state.apply(binding, next(turn), 1)) - cost_ns(lambda: next(turn))


def _dict_ns(reports: tuple[PropertiesReported, ...]) -> float:
    turn, values = cycle(reports), {0: 0.0}

    def take() -> None:
        for index, value in next(turn).changes:
            if values[index] != value:
                values[index] = value  # type: ignore[assignment]

    return cost_ns(take) - cost_ns(lambda: next(turn))


def _state() -> tuple[HomeState, Binding]:
    registry = Registry.load()
    state = HomeState(registry, lambda *_: None, _never)
    spec = registry.spec("temperatureMeasurement", "measuredValue")
    one = PropertyDescription(
        endpoint=1, capability=spec.capability, name=spec.name, kind=spec.kind, unit=spec.unit, address="t"
    )
    device = DeviceDescription(
        key="bench",
        name="Bench",
        endpoints=(EndpointDescription(id=1, device_type="temperatureSensor"),),
        properties=(one,),
    )
    entry = DeviceEntry(id="d_bench", adapter="bench", description=device, name="Bench")
    binding = Binding(entry=entry, handle_of={})
    state.bind(binding, device)
    return state, binding


def _never(_entry: DeviceEntry, fault: object) -> None:
    raise AssertionError(fault)


def all_steps() -> Measured:
    """Measure every step, with what the harness itself holds out of the garbage collector's way."""
    gc.freeze()
    try:
        return checks() | codec() | states()
    finally:
        gc.unfreeze()
