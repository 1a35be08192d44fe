"""What a person is told who parts from a device."""

from typing import Any

import pytest

from gateway.cli import pair
from tests.gateway.cli.test_devices import Said

ADAPTERS = {"adapters": [{"name": "homekit", "type": "homekit"}]}


@pytest.mark.parametrize(
    ("left", "told"),
    [
        (
            {"code": "still-paired", "reason": "it announces no address", "fix": "hold its button"},
            (
                "the device itself still has the pairing 设备本身仍保留配对: it announces no address (still-paired)\n"
                "  hold its button\n"
            ),
        ),
        (
            {"code": "adapter-timeout", "reason": "it was slow", "fix": ""},
            (
                "the device itself may still have the pairing 设备本身可能仍保留配对: it was slow (adapter-timeout)\n"
                "  reset it by hand, as its manual says, before it is paired again\n"
            ),
        ),
    ],
)
async def test_what_a_device_was_not_told_is_said(left: Any, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    client = Said(ADAPTERS, left)
    assert await pair._unpair(client, "homekit", "AA:BB") == left
    assert client.asked[-1] == ("POST", "/adapters/homekit/unpair", {"key": "AA:BB"})
    pair._print_left(left)
    assert capsys.readouterr().out == f"{told}  再次配对前，请按说明书将设备恢复出厂设置\n"


async def test_a_device_that_was_told_is_parted_from() -> None:
    assert await pair._unpair(Said(ADAPTERS, None), "homekit", "AA:BB") is None
