"""`hutong map esphome FILE`: lists of entities against the schema, offline.

One board a line: `{"esphome": NAME, "entities": [{"kind": "LightInfo", …}]}`, members as the API has them.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from adapters.esphome.describe import described, placed
from adapters.esphome.entity import PARTS
from schemas.binding import bind
from schemas.coverage import MapReport, MapRow
from schemas.registry import Registry

_KINDS: Final = {kind.__name__: kind for kind in PARTS}


def recognises(first_line: str) -> bool:
    """Whether a file that starts so is a list of entities for `report`."""
    return '"esphome"' in first_line and '"entities"' in first_line


def report(lines: Iterable[str]) -> MapReport:
    """Map boards. ValueError names the line that is none."""
    registry = Registry.load()
    devices, lost, rows = 0, 0, list[MapRow]()
    for number, line in enumerate(lines, 1):
        if line.strip():
            name, listed = _read(line, number)
            infos = [one for one in listed if str(one["kind"]) in _KINDS]
            devices, lost = devices + 1, lost + len(listed) - len(infos)
            try:
                rows += _rows(name, infos, registry)
            except (AttributeError, KeyError, TypeError, ValueError):
                raise ValueError(f"line {number}: an entity whose members are not those of the API; mend it") from None
    return MapReport.of(devices, rows, lost)


def _read(line: str, number: int) -> tuple[str, list[dict[str, Any]]]:
    try:
        told = json.loads(line)
        name, listed = str(told["esphome"]), list(told["entities"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ValueError(f'line {number}: expected {{"esphome": NAME, "entities": [...]}}') from None
    if not all(isinstance(one, dict) and "kind" in one for one in listed):
        raise ValueError(f"line {number}: an entity without its kind, as LightInfo")
    return name, listed


def _rows(name: str, infos: Iterable[Mapping[str, Any]], registry: Registry) -> Iterator[MapRow]:
    entities = placed([_info(one) for one in infos])
    for one in bind((one for entity in entities for one in described(entity)), registry):
        if not one.is_extra:
            yield one.row(name)


def _info(told: Mapping[str, Any]) -> Any:
    return _KINDS[str(told["kind"])].from_dict({key: value for key, value in told.items() if key != "kind"})
