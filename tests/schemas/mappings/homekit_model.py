"""HomeKit's characteristics and services as another implementation lists them; see tests/corpora/PROVENANCE.md."""

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

EXTRACT = Path(__file__).parents[2] / "corpora" / "homekit-characteristics.json.gz"


@cache
def _extract() -> dict[str, dict[str, dict[str, Any]]]:
    found: dict[str, dict[str, dict[str, Any]]] = json.loads(gzip.decompress(EXTRACT.read_bytes()))
    return found


def characteristics() -> dict[str, dict[str, Any]]:
    return _extract()["characteristics"]


def services() -> dict[str, dict[str, Any]]:
    return _extract()["services"]


def held_by(service: str) -> set[str]:
    known = services()[service]
    return {*known["required"], *known["optional"]}
