"""From Jinja's syntax tree to closures: only the nodes of an allow-list, and never Python's own attributes."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from jinja2 import nodes

from adapters.mqtt.template.compiled import Evaluate
from adapters.mqtt.template.library import FILTERS, FUNCTIONS, METHODS, TESTS
from adapters.mqtt.template.operation import BINARY, COMPARISONS, concat, cut, item
from adapters.mqtt.template.value import UNDEFINED, Scope, bounded

Table = dict[str, Callable[..., Any]]

NODE_LIMIT: Final = 600
DEPTH_LIMIT: Final = 60

# What Home Assistant offers to value and command templates of its MQTT components.
NAMES: Final = frozenset(
    {
        *("value", "value_json", "position", "position_open", "position_closed", "tilt_position", "tilt_min"),
        *("tilt_max", "tone", "duration", "volume_level", "state", "brightness", "color_temp", "color_temp_kelvin"),
        *("red", "green", "blue", "white", "hue", "sat", "x", "y", "effect", "flash", "transition", "cold_white"),
        *("warm_white", "code", "action", "timings", "modulation", "repeat_count", "percentage", "preset_mode"),
    }
)


@dataclass(frozen=True, slots=True)
class Effect:
    """A part that makes no text: `set`."""

    run: Callable[[Scope], None]

    def __call__(self, scope: Scope) -> Any:
        """Do it."""
        self.run(scope)
        return UNDEFINED


class Refusal(Exception):  # noqa: N818 - it is caught inside and becomes an Unsupported
    """A template that is not compiled, and why."""


class Compiler:
    """Compiles one template; it counts nodes and knows the names that `set` made."""

    def __init__(self) -> None:
        self._nodes = 0
        self._names = set(NAMES)

    def body(self, statements: list[nodes.Node], depth: int = 0) -> list[Evaluate]:
        """Compile a list of statements to parts whose texts are joined."""
        return [part for statement in statements for part in self._statement(statement, depth)]

    def _statement(self, node: nodes.Node, depth: int) -> list[Evaluate]:
        self._count(depth)
        if isinstance(node, nodes.Output):
            return [self.expression(child, depth + 1) for child in node.nodes]
        if isinstance(node, nodes.If):
            return [self._if(node, depth)]
        if isinstance(node, nodes.Assign):
            return [self._assign(node, depth)]
        raise Refusal(f"statement '{_word(node)}' is not allowed")

    def _count(self, depth: int) -> None:
        self._nodes += 1
        if self._nodes > NODE_LIMIT or depth > DEPTH_LIMIT:
            raise Refusal("the template is too large or nested too deeply")

    def _if(self, node: nodes.If, depth: int) -> Evaluate:
        cases = [(self.expression(node.test, depth + 1), sequence(self.body(node.body, depth + 1)))]
        for other in node.elif_:
            self._count(depth)
            cases.append((self.expression(other.test, depth + 1), sequence(self.body(other.body, depth + 1))))
        otherwise = sequence(self.body(node.else_, depth + 1))

        def run(scope: Scope) -> Any:
            for test, body in cases:
                if truth(test(scope)):
                    return body(scope)
            return otherwise(scope)

        return run

    def _assign(self, node: nodes.Assign, depth: int) -> Evaluate:
        if not isinstance(node.target, nodes.Name):
            raise Refusal("set: only a plain name can be assigned")
        name, evaluate = node.target.name, self.expression(node.node, depth + 1)
        _check_name(name)
        self._names.add(name)

        def run(scope: Scope) -> None:
            scope.names[name] = evaluate(scope)

        return Effect(run)

    def expression(self, node: nodes.Node, depth: int) -> Evaluate:
        """Compile one expression; a node that is not listed is a refusal."""
        self._count(depth)
        build = _EXPRESSIONS.get(type(node))
        if build is None:
            raise Refusal(f"expression '{_word(node)}' is not allowed")
        return build(self, node, depth + 1)

    def constant(self, node: nodes.Const | nodes.TemplateData, _depth: int) -> Evaluate:
        """Compile a literal."""
        value = node.data if isinstance(node, nodes.TemplateData) else bounded(node.value)
        return lambda _scope: value

    def name(self, node: nodes.Name, _depth: int) -> Evaluate:
        """Compile a variable; only Home Assistant's own and those set before are known."""
        name = node.name
        if name not in self._names:
            raise Refusal(f"name '{name[:40]}' is not allowed")
        return lambda scope: scope.names.get(name, UNDEFINED)

    def attribute(self, node: nodes.Getattr, depth: int) -> Evaluate:
        """Compile `a.b` as a look-up of a key, never as a Python attribute."""
        _check_name(node.attr)
        value, key = self.expression(node.node, depth), node.attr
        return lambda scope: item(value(scope), key)

    def item(self, node: nodes.Getitem, depth: int) -> Evaluate:
        """Compile `a[b]` and `a[b:c]`."""
        value = self.expression(node.node, depth)
        if isinstance(node.arg, nodes.Slice):
            return self._slice(value, node.arg, depth)
        if isinstance(node.arg, nodes.Const) and str(node.arg.value).startswith("__"):
            raise Refusal(f"name '{str(node.arg.value)[:40]}' is not allowed")
        key = self.expression(node.arg, depth)
        return lambda scope: item(value(scope), key(scope))

    def _slice(self, value: Evaluate, node: nodes.Slice, depth: int) -> Evaluate:
        start, stop, step = (
            self.expression(part, depth) if part is not None else _none for part in (node.start, node.stop, node.step)
        )
        return lambda scope: cut(scope, value(scope), start(scope), stop(scope), step(scope))

    def condition(self, node: nodes.CondExpr, depth: int) -> Evaluate:
        """Compile `a if b else c`."""
        test, then = self.expression(node.test, depth), self.expression(node.expr1, depth)
        otherwise = self.expression(node.expr2, depth) if node.expr2 is not None else _undefined
        return lambda scope: then(scope) if truth(test(scope)) else otherwise(scope)

    def comparison(self, node: nodes.Compare, depth: int) -> Evaluate:
        """Compile a chain of comparisons."""
        first = self.expression(node.expr, depth)
        rest = [(COMPARISONS[operand.op], self.expression(operand.expr, depth)) for operand in node.ops]

        def run(scope: Scope) -> bool:
            left = first(scope)
            for compare, evaluate in rest:
                right = evaluate(scope)
                if not compare(scope, left, right):
                    return False
                left = right
            return True

        return run

    def both(self, node: nodes.And, depth: int) -> Evaluate:
        """Compile `and`."""
        left, right = self.expression(node.left, depth), self.expression(node.right, depth)
        return lambda scope: value if not truth(value := left(scope)) else right(scope)

    def either(self, node: nodes.Or, depth: int) -> Evaluate:
        """Compile `or`."""
        left, right = self.expression(node.left, depth), self.expression(node.right, depth)
        return lambda scope: value if truth(value := left(scope)) else right(scope)

    def unary(self, node: nodes.UnaryExpr, depth: int) -> Evaluate:
        """Compile `not`, `-` and `+`."""
        value, sort = self.expression(node.node, depth), type(node)
        if sort is nodes.Not:
            return lambda scope: not truth(value(scope))
        return (lambda scope: -bounded(value(scope))) if sort is nodes.Neg else (lambda scope: +bounded(value(scope)))

    def binary(self, node: nodes.BinExpr, depth: int) -> Evaluate:
        """Compile arithmetic."""
        run = BINARY[type(node).__name__]
        left, right = self.expression(node.left, depth), self.expression(node.right, depth)
        return lambda scope: run(scope, left(scope), right(scope))

    def concat(self, node: nodes.Concat, depth: int) -> Evaluate:
        """Compile `~`."""
        parts = [self.expression(part, depth) for part in node.nodes]
        return lambda scope: concat(scope, [part(scope) for part in parts])

    def sequence(self, node: nodes.List | nodes.Tuple, depth: int) -> Evaluate:
        """Compile a list or tuple literal."""
        parts = [self.expression(part, depth) for part in node.items]
        return lambda scope: scope.weigh([part(scope) for part in parts])

    def mapping(self, node: nodes.Dict, depth: int) -> Evaluate:
        """Compile an object literal."""
        pairs = [(self.expression(pair.key, depth), self.expression(pair.value, depth)) for pair in node.items]
        return lambda scope: scope.weigh({key(scope): value(scope) for key, value in pairs})

    def filter(self, node: nodes.Filter, depth: int) -> Evaluate:
        """Compile a filter of the closed list."""
        if node.node is None:
            raise Refusal("a filter block is not allowed")
        return self._call("filter", FILTERS, node.name, node, node.node, depth)

    def test(self, node: nodes.Test, depth: int) -> Evaluate:
        """Compile a test of the closed list."""
        return self._call("test", TESTS, node.name, node, node.node, depth)

    def call(self, node: nodes.Call, depth: int) -> Evaluate:
        """Compile a function or a method of the closed lists."""
        if isinstance(node.node, nodes.Name):
            return self._call("function", FUNCTIONS, node.node.name, node, None, depth)
        if isinstance(node.node, nodes.Getattr):
            return self._call("method", METHODS, node.node.attr, node, node.node.node, depth)
        raise Refusal("only named functions and methods can be called")

    def _call(self, sort: str, table: Table, name: str, node: Any, subject: nodes.Node | None, depth: int) -> Evaluate:
        if name not in table:
            raise Refusal(f"{sort} '{name[:40]}' is not allowed")
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            raise Refusal(f"{sort} '{name}': unpacked arguments are not allowed")
        leading = [] if subject is None else [subject]
        arguments = [self.expression(argument, depth) for argument in [*leading, *node.args]]
        named = {pair.key: self.expression(pair.value, depth) for pair in node.kwargs}
        _check_call(sort, name, table[name], len(arguments), named)
        return _apply(table[name], arguments, named)


