"""One device as a person sees it."""

from typing import Any

import pytest

from gateway.cli import devices


def described(*endpoints: dict[str, Any]) -> dict[str, Any]:
    told = {"name": "Board", "id": "d_1", "manufacturer": "Acme", "model": "B2", "available": True, "reason": ""}
    return {**told, "endpoints": list(endpoints), "properties": [], "commands": []}


def endpoint(number: int, label: str) -> dict[str, Any]:
    return {"id": number, "device_type": "light", "label": label}


def test_an_endpoint_with_a_label_is_shown_with_it(capsys: pytest.CaptureFixture[str]) -> None:
    devices._print_one(described(endpoint(1, ""), endpoint(9960, "Desk [lamp]")))
    rows = [line.split("│")[1:-1] for line in capsys.readouterr().out.splitlines() if line.startswith("│")]
    assert [[cell.strip() for cell in row] for row in rows] == [["9960", "Desk [lamp]", "light"]]


def test_a_device_without_labels_has_no_table_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    devices._print_one(described(endpoint(1, ""), endpoint(2, "")))
    assert "endpoint" not in capsys.readouterr().out
