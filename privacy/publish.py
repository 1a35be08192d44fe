"""The published JSON Schema of a contract, generated from the records; CI compares it.

`python -m privacy.publish` writes it, with `--check` it only compares.
"""

import dataclasses
import json
import sys
import types
import typing
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any, Final, Literal, Union

from privacy.contract import FORM, Contract

PATH: Final = Path(__file__).parent / "published" / "contract.schema.json"
_PLAIN: Final = {str: "string", int: "integer", float: "number", bool: "boolean"}


def json_schema() -> dict[str, Any]:
    """Build the schema (JSON Schema 2020-12)."""
    kinds = dict(_records(Contract))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{FORM.replace('/', ':')}",
        "title": "Hutong release contract",
        **_object(Contract, tagged=False),
        "$defs": {name: _object(kind, tagged=tagged) for name, (kind, tagged) in sorted(kinds.items())},
    }


def _records(kind: Any) -> Iterator[tuple[str, tuple[Any, bool]]]:
    for hint in typing.get_type_hints(kind).values():
        for one, tagged in _within(hint):
            yield one.__name__, (one, tagged)
            yield from _records(one)


def _within(hint: Any) -> Iterator[tuple[Any, bool]]:
    if dataclasses.is_dataclass(hint):
        yield hint, False
    tagged = typing.get_origin(hint) in (Union, types.UnionType)
    for one in typing.get_args(hint):
        yield from ((kind, tagged or inner) for kind, inner in _within(one))


def _object(kind: Any, *, tagged: bool) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    fields = dataclasses.fields(kind)
    properties = {"type": {"const": kind.__name__}} if tagged else {}
    properties |= {field.name: _schema(hints[field.name]) for field in fields}
    required = (["type"] if tagged else []) + [f.name for f in fields if f.default is dataclasses.MISSING]
    return {
        "type": "object",
        "description": (kind.__doc__ or "").split("\n")[0],
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _schema(hint: Any) -> dict[str, Any]:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is Literal:
        return {"enum": list(inner)}
    if origin is tuple:
        return {"type": "array", "items": _schema(inner[0])}
    if origin in (Union, types.UnionType):
        return {"oneOf": [_schema(one) for one in inner]}
    if dataclasses.is_dataclass(hint):
        return {"$ref": f"#/$defs/{getattr(hint, '__name__', '')}"}
    if issubclass(hint, Enum):
        return {"enum": [member.value for member in hint]}
    return {"type": _PLAIN[hint]}


def text() -> str:
    """Give the file's content."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def main(arguments: list[str]) -> int:
    """Write the file, or with `--check` tell whether it is up to date."""
    if arguments == ["--check"]:
        same = PATH.is_file() and PATH.read_text(encoding="utf-8") == text()
        if not same:
            sys.stderr.write(f"{PATH.name} is out of date; run python -m privacy.publish\n")
        return 0 if same else 1
    PATH.parent.mkdir(exist_ok=True)
    PATH.write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
