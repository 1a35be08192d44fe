"""Which files the forms are, by name; the same from the classes and from a published table."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from schemas.capability_schema import capability_schema
from schemas.forms.mapped import Mapped, Row
from schemas.forms.page import page
from schemas.forms.sdf import to_sdf
from schemas.forms.table_writer import to_table
from schemas.forms.typescript import declarations
from schemas.forms.wot import thing_models
from schemas.registry import Registry, to_flat

Files: TypeAlias = Mapping[str, str]
LANGUAGES: Final = ("en", "zh")


def pretty(tree: Any) -> str:
    """Give JSON for readers: one fact a line."""
    return json.dumps(tree, ensure_ascii=False, indent=1) + "\n"


def compact(tree: Any) -> str:
    """Give JSON for programs."""
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":"))


def table(registry: Registry, mapped: Mapped) -> Files:
    """One property a line, so that a difference shows where it is."""
    return {"catalogue.json": table_text(to_table(registry, mapped))}


def table_text(document: Row) -> str:
    """Lay a table out: one row of it a line."""
    capabilities = ",\n".join(_capability_lines(one) for one in document["capabilities"])
    kinds = ",\n".join(map(compact, document["device_types"]))
    head = f'{{"schema":{compact(document["schema"])},\n"capabilities":[\n{capabilities}\n],\n'
    return f'{head}"device_types":[\n{kinds}\n]}}\n'


def _capability_lines(one: Row) -> str:
    lists = ("properties", "commands", "events")
    head = compact({key: fact for key, fact in one.items() if key not in lists})[:-1]
    rows = ",\n ".join(f'"{key}":[{_rows(one[key])}]' for key in lists)
    return f"{head},\n {rows}}}"


def _rows(rows: list[Row]) -> str:
    return "\n  " + ",\n  ".join(map(compact, rows)) if rows else ""


def registry_file(registry: Registry, _mapped: Mapped) -> Files:
    """One capability and one device type a line: compact to load."""
    flat = to_flat(registry)
    capabilities, kinds = (",\n".join(map(compact, flat[key])) for key in ("capabilities", "device_types"))
    head = f'{{"version":{compact(flat["version"])},\n"capabilities":[\n{capabilities}\n],\n'
    return {"registry.json": f'{head}"device_types":[\n{kinds}\n]}}\n'}


def json_schema(registry: Registry, mapped: Mapped) -> Files:
    """One document with a definition a capability."""
    return {"capabilities.schema.json": pretty(capability_schema(registry, mapped))}


def wot(registry: Registry, mapped: Mapped) -> Files:
    """One Thing Model a file, for they refer to each other by name."""
    return {f"wot/{name}": pretty(model) for name, model in thing_models(registry, mapped).items()}


def sdf(registry: Registry, mapped: Mapped) -> Files:
    """One model, without and with labels."""
    plain, labelled = to_sdf(registry, mapped), to_sdf(registry, mapped, labels=True)
    return {"sdf/hutong.sdf.json": pretty(plain), "sdf/hutong-labelled.sdf.json": pretty(labelled)}


def typescript(registry: Registry, _mapped: Mapped) -> Files:
    """One file of declarations."""
    return {"hutong.d.ts": declarations(registry)}


def html(registry: Registry, mapped: Mapped) -> Files:
    """One page a language."""
    return {f"html/{language}.html": page(registry, mapped, language) for language in LANGUAGES}


FORMS: Final[Mapping[str, Callable[[Registry, Mapped], Files]]] = {
    "registry": registry_file,
    "table": table,
    "json-schema": json_schema,
    "wot": wot,
    "sdf": sdf,
    "typescript": typescript,
    "html": html,
}
"""Every form that is made of the registry alone."""
