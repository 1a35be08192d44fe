"""The templates that Jinja has to parse; it is loaded with the first of them."""

import warnings
from typing import Final

from jinja2 import Environment, TemplateError, nodes

from adapters.mqtt.template.compiled import Compiled, Unsupported, extractor, renderer
from adapters.mqtt.template.compiler import Compiler, Refusal, sequence
from adapters.mqtt.template.lookup import lookup
from adapters.mqtt.template.value import TemplateFault

NESTING_LIMIT: Final = 40
_PARSER: Final = Environment()  # noqa: S701 - it only parses; nothing is ever rendered


def parsed(text: str) -> Compiled | Unsupported:
    """Compile any template, or tell why not."""
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
    extract = lookup(path) if path is not None else extractor(evaluate)
    return Compiled(text, extract, renderer(evaluate), path)


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
