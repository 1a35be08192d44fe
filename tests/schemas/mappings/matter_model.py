"""The published Matter 1.6 data model, as the tests read it."""

import gzip
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parents[2] / "corpora" / "matter-model-1.6.0.json.gz"


@cache
def model() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(gzip.decompress(CORPUS.read_bytes()))
    return document


@cache
def clusters() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = model()["clusters"]
    return found


def named(entries: list[dict[str, Any]], name: str) -> dict[str, Any] | None:
    return next((one for one in entries if one.get("name") == name), None)


def attribute(cluster: str, name: str) -> dict[str, Any]:
    found = named(clusters()[cluster]["attributes"], name)
    assert found is not None, f"{cluster} has no attribute {name}"
    return found


def datatype(cluster: str, name: str) -> dict[str, Any] | None:
    """Find a type in a cluster, in what it is derived from, in another that it names, or in any."""
    if "." in name:
        cluster, _, name = name.partition(".")
    place: str | None = cluster
    while place and place in clusters():
        found = named(clusters()[place].get("datatypes", []), name)
        if found is not None and found.get("type") != name:
            return found
        place = clusters()[place].get("base")
    return None


def base_type(cluster: str, name: str | None) -> str | None:
    """Follow a type to the one that every implementation has."""
    if name is None:
        return None
    if name in GLOBAL_ENUMS:
        return "enum8"
    found = datatype(cluster, name)
    if found is not None:
        return base_type(cluster, found.get("type"))
    parent = clusters()[cluster].get("base") or {"BridgedDeviceBasicInformation": "BasicInformation"}.get(cluster)
    inherited = named(clusters()[parent]["attributes"], name) if parent in clusters() else None
    return base_type(parent, inherited["type"]) if inherited and parent else name


GLOBAL_ENUMS = {
    "ThreeLevelAutoEnum": {0: "Auto", 1: "Low", 2: "Medium", 3: "High"},
    "StreamUsageEnum": {0: "Internal", 1: "Recording", 2: "Analysis", 3: "LiveView"},
}
"""Enums of the whole data model that the extract leaves out (Core Specification, 7.19.2)."""


def lower(name: str) -> str:
    return name[0].lower() + name[1:]


def field_of(cluster: str, struct: str, name: str) -> dict[str, Any]:
    found = datatype(cluster, struct)
    assert found is not None, f"{cluster} has no struct {struct}"
    return next(one for one in found["fields"] if lower(one["name"]) == name)


def numbers(cluster: str, name: str) -> dict[int, str]:
    """Give the numbers of an enum, or the bits of a bitmap, with their names."""
    found = datatype(cluster, name)
    if found is None:
        return GLOBAL_ENUMS.get(name, {})
    if str(base_type(cluster, name)).startswith("map"):
        return {int(one["constraint"]): one["name"] for one in found["fields"] if one["constraint"].isdecimal()}
    return {one["id"]: one["name"] for one in found["fields"]}


def limits(constraint: str | None) -> tuple[int | None, int | None]:
    """Read a constraint of plain numbers."""
    text = constraint or ""
    if match := re.fullmatch(r"(-?\d+) to (-?\d+)", text):
        return int(match[1]), int(match[2])
    if match := re.fullmatch(r"(max|min) (-?\d+)", text):
        return (None, int(match[2])) if match[1] == "max" else (int(match[2]), None)
    if match := re.fullmatch(r"[a-zA-Z]+ to (\d+)", text):
        return None, int(match[1])
    if match := re.fullmatch(r"(\d+) to [a-zA-Z].*", text):
        return int(match[1]), None
    return None, None


def version(since: str | None) -> str:
    return "1.3" if since in {None, "<=1.3"} else str(since)


def folded(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())
