"""Templates that are nothing but a look-up in the payload's JSON, as most are: read without a parser."""

import re
from collections.abc import Callable
from typing import Any, Final

from adapters.mqtt.template.compiled import Compiled, renderer
from adapters.mqtt.template.operation import item
from adapters.mqtt.template.value import UNDEFINED, Scope

STEPS: Final = 20  # a longer one is left to the parser and its limits
_TEXT: Final = r"""'[^'\\\r\n()\[\]{}]*'|"[^"\\\r\n()\[\]{}]*\""""
_STEP: Final = rf"\.[A-Za-z][A-Za-z0-9_]*|\[(?:0|[1-9][0-9]{{0,8}}|{_TEXT})\]"
_STEPS: Final = re.compile(_STEP)
PLAIN: Final = re.compile(rf"[ \t\r\n]*\{{\{{-?[ \t]*value_json((?:{_STEP}){{1,{STEPS}}})[ \t]*-?\}}\}}[ \t\r\n]*")
"""The form of them. Jinja has more ways to write the same, which it reads itself."""


def plain(text: str) -> Compiled | None:
    """Compile `{{ value_json.a['b'][0] }}`; None for all else."""
    match = PLAIN.fullmatch(text)
    if match is None:
        return None
    path = tuple(_key(step) for step in _STEPS.findall(match[1]))
    if any(isinstance(key, str) and key.startswith("__") for key in path):
        return None
    return Compiled(text, lookup(path), renderer(lambda scope: _walk(path, scope)), path)


def _key(step: str) -> str | int:
    if step[0] == ".":
        return step[1:]
    inner = step[1:-1]
    return inner[1:-1] if inner[0] in "'\"" else int(inner)


def _walk(path: tuple[str | int, ...], scope: Scope) -> Any:
    data = scope.names.get("value_json", UNDEFINED)
    for key in path:
        data = item(data, key)
    return data


def lookup(path: tuple[str | int, ...]) -> Callable[[str, Any], Any]:
    """Make a function of a payload's text and its JSON that follows a path."""
    if len(path) == 1:
        key = path[0]
        return lambda _text, data: data.get(key, UNDEFINED) if type(data) is dict else item(data, key)

    def walk(_text: str, data: Any) -> Any:
        for key in path:
            data = item(data, key)
        return data

    return walk
