"""Certified products: nearly all are a device of ours, the rest are carried with a reason."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from schemas.descriptions.matter import DescriptionError, recognises, report
from schemas.registry import Registry

CORPUS = Path(__file__).parents[2] / "corpora" / "matter-dcl-products.json.gz"


def table(*rows: list[Any]) -> list[str]:
    return [json.dumps({"columns": ["vendorId", "productId", "deviceTypeId"], "rows": rows})]


def test_nearly_every_certified_product_is_a_device_of_ours_and_none_is_lost() -> None:
    text = gzip.decompress(CORPUS.read_bytes()).decode()
    assert recognises(text.splitlines()[0])
    result = report([text])
    assert result.devices == result.source_properties == 4959
    assert result.core_share >= 0.99
    assert result.lost == 0
    assert all(row.reason for row in result.rows if not row.is_core)


def test_what_is_core_is_a_device_type_of_the_schema() -> None:
    result = report([gzip.decompress(CORPUS.read_bytes()).decode()])
    names = {row.to.removeprefix("deviceType.") for row in result.rows if row.is_core}
    assert names <= set(Registry.load().device_types)


def test_a_product_goes_by_its_primary_device_type() -> None:
    rows = report(table([1, 2, 0x010D], [1, 3, 0x0016], [1, 4, None], [1, 5, 0xFFFF], [1, 6, ["0x0100"]])).rows
    assert [row.to for row in rows] == ["deviceType.extendedColorLight", *["vendor.matter.deviceType"] * 4]
    assert [row.reason for row in rows] == [
        "",
        "RootNode says nothing of what the device is",
        "the ledger names no device type",
        "the schema has no device type for it",
        "the schema has no device type for it",
    ]


def test_a_table_over_several_lines_is_one_document() -> None:
    assert report(json.dumps(json.loads(table([1, 2, 0x0100])[0]), indent=1).splitlines(keepends=True)).core == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "no table"),
        ('{"columns": [], "rows": {}}', "no table"),
        ('{"columns": [[]], "rows": []}', "no table"),
        ('{"columns": ["vendorId"], "rows": []}', "productId, deviceTypeId lacking"),
        ('{"columns": ["vendorId", "productId", "deviceTypeId"], "rows": [[1, 2]]}', "row 1: not 3 values"),
    ],
)
def test_what_is_no_table_says_where_and_why(text: str, expected: str) -> None:
    with pytest.raises(DescriptionError, match=expected):
        report([text])


def test_other_documents_are_not_taken_for_it() -> None:
    assert not recognises('{"type": "urn:miot-spec-v2:device:light:0000A001:yeelink-lamp1:1", "services": []}')
