"""Tables of docs/adapters/knx.md, made from the code: `python -m tests.adapters.knx.test_docs` writes them anew."""

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

from adapters.knx import MANIFEST
from adapters.knx.protocol.datapoints import MAINS, TABLE
from adapters.knx.role import ETS_ROLES, ROLES, TYPES
from tests.docs.tables import table

PAGE: Final = Path(__file__).parents[3] / "docs" / "adapters" / "knx.md"
_REGION: Final = re.compile(r"<!-- from the code: (?P<name>[a-z]+) -->\n?.*?<!-- end -->", re.DOTALL)


def keys() -> str:
    """Tell every key of [adapters.<name>]."""
    about = MANIFEST.config_schema()["properties"]
    return table(("key", "default", "note"), ((f"`{key}`", _default(one), _note(one)) for key, one in about.items()))


def _default(about: dict[str, Any]) -> str:
    return f"`{json.dumps(about['default'])}`" if about.get("default") is not None else ""


def _note(about: dict[str, Any]) -> str:
    low, high = about.get("minimum"), about.get("maximum")
    return f"{about.get('description', '')}{f'; {low} to {high}' if low is not None else ''}"


def roles() -> str:
    """Tell every role, its usual type, and what it becomes."""

    def becomes(name: str) -> str:
        known = ROLES[name]
        found = dict.fromkeys(f"`{row.capability}.{row.name}`" for row in (*known.rows, *known.told))
        return ", ".join(found) or "vendor property"

    return table(
        ("role", "DPT", "becomes", "English", "中文"),
        ((f"`{name}`", one.dpt, becomes(name), one.en, one.zh) for name, one in ROLES.items()),
    )


def types() -> str:
    return ", ".join(f"`{name}`" for name in TYPES) + "."


def ets() -> str:
    """Tell the roles of ETS."""
    return table(("role in ETS", "role here"), ((f"`{name}`", f"`{ours}`") for name, ours in ETS_ROLES.items()))


def datapoints() -> str:
    """Tell every datapoint type, one line a main type."""
    subs: dict[int, list[str]] = defaultdict(list)
    for one in sorted(TABLE.values(), key=lambda one: (one.main, one.sub or 0)):
        subs[one.main].append(f"{one.name} {one.en}{f' ({one.unit})' if one.unit else ''}")
    return table(
        ("main", "form", "subtypes"),
        ((str(main), MAINS[main].en, "; ".join(names)) for main, names in subs.items()),
    )


def renewed(text: str) -> str:
    makers = {"keys": keys, "roles": roles, "types": types, "ets": ets, "datapoints": datapoints}

    def region(found: re.Match[str]) -> str:
        end = "" if found["name"] == "types" else "\n"
        return f"<!-- from the code: {found['name']} -->{end}{makers[found['name']]()}<!-- end -->"

    return _REGION.sub(region, text)


def test_the_tables_are_as_the_code_is() -> None:
    text = PAGE.read_text("utf-8")
    assert len(_REGION.findall(text)) == 5
    assert renewed(text) == text, "run: python -m tests.adapters.knx.test_docs"


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text("utf-8")), "utf-8")
