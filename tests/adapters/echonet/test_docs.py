"""Tables of docs/adapters/echonet.md, from the code: `python -m tests.adapters.echonet.test_docs` writes them anew."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from adapters.echonet import MANIFEST
from schemas.mappings.echonet import COMMANDS, ROWS, SUPER_CLASS, device_type_of
from schemas.registry import Registry
from tests.docs.tables import table

PAGE: Final = Path(__file__).parents[3] / "docs" / "adapters" / "echonet.md"
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


def steps() -> str:
    """Tell the steps of pairing."""
    plan = MANIFEST.pairing
    return table(("step", "what"), ((f"`{one.id}`", f"{one.en} · {one.zh}") for one in (plan.steps if plan else ())))


def classes() -> str:
    """Tell every class that has rows: what it is read as, and what becomes of its properties."""
    registry = Registry.load()

    def rows() -> Iterator[tuple[str, ...]]:
        for code in sorted({one.source.eoj for one in ROWS}):
            kind = device_type_of(code)
            told = registry.device_type(kind) if kind else None
            name = f"{told.en} · {told.zh}" if told else ("every class" if code == SUPER_CLASS else "")
            yield f"`0x{code:04X}`", name, _properties(code), _commands(code)

    return table(("class", "what", "properties (w: can be set)", "commands"), rows())


def _properties(code: int) -> str:
    told = [
        f"{one.source.epc:02X} `{one.capability}.{one.name}`{' w' if 'w' in one.access else ''}"
        f"{f' ({one.part})' if one.part else ''}"
        for one in ROWS
        if one.source.eoj == code
    ]
    return ", ".join(dict.fromkeys(told))


def _commands(code: int) -> str:
    told = [f"{one.key.epc:02X} `{one.capability}.{one.name}`" for one in COMMANDS if one.key.eoj == code]
    return ", ".join(dict.fromkeys(told))


def renewed(text: str) -> str:
    makers = {"keys": keys, "steps": steps, "classes": classes}
    return _REGION.sub(lambda m: f"<!-- from the code: {m['name']} -->\n{makers[m['name']]()}<!-- end -->", text)


def test_the_page_is_as_the_code_is() -> None:
    text = PAGE.read_text("utf-8")
    assert len(_REGION.findall(text)) == 3
    assert renewed(text) == text, "run: python -m tests.adapters.echonet.test_docs"


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text("utf-8")), "utf-8")
