"""Tables of docs/adapters/tuya.md, made from the code: `python -m tests.adapters.tuya.test_docs` writes them anew."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from adapters.tuya import MANIFEST
from adapters.tuya.mapping import ARGUMENTS, COMMANDS, MEANINGS
from tests.docs.tables import table

PAGE: Final = Path(__file__).parents[3] / "docs" / "adapters" / "tuya.md"
_REGION: Final = re.compile(r"<!-- from the code: (?P<name>[a-z]+) -->\n.*?<!-- end -->", re.DOTALL)


def keys() -> str:
    """Tell every key of [adapters.<name>]."""
    about = MANIFEST.config_schema()["properties"]
    return table(("key", "default", "note"), ((f"`{key}`", _default(one), _note(one)) for key, one in about.items()))


def _default(about: dict[str, Any]) -> str:
    return f"`{json.dumps(about['default'])}`" if about.get("default") is not None else ""


def _note(about: dict[str, Any]) -> str:
    low, high = about.get("minimum"), about.get("maximum")
    return f"{about.get('description', '')}{f'; {low:g} to {high:g}' if low is not None else ''}"


def rows() -> str:
    """Tell every property and command that a code becomes."""

    def found() -> Iterator[tuple[str, ...]]:
        codes: dict[str, dict[str, None]] = defaultdict(dict)
        for one in MEANINGS:
            within = f" ({', '.join(sorted(one.within))})" if one.within else ""
            codes[f"`{one.row.capability}.{one.row.name}`"][f"{one.code}{within}"] = None
        commands = {code: [to for _, _, to in offers] for code, offers in COMMANDS.items()}
        for code, offered in (*commands.items(), *((code, [to]) for code, (to, _) in ARGUMENTS.items())):
            for to in offered:
                codes[f"command `{to}`"][code] = None
        for to in sorted(codes):
            yield to, ", ".join(codes[to])

    return table(("what", "codes (of these categories only)"), found())


def renewed(text: str) -> str:
    makers = {"keys": keys, "rows": rows}
    return _REGION.sub(lambda m: f"<!-- from the code: {m['name']} -->\n{makers[m['name']]()}<!-- end -->", text)


def test_the_page_is_as_the_code_is() -> None:
    text = PAGE.read_text("utf-8")
    assert renewed(text) == text, "run: python -m tests.adapters.tuya.test_docs"


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text("utf-8")), "utf-8")
