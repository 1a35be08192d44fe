"""Tables of the documents that are made from the code: `python -m tests.docs.tables` writes them anew."""

import argparse
import re
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Final
from unittest.mock import patch

from adapters.mqtt.template.library import FILTERS, FUNCTIONS, METHODS, TESTS
from gateway.config import HazardSection
from gateway.core.policy import DEFAULT, Demand
from gateway.northbound.problem import KINDS
from gateway.northbound.resources import ROUTES
from gateway.northbound.route import PREFIX, Route
from gateway.northbound.scope import EVERY_READ, SCOPE_OF, Scope
from privacy.compile import compile_contract
from privacy.document import parse_contract
from privacy.explain import explain
from privacy.profile import PROFILES
from schemas.forms.catalogue import published_catalogue
from schemas.forms.files import FORMS
from schemas.forms.words import GROUPS, HAZARDS
from schemas.registry import Registry
from schemas.scenarios import SCENARIOS, Relation, Target
from schemas.vocabulary import Hazard, Sensitivity
from tests.docs.document import REGION, ROOT, documents
from tests.docs.layout import table
from tests.docs.pages import adapter_tables

SAMPLE: Final = ROOT / "privacy" / "contracts" / "manufacturer-weekly.json"
PLAIN: Final = (
    ("GET", "/healthz", "the loop turns", "no token"),
    ("GET", "/readyz", "stores open, every adapter connected or known not to be; else 503", "no token"),
    ("GET", "/metrics", "Prometheus; no figure names a device", "`metrics`"),
    ("GET", f"{PREFIX}/openapi.json", "the OpenAPI 3.1 document of all this", "no token"),
    ("GET", f"{PREFIX}/stream", "WebSocket, see below", "`read` or `control`"),
)


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
    if route.scopes == frozenset(Scope):
        return "every scope"
    if route.scopes >= EVERY_READ:
        rest = sorted(route.scopes - EVERY_READ)
        return ", ".join(["every `read` scope", *(f"`{one}`" for one in rest)])
    return ", ".join(f"`{one}`" for one in sorted(route.scopes))


def _statuses(route: Route) -> str:
    return ", ".join(map(str, route.answers))


def scopes() -> str:
    """Tell which sensitivity each scope opens."""
    opened = {scope: [level for level in SCOPE_OF if SCOPE_OF[level] is scope] for scope in Scope}
    return table(
        ("scope", "opens values labelled"),
        ((f"`{scope}`", ", ".join(map(_label, levels))) for scope, levels in opened.items() if levels),
    )


def _label(level: Sensitivity) -> str:
    return "not at all" if level is Sensitivity.UNLABELLED else f"S{int(level)} {level.name.lower()}"


def problems() -> str:
    """Tell every kind of problem."""
    rows = ((f"`{code}`", str(kind.status), f"{kind.en} · {kind.zh}", kind.fix) for code, kind in KINDS.items())
    return table(("type", "status", "title", "fix"), rows)


def template_words() -> str:
    """Tell the names that templates may use; by sort."""
    words = {"filters": FILTERS, "tests": TESTS, "functions": FUNCTIONS, "methods": METHODS}
    return table(
        ("names", "allowed"), ((kind, ", ".join(f"`{n}`" for n in sorted(names))) for kind, names in words.items())
    )


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
        options = [one for one in _parser(module)._actions if one.dest != "help"]
        return table(("option", "meaning"), ((f"`{_written(one)}`", _help(one)) for one in options))

    return text


def _written(action: argparse.Action) -> str:
    name = ", ".join(action.option_strings)
    if action.nargs == 0:
        return name
    return f"{name} {'{' + ','.join(map(str, action.choices)) + '}' if action.choices else _metavar(action)}"


def _metavar(action: argparse.Action) -> str:
    return str(action.metavar or action.dest.upper())


def _help(action: argparse.Action) -> str:
    return (action.help or "") % {**vars(action), "prog": ""}


class _Found(Exception):  # noqa: N818
    def __init__(self, parser: argparse.ArgumentParser) -> None:
        super().__init__()
        self.parser = parser


