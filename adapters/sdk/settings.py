"""The settings of an adapter as a pydantic model, and what is wrong with them in lines for a person."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from adapters.sdk.onlink import public_literal

STRICT: Final = ConfigDict(extra="forbid", strict=True, frozen=True)
"""What every model of settings is configured with."""


def _local(host: str) -> str:
    if public_literal(host):
        raise ValueError("it is a public address; give one on the local network")
    return host


Host = Annotated[str, Field(min_length=1, max_length=253), AfterValidator(_local)]
"""A name or address that is not plainly outside the home. It is resolved and checked again at every connect."""

Interfaces = Annotated[
    tuple[Annotated[str, Field(min_length=1, max_length=64)], ...],
    Field(
        strict=False, max_length=16, description="Names or addresses of the interfaces to search on; all if left out"
    ),
]


def complaints(model: type[BaseModel], settings: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the faults of a section, each as "key: reason; fix"."""
    try:
        model.model_validate(dict(settings))
    except ValidationError as error:
        found = error.errors(include_input=False)
        within = {one["loc"][:-1] for one in found}  # a list with a bad entry is also called too short
        return tuple(
            _line(model, one["loc"], one["msg"], one["type"]) for one in found if one["loc"] not in within - {()}
        )
    return ()


def _line(model: type[BaseModel], place: tuple[int | str, ...], message: str, kind: str) -> str:
    reason = message.removeprefix("Value error, ")
    key = ".".join(str(one) for one in (*place, *_named(model, reason)) if one != "[key]")
    if kind == "extra_forbidden":
        return f"{key}: there is no such key; {_instead(model, place)}"
    return f"{key}: {reason}" if "; " in reason else f"{key}: {reason}; give such a value"


def _instead(model: type[BaseModel], place: tuple[int | str, ...]) -> str:
    """Name the keys that there are, the likeliest alone; those of a table within are not looked up."""
    if len(place) > 1:
        return "remove it"
    there = [key for key in model.model_fields if key != "type"]
    likely = get_close_matches(str(place[0]), there, n=1)
    return f"did you mean {likely[0]}?" if likely else f"remove it, or take one of {', '.join(there)}"


def _named(model: type[BaseModel], reason: str) -> tuple[str, ...]:
    """Name the key that a rule about a whole table speaks of first."""
    first = reason.split(" ", 1)[0]
    tables = (model.model_json_schema(), *model.model_json_schema().get("$defs", {}).values())
    return (first,) if any(first in table.get("properties", {}) for table in tables) else ()
