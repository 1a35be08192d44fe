"""From a contract and the schema to a compiled table, or to the findings that refuse it.

Two questions: does every output's value fit its closed type whatever the input does (here), and does the profile
let anybody have it (`ceiling`, `union`).
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Final

from privacy.ceiling import ceiling_findings
from privacy.compiled import Compiled, CompiledOutput
from privacy.contract import (
    Bin,
    Choice,
    Clamp,
    Contract,
    Count,
    Input,
    Measure,
    Number,
    Output,
    Round,
    TimeFloor,
    Window,
)
from privacy.envelope import base_s, contract_hash
from privacy.errors import ContractRefused, Finding
from privacy.lowering import lowering_for
from privacy.profile import Profile
from privacy.reading import today
from privacy.union import union_findings
from schemas.registry import Registry, Spec
from schemas.units import affine, coefficients, convertible
from schemas.vocabulary import VENDOR, Kind, Sensitivity

MINUTE_S: Final = 60
NUMERIC: Final = frozenset({Kind.NUMBER, Kind.INTEGER})
STATES: Final = frozenset({Kind.BOOLEAN, Kind.ENUM})
POINTS: Final = frozenset({Measure.MIN, Measure.MAX, Measure.LAST})
COUNTER_UNITS: Final = frozenset({"kW.h", "kV.A.h", "kV.A{reactive}.h", "m3", "kcal", "{steps}", "{count}"})
COUNTERS: Final = frozenset(
    {
        ("weatherMeasurement", "precipitationTotal"),
        ("deviceHealth", "uptime"),
        ("consumableMonitoring", "timeUsed"),
        ("heatSource", "operatingHours"),
    }
)
"""Counters in units that other properties have too."""
POWER: Final = "W"
ENERGY: Final = "W.h"


def compile_contract(
    contract: Contract, registry: Registry, profile: Profile, *, demonstration: bool = False
) -> Compiled:
    """Check a contract against schema and profile; raises ContractRefused with every finding."""
    typed = [_typed(contract, index, registry) for index in range(len(contract.outputs))]
    findings = [one for one in typed if isinstance(one, Finding)]
    if findings:
        raise ContractRefused(*findings)
    compiled = Compiled(
        contract=contract,
        hash=contract_hash(contract),
        profile=profile,
        base_s=base_s(contract),
        outputs=tuple(one for one in typed if isinstance(one, CompiledOutput)),
    )
    if refused := ceiling_findings(compiled, demonstration=demonstration) or union_findings([compiled], profile):
        raise ContractRefused(*refused)
    return compiled


def is_meter(spec: Spec) -> bool:
    """Whether it is a counter, whose readings tell more than its growth: an amount that is reported as it grows."""
    if spec.kind not in NUMERIC or "n" not in spec.access:
        return False
    return spec.unit in COUNTER_UNITS or (spec.capability, spec.name) in COUNTERS


def _typed(contract: Contract, index: int, registry: Registry) -> CompiledOutput | Finding:
    output = contract.outputs[index]
    at = next(i for i, one in enumerate(contract.inputs) if one.name == output.input)
    source, window = contract.inputs[at], output.steps[0]
    spec = _spec(source, f"inputs[{at}]", registry)
    if isinstance(spec, Finding):
        return spec
    path = f"outputs[{index}]"
    if not isinstance(window, Window):
        return _no(f"{path}.steps", "window-first", "the first step is no window", "begin with a Window")
    fault = next(_faults(path, spec, window, output), None)
    return fault or _compiled(output, source, spec, window)


def _no(path: str, code: str, reason: str, fix: str) -> Finding:
    return Finding(path=path, code=code, reason=reason, fix=fix)


def _spec(source: Input, path: str, registry: Registry) -> Spec | Finding:
    name = today(source, registry)
    if name[0] == VENDOR:
        return _no(f"{path}.capability", "vendor", "vendor properties carry no label", "use one of the common schema")
    spec = registry.specs.get(name)
    if spec is None:
        reason = f"the schema has no {'/'.join(name)}"
        return _no(f"{path}.property", "unknown-property", reason, "see `hutong schema list`")
    if spec.sensitivity is Sensitivity.UNLABELLED:
        return _no(
            f"{path}.property", "unlabelled", "it carries no label, so it never leaves", "use a labelled property"
        )
    if spec.kind not in NUMERIC | STATES | {Kind.TIMESTAMP}:
        return _no(f"{path}.property", "kind", f"a {spec.kind} never leaves", "use a number, an enum or a boolean")
    if source.device_type and not _has(registry, source.device_type, spec.capability):
        reason = f"no type {source.device_type!r} with {spec.capability}"
        return _no(f"{path}.device_type", "device-type", reason, "name another")
    return spec


def _has(registry: Registry, device_type: str, capability: str) -> bool:
    kind = registry.device_types.get(device_type)
    return kind is not None and capability in {*kind.required, *kind.optional}


def _faults(path: str, spec: Spec, window: Window, output: Output) -> Iterator[Finding]:
    yield from _measure(f"{path}.steps[0].measure", spec, window)
    yield from _pipeline(path, spec, window, output)


def _measure(path: str, spec: Spec, window: Window) -> Iterator[Finding]:
    measure = window.measure
    if is_meter(spec) and measure is not Measure.SUM:
        yield _no(path, "meter", f"{measure} of a counter tells its reading", "use sum: its growth over the window")
    if measure is Measure.SUM and not (is_meter(spec) or (spec.kind in NUMERIC and spec.unit == POWER)):
        yield _no(path, "measure", "sum is for counters and for power", "use mean")
    if measure is Measure.MEAN and spec.kind not in NUMERIC:
        yield _no(path, "measure", f"a {spec.kind} has no mean", "use duty or count")
    if measure in {Measure.COUNT, Measure.DUTY} and spec.kind not in STATES:
        yield _no(path, "measure", f"{measure} is for states", "use mean or sum")
    if measure is Measure.LAST and spec.kind in STATES:
        yield _no(path, "measure", "last is for numbers", "use max, duty or count")
    if spec.kind is Kind.TIMESTAMP and measure is not Measure.LAST:
        yield _no(path, "measure", "of a moment only the last can be told", "use last and TimeFloor")
    if measure is Measure.DUTY and window.state not in members(spec):
        yield _no(path, "state", f"{window.state!r} is no state of it", f"one of {', '.join(members(spec))}")


def members(spec: Spec) -> tuple[str, ...]:
    """Give the states of a boolean or an enum in order; none for a number."""
    return ("false", "true") if spec.kind is Kind.BOOLEAN else spec.values or ()


def _pipeline(path: str, spec: Spec, window: Window, output: Output) -> Iterator[Finding]:
    form, steps = output.form, output.steps[1:]
    bins = [step for step in steps if isinstance(step, Bin)]
    tells_state = spec.kind in STATES and window.measure in POINTS
    if tells_state or window.measure is Measure.COUNT:
        if steps:
            yield _no(f"{path}.steps[1]", "operator", "states and counts take no further operator", "remove it")
        yield from _states(path, spec, output) if tells_state else _counted(path, output)
    elif isinstance(form, Number) and not bins:
        yield from _number(path, spec, window, output)
    elif isinstance(form, Choice) and bins:
        yield from _binned(path, output, bins)
    else:
        yield _no(f"{path}.form", "form", "the steps do not end in this type", "Number, or Bin and Choice, for numbers")
    if any(isinstance(step, TimeFloor) for step in steps) != (spec.kind is Kind.TIMESTAMP):
        yield _no(f"{path}.steps", "time-floor", "TimeFloor and moments go together", "use it for moments, only")


def _states(path: str, spec: Spec, output: Output) -> Iterator[Finding]:
    form = output.form
    if not isinstance(form, Choice):
        yield _no(f"{path}.form", "form", "a state is told as a Choice", "use Choice")
    elif not set(members(spec)) <= set(form.values) and "other" not in form.values:
        yield _no(f"{path}.form.values", "other", "not every state is listed", 'add the rest, or "other"')


def _counted(path: str, output: Output) -> Iterator[Finding]:
    if not isinstance(output.form, Count):
        yield _no(f"{path}.form", "form", "a count is told as a Count", "use Count")


def _binned(path: str, output: Output, bins: list[Bin]) -> Iterator[Finding]:
    if len(bins) != 1 or not isinstance(output.steps[-1], Bin):
        yield _no(f"{path}.steps", "bin", "Bin is the last step, once", "move it to the end")
    if isinstance(output.form, Choice) and set(bins[-1].labels) != set(output.form.values):
        yield _no(f"{path}.form.values", "labels", "not the labels of the Bin", "list exactly its labels")


def _number(path: str, spec: Spec, window: Window, output: Output) -> Iterator[Finding]:
    form, steps = output.form, output.steps[1:]
    if not isinstance(form, Number):
        return
    if not any(isinstance(s, Round) and s.step == form.step for s in steps) and spec.kind is not Kind.TIMESTAMP:
        yield _no(f"{path}.steps", "round", "nothing rounds to the step of the form", f"add Round with {form.step}")
    if not any(isinstance(s, TimeFloor) and s.seconds == form.step for s in steps) and spec.kind is Kind.TIMESTAMP:
        yield _no(f"{path}.steps", "time-floor", "nothing floors to the step of the form", "add TimeFloor")
    if spec.kind is Kind.TIMESTAMP and form.unit != "s":
        yield _no(f"{path}.form.unit", "unit", "a moment is told in seconds since 1970", "write s")
    bounds = (form.minimum, form.maximum)
    if not any(isinstance(s, Clamp) and (s.minimum, s.maximum) == bounds for s in steps):
        yield _no(f"{path}.steps", "clamp", "nothing codes what lies beyond the form", f"add Clamp {bounds}")
    if not convertible(result_unit(spec, window), form.unit):
        yield _no(f"{path}.form.unit", "unit", f"not a unit of {spec.unit or 'its input'}", "choose one of its kind")


def result_unit(spec: Spec, window: Window) -> str:
    """Give the unit in which the window tells its result."""
    if window.measure is Measure.DUTY:
        return "1"
    if spec.kind is Kind.TIMESTAMP:
        return "ms"
    return ENERGY if window.measure is Measure.SUM and spec.unit == POWER else spec.unit or "1"


def _compiled(output: Output, source: Input, spec: Spec, window: Window) -> CompiledOutput:
    picks = window.measure in POINTS
    lowering = lowering_for(spec, window, output) if picks else None
    floors = [step.seconds for step in output.steps if isinstance(step, TimeFloor)]
    finest = max(floors, default=MINUTE_S)
    return CompiledOutput(
        output=output,
        input=source,
        spec=spec,
        window=window,
        steps=output.steps[1:],
        grain_s=min(finest, window.seconds) if picks and lowering is None else window.seconds,
        sensitivity=spec.sensitivity,
        category=spec.category,
        meter=is_meter(spec),
        unit=(output.form.unit or "1") if isinstance(output.form, Number) else result_unit(spec, window),
        convert=_conversion(spec, window, output),
        lowered_by=lowering.id if lowering else "",
    )


def _conversion(spec: Spec, window: Window, output: Output) -> Callable[[float], float]:
    if not isinstance(output.form, Number):
        return affine(Fraction(1), Fraction(0))
    unit = output.form.unit or "1"
    scale, offset = coefficients(result_unit(spec, window), unit, difference=window.measure is Measure.SUM)
    return affine(scale, offset)
