"""Which files the forms are, by name; the same from the classes and from a published table."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from schemas.forms.json_schema import capability_schema
from schemas.forms.mapped import Mapped, Row, only
from schemas.forms.page import page
from schemas.forms.sdf import to_sdf
from schemas.forms.table_writer import to_table
from schemas.forms.typescript import declarations
from schemas.forms.wot import thing_models
from schemas.registry import Registry, to_flat
from schemas.scenarios import to_rows

Files: TypeAlias = Mapping[str, str]
LANGUAGES: Final = ("en", "zh")


def lined(tree: Any, depth: int) -> str:
    """Give JSON whose innermost facts share a line: each level down to `depth` opens lines of its own."""
    return _lined(tree, depth, "\n") + "\n"


def _lined(tree: Any, depth: int, margin: str) -> str:
    if depth == 0 or not tree or not isinstance(tree, dict | list | tuple):
        return json.dumps(tree, ensure_ascii=False)
    inner = f"{margin} "
    if isinstance(tree, dict):
        rows = (f"{json.dumps(key, ensure_ascii=False)}: {_lined(one, depth - 1, inner)}" for key, one in tree.items())
        return f"{{{inner}{f',{inner}'.join(rows)}{margin}}}"
    return f"[{inner}{f',{inner}'.join(_lined(one, depth - 1, inner) for one in tree)}{margin}]"


def table(registry: Registry, mapped: Mapped) -> Files:
    """One member a line, so that a difference shows where it is."""
    return {"catalogue.json": table_text(to_table(registry, mapped))}


def table_text(document: Row) -> str:
    """Lay a table out."""
    return lined(document, 4)


def registry_file(registry: Registry, _mapped: Mapped) -> Files:
    """One capability and one device type a line: compact to load."""
    flat = to_flat(registry)
    capabilities, kinds = (",\n".join(map(_compact, flat[key])) for key in ("capabilities", "device_types"))
    head = f'{{"version":{_compact(flat["version"])},\n"capabilities":[\n{capabilities}\n],\n'
    return {"registry.json": f'{head}"device_types":[\n{kinds}\n]}}\n'}


def _compact(tree: Any) -> str:
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":"))


def json_schema(registry: Registry, mapped: Mapped) -> Files:
    """One document with a definition a capability."""
    return {"capabilities.schema.json": lined(capability_schema(registry, mapped), 4)}


def wot(registry: Registry, mapped: Mapped) -> Files:
    """One Thing Model a file, for they refer to each other by name. Of other vocabularies only Matter's."""
    models = thing_models(registry, only(mapped, "matter"))
    return {f"wot/{name}": lined(model, 2) for name, model in models.items()}


def sdf(registry: Registry, mapped: Mapped) -> Files:
    """One model, without and with labels. Of other vocabularies only Matter's."""
    plain, labelled = to_sdf(registry), to_sdf(registry, only(mapped, "matter"), labels=True)
    return {"sdf/hutong.sdf.json": lined(plain, 4), "sdf/hutong-labelled.sdf.json": lined(labelled, 4)}


def typescript(registry: Registry, _mapped: Mapped) -> Files:
    """One file of declarations."""
    return {"hutong.d.ts": declarations(registry)}


def html(registry: Registry, mapped: Mapped) -> Files:
    """One page a language."""
    return {f"html/{language}.html": page(registry, mapped, language) for language in LANGUAGES}


def scenarios(registry: Registry, _mapped: Mapped) -> Files:
    """One role or target a line."""
    return {"scenarios.json": lined({"schema": registry.version, "scenarios": to_rows()}, 4)}


FORMS: Final[Mapping[str, Callable[[Registry, Mapped], Files]]] = {
    "registry": registry_file,
    "table": table,
    "json-schema": json_schema,
    "wot": wot,
    "sdf": sdf,
    "typescript": typescript,
    "html": html,
    "scenarios": scenarios,
}
"""Every form that is made without the message records."""