def _apply(function: Callable[..., Any], arguments: list[Evaluate], named: dict[str, Evaluate]) -> Evaluate:
    def run(scope: Scope) -> Any:
        values = [argument(scope) for argument in arguments]
        return function(scope, *values, **{key: value(scope) for key, value in named.items()})

    return run


def _check_call(sort: str, name: str, function: Callable[..., Any], count: int, named: dict[str, Evaluate]) -> None:
    try:
        inspect.signature(function).bind(None, *([None] * count), **dict.fromkeys(named))
    except TypeError:
        raise Refusal(f"{sort} '{name}' has arguments it does not take") from None


def _check_name(name: str) -> None:
    if name.startswith("_"):
        raise Refusal(f"name '{name[:40]}' is not allowed")


def _none(_scope: Scope) -> Any:
    return None


def _undefined(_scope: Scope) -> Any:
    return UNDEFINED


def truth(value: Any) -> bool:
    """Whether a value counts as true; an undefined one does not."""
    return value is not UNDEFINED and bool(value)


def sequence(parts: list[Evaluate]) -> Evaluate:
    """Join parts to one text; where only the last makes any, its value keeps its own type."""
    if not parts:
        return _undefined
    *leading, last = parts
    if not leading:
        return last
    if all(isinstance(part, Effect) for part in leading):
        return lambda scope: [part(scope) for part in parts][-1]
    return lambda scope: scope.text("".join([scope.show(part(scope)) for part in parts]))


