"""Tables of docs/adapters/modbus.md, made from the code; `python -m tests.adapters.modbus.test_docs` renews them."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from adapters.modbus import MANIFEST
from adapters.modbus.profile_file import ProfileEntry, parse
from adapters.modbus.profiles import BUILT_IN
from adapters.modbus.register import Claim
from adapters.modbus.sunspec.table import ALL
from tests.docs.tables import table

PAGE: Final = Path(__file__).parents[3] / "docs" / "adapters" / "modbus.md"
_REGION: Final = re.compile(r"<!-- from the code: (?P<name>[a-z]+) -->\n.*?<!-- end -->", re.DOTALL)


def keys() -> str:
    """Tell every key of [adapters.<name>]."""
    return _keys(MANIFEST.config_schema()["properties"])


def device() -> str:
    """Tell every key of a device."""
    return _keys(MANIFEST.config_schema()["$defs"]["DeviceConfig"]["properties"])


def register() -> str:
    """Tell every key of a register of a profile's file."""
    schema = ProfileEntry.model_json_schema()
    return _keys(schema["$defs"]["RegisterEntry"]["properties"], schema["$defs"])


def _keys(about: Mapping[str, Any], named: Mapping[str, Any] | None = None) -> str:
    rows = ((f"`{key}`", _default(one), _note(one, named or {})) for key, one in about.items())
    return table(("key", "default", "note"), rows)


def _default(about: Mapping[str, Any]) -> str:
    return f"`{json.dumps(about['default'])}`" if about.get("default") not in (None, "", [], {}) else ""


def _note(about: Mapping[str, Any], named: Mapping[str, Any]) -> str:
    low, high = about.get("minimum"), about.get("maximum")
    words = named.get(about.get("$ref", "").rsplit("/", 1)[-1], about).get("enum", ())
    notes = (
        about.get("description", ""),
        f"{low} to {high}" if low is not None else "",
        ", ".join(f"`{one}`" for one in words),
    )
    return "; ".join(filter(None, notes))


def models() -> str:
    """Tell every SunSpec model, and what its points become."""

    def rows() -> Iterator[tuple[str, ...]]:
        for model in ALL:
            points = (*model.points, *model.ports)
            shown = [one for one in points if one.type not in {"sunssf", "pad"}]
            numbers = ", ".join(map(str, model.phases))
            writable = sum("w" in one.access for one in shown)
            yield numbers, str(len(shown)), str(writable), _claimed(claim for one in shown for claim in one.claims)

    return table(("models", "points", "writable", "in the common schema"), rows())


def profiles() -> str:
    """Tell every profile that comes with the adapter."""

    def rows() -> Iterator[tuple[str, ...]]:
        for one in BUILT_IN.values():
            claims = [claim for register in one.registers for claim in register.claims]
            yield f"`{one.id}`", f"{one.en} · {one.zh}", str(len(one.registers)), _claimed(claims)

    return table(("profile", "", "registers", "in the common schema"), rows())


def _claimed(claims: Iterable[Claim]) -> str:
    found: dict[str, list[str]] = {}
    for claim in claims:
        capability, _, name = claim.to.partition(".")
        names = found.setdefault(capability, [])
        names += [] if name in names else [name]
    return "; ".join(f"`{capability}`: {', '.join(names)}" for capability, names in found.items()) or "none"


def renewed(text: str) -> str:
    makers = {"keys": keys, "device": device, "register": register, "models": models, "profiles": profiles}
    return _REGION.sub(
        lambda found: f"<!-- from the code: {found['name']} -->\n{makers[found['name']]()}<!-- end -->", text
    )


def test_the_tables_are_as_the_code_is() -> None:
    text = PAGE.read_text("utf-8")
    assert len(_REGION.findall(text)) == 5
    assert renewed(text) == text, "run: python -m tests.adapters.modbus.test_docs"


def test_the_profile_of_the_page_is_one() -> None:
    text = PAGE.read_text("utf-8")
    example = next(one for one in re.findall(r"```toml\n(.*?)```", text, re.DOTALL) if one.startswith("modbus"))
    assert parse(example, "acme.toml").id == "acme-pump"


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text("utf-8")), "utf-8")
