"""Tables of docs/adapters/gree.md, made from the code: `python -m tests.adapters.gree.test_docs` writes them anew."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from adapters.gree import MANIFEST
from adapters.gree.mapping import HEAT_PUMP, TABLE, Column
from schemas.registry import Registry
from tests.docs.tables import table

PAGE: Final = Path(__file__).parents[3] / "docs" / "adapters" / "gree.md"
_REGION: Final = re.compile(r"<!-- from the code: (?P<name>[a-z]+) -->\n.*?<!-- end -->", re.DOTALL)


def keys() -> str:
    """Tell every key of [adapters.<name>]."""
    about = MANIFEST.config_schema()["properties"]
    return table(("key", "default", "note"), ((f"`{key}`", _default(one), _note(one)) for key, one in about.items()))


def _default(about: dict[str, Any]) -> str:
    return f"`{json.dumps(about['default'])}`" if about.get("default") is not None else ""


def _note(about: dict[str, Any]) -> str:
    low, high = about.get("minimum"), about.get("maximum")
    return f"{about.get('description', '')}{f'; {low} to {high}' if low is not None else ''}"


def columns(listed: tuple[Column, ...] = TABLE) -> str:
    """Tell every column and what it becomes."""
    registry = Registry.load()

    def rows() -> Iterator[tuple[str, ...]]:
        for one in listed:
            yield f"`{one.name}`", *_what(one, registry), "read, written" if "w" in one.source.access else "read"

    return table(("column", "property", "what", "access"), rows())


def pump() -> str:
    """Tell the columns of heat pumps."""
    return columns(HEAT_PUMP)


def _what(one: Column, registry: Registry) -> tuple[str, str]:
    if one.row is None:
        return f"`vendor.gree.{one.name}`", one.reason
    spec = registry.spec(one.row.capability, one.row.name)
    return f"`{one.row.capability}.{one.row.name}`", f"{spec.en} · {spec.zh}"


def renewed(text: str) -> str:
    makers = {"keys": keys, "columns": columns, "pump": pump}
    return _REGION.sub(
        lambda found: f"<!-- from the code: {found['name']} -->\n{makers[found['name']]()}<!-- end -->", text
    )


def test_the_tables_are_as_the_code_is() -> None:
    text = PAGE.read_text("utf-8")
    assert len(_REGION.findall(text)) == 3
    assert renewed(text) == text, "run: python -m tests.adapters.gree.test_docs"


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text("utf-8")), "utf-8")
