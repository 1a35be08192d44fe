"""Reader of certified Matter products: the public ledger (Distributed Compliance Ledger) as one table.

The form is `{"columns": ["vendorId", "productId", …, "deviceTypeId", …], "rows": [[…], …]}`. A product is core where
its primary device type is one of ours; else it is carried as a generic device, with the reason.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from schemas.coverage import MapReport, MapRow
from schemas.mappings.matter.device_type import UTILITY, device_type_of
from schemas.vocabulary import VENDOR

_NEEDED: Final = ("vendorId", "productId", "deviceTypeId")


class DescriptionError(ValueError):
    """A document that is no table of products; the text names the place and the fix."""


def recognises(first_line: str) -> bool:
    """Whether a file that begins like this is such a table."""
    return '"columns"' in first_line and '"deviceTypeId"' in first_line


def report(lines: Iterable[str]) -> MapReport:
    """Map every product; DescriptionError where the document is no such table."""
    columns, rows = _table("".join(lines))
    return MapReport.of(len(rows), _mapped(columns, rows))


def _table(text: str) -> tuple[list[str], list[Any]]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DescriptionError(f"the file is not JSON ({error}); give one object with columns and rows") from None
    columns = document.get("columns") if isinstance(document, dict) else None
    rows = document.get("rows") if isinstance(document, dict) else None
    if not isinstance(columns, list) or not isinstance(rows, list) or not all(isinstance(one, str) for one in columns):
        raise DescriptionError('the file has no table; write {"columns": [...], "rows": [[...], ...]}')
    lacking = [name for name in _NEEDED if name not in columns]
    if lacking:
        raise DescriptionError(f"columns: {', '.join(lacking)} lacking; name it where the rows hold it")
    return columns, rows


def _mapped(columns: list[str], rows: list[Any]) -> Iterator[MapRow]:
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, list) or len(row) != len(columns):
            raise DescriptionError(f"row {number}: not {len(columns)} values; write one for each column")
        yield _product(dict(zip(columns, row, strict=True)))


def _product(product: dict[str, Any]) -> MapRow:
    kind = product["deviceTypeId"]
    known = isinstance(kind, int) and not isinstance(kind, bool)
    ours = device_type_of(kind) if known else None
    return MapRow(
        device=f"{product['vendorId']}:{product['productId']}",
        source=f"deviceType 0x{kind:04X}" if known else f"deviceType {kind}",
        kind="enum",
        unit="",
        to=f"deviceType.{ours}" if ours else f"{VENDOR}.matter.deviceType",
        to_unit="",
        reason="" if ours else _reason(kind),
    )


def _reason(kind: Any) -> str:
    """Say why a product is only a generic device."""
    if kind is None:
        return "the ledger names no device type"
    if isinstance(kind, int) and kind in UTILITY:
        return f"{UTILITY[kind]} says nothing of what the device is"
    return "the schema has no device type for it"
