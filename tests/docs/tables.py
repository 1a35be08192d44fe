"""Tables of the documents that are made from the code: `python -m tests.docs.tables` writes them anew."""

import argparse
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any, Final

from adapters.mqtt import MANIFEST
from gateway.northbound.problem import KINDS
from gateway.northbound.resources import ROUTES
from gateway.northbound.route import PREFIX, Route
from gateway.northbound.scope import EVERY_READ, SCOPE_OF, Scope
from privacy.compile import compile_contract
from privacy.document import parse_contract
from privacy.explain import explain
from privacy.profile import PROFILES
from schemas.registry import Registry
from tests.docs.document import DOCS, REGION, ROOT

SAMPLE: Final = ROOT / "privacy" / "contracts" / "manufacturer-weekly.json"
PLAIN: Final = (
    ("GET", "/healthz", "the loop turns", "no token"),
    ("GET", "/readyz", "stores open, every adapter connected or known not to be; else 503", "no token"),
    ("GET", "/metrics", "Prometheus; no figure names a device", "`metrics`"),
    ("GET", f"{PREFIX}/openapi.json", "the OpenAPI 3.1 document of all this", "no token"),
    ("GET", f"{PREFIX}/stream", "WebSocket, see below", "`read` or `control`"),
)


def table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    """Give a Markdown table."""
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


def routes() -> str:
    """Tell every route: what it is, what it needs, its usual statuses."""

    def rows() -> Iterator[tuple[str, ...]]:
        for route in ROUTES:
            yield f"`{route.method} {route.path}`", f"{route.en} · {route.zh}", _needs(route), _statuses(route)
        for method, path, what, needs in PLAIN:
            yield f"`{method} {path}`", what, needs, "101" if path.endswith("stream") else "200"

    return table(("route", "what", "needs", "good"), rows())


def _needs(route: Route) -> str:
    if route.public:
        return "no token"
    scopes = sorted(route.scopes)
    if route.scopes == frozenset(Scope):
        return "every scope"
    if EVERY_READ <= route.scopes:
        scopes = ["every `read` scope", *(f"`{one}`" for one in scopes if not one.startswith("read"))]
        return ", ".join(scopes)
    return ", ".join(f"`{one}`" for one in scopes)


def _statuses(route: Route) -> str:
    return ", ".join(map(str, route.answers))


def scopes() -> str:
    """Tell which sensitivity each scope opens."""
    opened = {scope: [level.name for level in SCOPE_OF if SCOPE_OF[level] is scope] for scope in Scope}
    return table(
        ("scope", "opens values of"),
        ((f"`{scope.value}`", ", ".join(f"S{'-' if n == 'UNLABELLED' else ''}".rstrip('S') + n.lower() for n in names)) for scope, names in opened.items() if names),
    )


def problems() -> str:
    """Tell every kind of problem."""
    rows = ((f"`{code}`", str(kind.status), f"{kind.en} · {kind.zh}", kind.fix) for code, kind in KINDS.items())
    return table(("type", "status", "title", "fix"), rows)


def mqtt_keys() -> str:
    """Tell every key of [adapters.<name>] of MQTT."""
    schema = MANIFEST.config_schema()
    tls = schema["$defs"]["TlsConfig"]["properties"]
    keys = {**schema["properties"], **{f"tls.{key}": about for key, about in tls.items()}}
    return table(("key", "default", "takes", "note"), ((f"`{key}`", *_about(about)) for key, about in keys.items()))


def _about(about: Mapping[str, Any]) -> tuple[str, str, str]:
    default = json.dumps(about["default"]) if about.get("default") not in (None, "") else ""
    return f"`{default}`" if default else "", _takes(about), about.get("description", "")


def _takes(about: Mapping[str, Any]) -> str:
    if "$ref" in about:
        return "a table"
    if "anyOf" in about:
        return " or ".join(_takes(one) for one in about["anyOf"] if one.get("type") != "null")
    if "const" in about:
        return f"`{json.dumps(about['const'])}`"
    if "enum" in about:
        return ", ".join(f"`{json.dumps(one)}`" for one in about["enum"])
    if about.get("type") == "array":
        return f"list of {_takes(about['items'])}"
    kind = {"string": "text", "integer": "whole number"}.get(about["type"], str(about["type"]))
    low, high = about.get("minimum"), about.get("maximum")
    return f"{kind} {low} to {high}" if low is not None else kind


def profiles() -> str:
    """Tell the ceilings of every profile."""

    def rows() -> Iterator[tuple[str, ...]]:
        for one in PROFILES.values():
            windows = ", ".join(f"S{int(level)} {_long(seconds)}" for level, seconds in one.finest_window_s.items())
            yield f"`{one.id}`", one.en, one.zh, windows or "nothing", f"{one.bits_a_week:g}"

    return table(("profile", "en", "zh", "finest window by sensitivity", "bits a week"), rows())


def _long(seconds: int) -> str:
    for unit, size in (("week", 604_800), ("day", 86_400), ("hour", 3600)):
        if seconds % size == 0:
            return f"{seconds // size} {unit}"
    return f"{seconds // 60} min"


def _explained(language: str) -> Callable[[], str]:
    def text() -> str:
        profile = PROFILES["manufacturer"]
        words = explain(compile_contract(parse_contract(SAMPLE.read_bytes()), Registry.load(), profile))
        return f"```text\n{words.zh if language == 'zh' else words.en}\n```\n"

    return text


def _options(module: str) -> Callable[[], str]:
    def text() -> str:
        shown = io.StringIO()
        parser = _parser(module)
        with redirect_stdout(shown):
            parser.print_help()
        return table(
            ("option", "meaning"),
            (
                (f"`{', '.join(one.option_strings)}{_metavar(one)}`", (one.help or "") % vars(one) if "%(" in (one.help or "") else one.help or "")
                for one in parser._actions
                if one.dest != "help"
            ),
        )

    return text


def _metavar(action: argparse.Action) -> str:
    if action.nargs == 0:
        return ""
    if action.choices:
        return f" {{{','.join(map(str, action.choices))}}}"
    return f" {action.metavar or action.dest.upper()}"


class _Found(Exception):  # noqa: N818
    def __init__(self, parser: argparse.ArgumentParser) -> None:
        super().__init__()
        self.parser = parser