def _parser(module: str) -> argparse.ArgumentParser:
    """Give the parser of a program, as its main makes it."""

    def found(self: argparse.ArgumentParser, *_: object) -> None:
        raise _Found(self)

    with patch.object(argparse.ArgumentParser, "parse_args", found):
        try:
            import_module(module).main()
        except _Found as caught:
            return caught.parser
    raise LookupError(f"{module} reads no arguments")


def schema_forms() -> str:
    """Tell the published forms and their files."""

    def rows() -> Iterator[tuple[str, ...]]:
        shipped = published_catalogue()
        for name, form in FORMS.items():
            files = [*form(shipped.registry, shipped.mapped)]
            yield f"`{name}`", ", ".join(f"`{one}`" for one in files) if len(files) < 3 else f"`{name}/` (one a model)"

    return table(("form", "files in schemas/published"), rows())


def schema_capabilities() -> str:
    """Tell every capability, by group."""

    def rows() -> Iterator[tuple[str, ...]]:
        capabilities = Registry.load().capabilities.values()
        for group, term in GROUPS.items():
            held = [f"`{one.id}`" for one in capabilities if one.group == group]
            yield f"{term.en} · {term.zh}", ", ".join(held)

    return table(("group", "capabilities"), rows())


_DEMANDS: Final[Mapping[Demand, str]] = {
    Demand.NOTHING: "nobody · 无需确认",
    Demand.PERSON: "a person, wherever · 本人（不限地点）",
    Demand.PERSON_AT_HOME: "a person in the home network · 本人（在家庭网络内）",
    Demand.NEVER: "never through the gateway · 不经网关执行",
}


def confirmation() -> str:
    """Tell who confirms which hazard by default, and the key that changes it."""

    def rows() -> Iterator[tuple[str, ...]]:
        for hazard, demand in DEFAULT.items():
            term = HAZARDS[hazard]
            yield f"`{hazard}`", f"{term.en} · {term.zh}", f"`{demand}`", _DEMANDS[demand], f"`{_key(hazard)}`"

    return table(("hazard", "what it is", "demand", "who confirms", "key of `[hazards]`"), rows())


def _key(hazard: Hazard) -> str:
    return next(name for name in HazardSection.model_fields if name.replace("_", "-") == hazard)


def schema_scenarios() -> str:
    """Tell every scenario: its roles, those it cannot do without, its numbers."""

    def rows() -> Iterator[tuple[str, ...]]:
        for one in SCENARIOS.values():
            roles = ", ".join(f"**{role.en}**" if role.required else role.en for role in one.roles)
            yield f"`{one.id}` {one.en} · {one.zh}", roles, ", ".join(map(_number, one.targets))

    return table(("scenario", "roles (needed ones in bold)", "numbers"), rows())


def _number(target: Target) -> str:
    signs = {Relation.AT_MOST: "≤", Relation.AT_LEAST: "≥", Relation.WITHIN: "±"}
    value = "not public" if target.value is None else f"{signs[target.relation]} {target.value:g} {target.unit}".strip()
    return f"{target.en}: {value}"


MAKERS: Final[Mapping[str, Callable[[], str]]] = {
    "routes": routes,
    "scopes": scopes,
    "problems": problems,
    "confirmation": confirmation,
    "profiles": profiles,
    "template-words": template_words,
    "explained-zh": _explained("zh"),
    "explained-en": _explained("en"),
    "schema-forms": schema_forms,
    "schema-capabilities": schema_capabilities,
    "schema-scenarios": schema_scenarios,
    "home-options": _options("simulators.home.__main__"),
    "broker-options": _options("simulators.broker"),
    "recipient-options": _options("simulators.recipient.__main__"),
    "account-options": _options("simulators.account"),
    "capture-options": _options("simulators.capture"),
    **dict(adapter_tables()),
}
"""What stands between `<!-- generated: NAME -->` and `<!-- end -->`."""


def renewed(text: str) -> str:
    """Give a document with every generated region made anew."""

    def make(found: re.Match[str]) -> str:
        name = found["name"]
        return f"<!-- generated: {name} -->\n{MAKERS[name]()}<!-- end -->"

    return REGION.sub(make, text)


def main() -> None:
    """Write every document anew."""
    for path in documents():
        before = path.read_text("utf-8")
        if (after := renewed(before)) != before:
            path.write_text(after, "utf-8")
            print(path)  # noqa: T201


if __name__ == "__main__":
    main()