def _word(node: nodes.Node) -> str:
    return type(node).__name__.lower()


_EXPRESSIONS: Final[dict[type, Callable[[Compiler, Any, int], Evaluate]]] = {
    nodes.Const: Compiler.constant,
    nodes.TemplateData: Compiler.constant,
    nodes.Name: Compiler.name,
    nodes.Getattr: Compiler.attribute,
    nodes.Getitem: Compiler.item,
    nodes.CondExpr: Compiler.condition,
    nodes.Compare: Compiler.comparison,
    nodes.And: Compiler.both,
    nodes.Or: Compiler.either,
    nodes.Not: Compiler.unary,
    nodes.Neg: Compiler.unary,
    nodes.Pos: Compiler.unary,
    nodes.Add: Compiler.binary,
    nodes.Sub: Compiler.binary,
    nodes.Mul: Compiler.binary,
    nodes.Div: Compiler.binary,
    nodes.FloorDiv: Compiler.binary,
    nodes.Mod: Compiler.binary,
    nodes.Pow: Compiler.binary,
    nodes.Concat: Compiler.concat,
    nodes.List: Compiler.sequence,
    nodes.Tuple: Compiler.sequence,
    nodes.Dict: Compiler.mapping,
    nodes.Filter: Compiler.filter,
    nodes.Test: Compiler.test,
    nodes.Call: Compiler.call,
}
