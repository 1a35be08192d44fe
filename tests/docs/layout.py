"""How tables of the documents are written."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final


def table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    """Give a Markdown table."""
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


def keys(schema: Mapping[str, Any], of: str = "") -> str:
    """Tell every key of a table of the configuration, from its JSON Schema; `of` names a table within."""
    named = schema.get("$defs", {})
    about = named[of] if of else schema
    rows = ((f"`{key}`", _default(one), _takes(one, named), _note(one)) for key, one in _flat(about, named))
    return table(("key", "default", "takes", "note"), rows)


def _flat(schema: Mapping[str, Any], named: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Give every key; behind one that is a table, the table's own."""
    for key, about in schema["properties"].items():
        yield key, about
        inner = _meant(about, named)
        for within, more in inner.get("properties", {}).items():
            yield f"{key}.{within}", more


def _meant(about: Mapping[str, Any], named: Mapping[str, Any]) -> Mapping[str, Any]:
    """Follow a reference, and look through "or nothing"."""
    offered = [one for one in about.get("anyOf", ()) if one.get("type") != "null"]
    if len(offered) == 1:
        return _meant(offered[0], named)
    found: Mapping[str, Any] = named[about["$ref"].rsplit("/", 1)[-1]] if "$ref" in about else about
    return found


def _default(about: Mapping[str, Any]) -> str:
    return f"`{json.dumps(about['default'])}`" if about.get("default") not in (None, "", [], {}) else ""


def _note(about: Mapping[str, Any]) -> str:
    return str(about.get("description", ""))


_KINDS: Final = {"string": "text", "integer": "whole number", "boolean": "true, false", "object": "a table"}


def _takes(about: Mapping[str, Any], named: Mapping[str, Any]) -> str:
    about = _meant(about, named)
    if "anyOf" in about:
        return " or ".join(_takes(one, named) for one in about["anyOf"])
    if "const" in about:
        return f"`{json.dumps(about['const'])}`"
    if "enum" in about:
        return ", ".join(f"`{json.dumps(one)}`" for one in about["enum"])
    if about.get("type") == "array":
        return f"list of {_takes(about.get('items', {}), named) or 'anything'}"
    kind = _KINDS.get(about.get("type", ""), about.get("type", ""))
    low, high = about.get("minimum"), about.get("maximum")
    return f"{kind} {low:g} to {high:g}" if low is not None and high is not None else kind
