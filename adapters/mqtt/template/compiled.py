"""What becomes of a template: a compiled one, or why it is not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from adapters.mqtt.template.value import Failure, Scope, TemplateFault

Evaluate = Callable[[Scope], Any]

_FAULTS: Final = (TemplateFault, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A template that is not compiled, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Compiled:
    """A compiled template. `path` is set where it is a plain look-up in the payload's JSON."""

    source: str
    extract: Callable[[str, Any], Any]  # (payload text, its JSON or UNDEFINED) -> value, UNDEFINED or Failure
    render: Callable[[dict[str, Any]], Any]  # with other variables, for command templates
    path: tuple[str | int, ...] | None = None


def extractor(evaluate: Evaluate) -> Callable[[str, Any], Any]:
    """Make a function of a payload's text and its JSON."""
    run = renderer(evaluate)
    return lambda text, data: run({"value": text, "value_json": data})


def renderer(evaluate: Evaluate) -> Callable[[dict[str, Any]], Any]:
    """Make a function of named values; its faults become a Failure."""

    def run(names: dict[str, Any]) -> Any:
        try:
            value = evaluate(Scope(dict(names)))
        except _FAULTS as fault:
            return Failure(str(fault)[:120] or type(fault).__name__)
        return value.strip() if isinstance(value, str) else value

    return run
