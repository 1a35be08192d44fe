"""Tables of docs/adapters/miot.md, made from the code: `python -m tests.adapters.miot.test_docs` writes them anew."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from adapters.miot import MANIFEST
from schemas.mappings.miot import ROWS
from schemas.mappings.miot.action import ACTION_ROWS, EVENT_ROWS, WRITE_ROWS
from tests.docs.tables import table

PAGE: Final = Path(__file__).parents[3] / "docs" / "adapters" / "miot.md"
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
    """Tell every capability that something of MIoT becomes."""
    properties = _names((one.capability, one.name) for one in ROWS)
    written = {(one.capability, one.command) for one in WRITE_ROWS}
    commands = _names({(one.capability, one.command) for one in ACTION_ROWS} | written)
    events = _names((one.capability, one.event) for one in EVENT_ROWS)

    def lines() -> Iterator[tuple[str, ...]]:
        for capability in sorted({*properties, *commands, *events}):
            yield f"`{capability}`", *(", ".join(found.get(capability, [])) for found in (properties, commands, events))

    return table(("capability", "properties", "commands", "events"), lines())


def _names(found: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = defaultdict(list)
    for capability, name in sorted(set(found)):
        names[capability].append(name)
    return names


def renewed(text: str) -> str:
    makers = {"keys": keys, "rows": rows}
    return _REGION.sub(
        lambda found: f"<!-- from the code: {found['name']} -->\n{makers[found['name']]()}<!-- end -->", text
    )


def test_the_tables_are_as_the_code_is() -> None:
    text = PAGE.read_text("utf-8")
    assert len(_REGION.findall(text)) == 2
    assert renewed(text) == text, "run: python -m tests.adapters.miot.test_docs"


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text("utf-8")), "utf-8")
