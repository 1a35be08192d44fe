"""Templates of Home Assistant's MQTT discovery, compiled once to closures; no Jinja at run time, and never `eval`.

A template that is one expression keeps the type of its result; one with text around it gives a text. A look-up
that finds nothing gives UNDEFINED, which means "this message says nothing about it".
"""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from jinja2 import Environment, TemplateError, nodes

from adapters.mqtt.template.compiler import Compiler, Evaluate, Refusal, sequence
from adapters.mqtt.template.operation import item
from adapters.mqtt.template.value import UNDEFINED, Absent, Failure, Scope, TemplateFault, as_json, text_of

__all__ = [
    "UNDEFINED",
    "Absent",
    "Compiled",
    "Failure",
    "TemplateFault",
    "Unsupported",
    "as_json",
    "compile_template",
    "text_of",
]

SOURCE_LIMIT: Final = 8_192
NESTING_LIMIT: Final = 40
_PARSER: Final = Environment()  # noqa: S701 - it only parses; nothing is ever rendered
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


def compile_template(text: str) -> Compiled | Unsupported:
    """Compile a template. Never raises, never takes long, whatever the text is."""
    if len(text) > SOURCE_LIMIT:
        return Unsupported(f"longer than {SOURCE_LIMIT} characters")
    return _compiled(text)


@lru_cache(maxsize=1024)
def _compiled(text: str) -> Compiled | Unsupported:
    try:
        return _compile(text)
    except (Refusal, TemplateFault) as refusal:
        return Unsupported(str(refusal))
    except TemplateError as error:
        return Unsupported(f"not a template: {str(error.message)[:120]}")
    except RecursionError:
        return Unsupported("the template is nested too deeply")
    except Exception as error:  # noqa: BLE001 - the foreign parser's other faults: numbers and escapes it cannot read
        return Unsupported(f"not a template: {type(error).__name__}")


def _compile(text: str) -> Compiled:
    _check_nesting(text)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # odd escapes in a vendor's text are not ours to warn about
        tree = _PARSER.parse(text)
    body = _without_blank_ends(tree.body)
    path = _path(body)
    evaluate = sequence(Compiler().body(body))
    extract = _lookup(path) if path is not None else _extractor(evaluate)
    return Compiled(text, extract, _renderer(evaluate), path)


def _check_nesting(text: str) -> None:
    depth = 0
    for character in text:
        depth += (character in "([{") - (character in ")]}")
        if depth > NESTING_LIMIT:
            raise Refusal("the template is nested too deeply")


def _without_blank_ends(body: list[nodes.Node]) -> list[nodes.Node]:
    """Home Assistant strips what a template renders, so white space around one expression is no text."""
    kept = [_unblanked(node) for node in body]
    return [node for node in kept if not isinstance(node, nodes.Output) or node.nodes]


def _unblanked(node: nodes.Node) -> nodes.Node:
    if not isinstance(node, nodes.Output):
        return node
    parts = [part for part in node.nodes if not _blank(part)]
    return nodes.Output(parts, lineno=node.lineno) if len(parts) <= 1 else node


def _blank(node: nodes.Node) -> bool:
    return isinstance(node, nodes.TemplateData) and not node.data.strip()


def _path(body: list[nodes.Node]) -> tuple[str | int, ...] | None:
    if len(body) != 1 or not isinstance(body[0], nodes.Output) or len(body[0].nodes) != 1:
        return None
    keys: list[str | int] = []
    node: nodes.Node = body[0].nodes[0]
    while not isinstance(node, nodes.Name):
        key = _key(node)
        if key is None or len(keys) > NESTING_LIMIT:
            return None
        keys.append(key)
        node = node.node  # type: ignore[attr-defined]
    return tuple(reversed(keys)) if node.name == "value_json" and keys else None


def _key(node: nodes.Node) -> str | int | None:
    if isinstance(node, nodes.Getattr):
        return node.attr
    constant = node.arg if isinstance(node, nodes.Getitem) else None
    if isinstance(constant, nodes.Const) and type(constant.value) in (str, int):
        found: str | int = constant.value
        return found
    return None


def _lookup(path: tuple[str | int, ...]) -> Callable[[str, Any], Any]:
    if len(path) == 1:
        key = path[0]
        return lambda _text, data: data.get(key, UNDEFINED) if type(data) is dict else item(data, key)

    def walk(_text: str, data: Any) -> Any:
        for key in path:
            data = item(data, key)
        return data

    return walk


def _extractor(evaluate: Evaluate) -> Callable[[str, Any], Any]:
    render = _renderer(evaluate)
    return lambda text, data: render({"value": text, "value_json": data})


def _renderer(evaluate: Evaluate) -> Callable[[dict[str, Any]], Any]:
    def run(names: dict[str, Any]) -> Any:
        try:
            value = evaluate(Scope(dict(names)))
        except _FAULTS as fault:
            return Failure(str(fault)[:120] or type(fault).__name__)
        return value.strip() if isinstance(value, str) else value

    return run
