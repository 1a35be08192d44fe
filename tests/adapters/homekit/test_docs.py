"""Tables of docs/adapters/homekit.md, made from the code: `python -m tests.adapters.homekit.test_docs` writes them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from adapters.homekit import MANIFEST
from schemas.mappings.homekit import COMMANDS, EVENTS, ROWS, SERVICES, device_type_of
from tests.docs.tables import table

PAGE: Final = Path(__file__).parents[3] / "docs" / "adapters" / "homekit.md"
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


def rows() -> str:
    """Tell what becomes of every service."""

    def lines() -> Iterator[tuple[str, ...]]:
        for service in SERVICES:
            properties = _named((one.capability, one.name) for one in ROWS if one.source.service == service)
            commands = _named((one.capability, one.name) for one in COMMANDS if one.key.service == service)
            events = _named((one.capability, one.name) for one in EVENTS if one.key.service == service)
            yield f"`{service}`", device_type_of(service) or "beside another", properties, commands, events

    return table(("service", "device type", "properties", "commands", "events"), lines())


def _named(found: Iterator[tuple[str, str]]) -> str:
    return ", ".join(dict.fromkeys(f"{capability}.{name}" for capability, name in found))


MAKERS: Final = {"keys": keys, "rows": rows}


def renewed(text: str) -> str:
    """Give the page with every table made anew."""
    return _REGION.sub(
        lambda found: f"<!-- from the code: {found['name']} -->\n{MAKERS[found['name']]()}<!-- end -->", text
    )


def test_the_tables_are_as_the_code_is() -> None:
    text = PAGE.read_text("utf-8")
    assert len(_REGION.findall(text)) == 2
    assert renewed(text) == text, "run: python -m tests.adapters.homekit.test_docs"


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text("utf-8")), "utf-8")
