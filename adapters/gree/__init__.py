"""Gree air conditioners, and those of other makers that speak like them, on the local network (UDP 7000)."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from adapters.sdk.contract import Adapter, AdapterContext, Manifest
from schemas.coverage import MapReport
from schemas.pairing import Ask, PairingPlan, Step


def _schema() -> Mapping[str, Any]:
    from adapters.gree.config import schema  # noqa: PLC0415

    return schema()


def _check(settings: Mapping[str, Any]) -> tuple[str, ...]:
    # Through adapter, so that all of it is imported before any event loop runs.
    from adapters.gree.adapter import check  # noqa: PLC0415

    return check(settings)


def _create(settings: Mapping[str, Any], context: AdapterContext) -> Adapter:
    from adapters.gree.adapter import create  # noqa: PLC0415

    return create(settings, context)


def _map_file(lines: Iterable[str]) -> MapReport:
    from adapters.gree.coverage import report  # noqa: PLC0415

    return report(lines)


def _recognises(first_line: str) -> bool:
    from adapters.gree.coverage import recognises  # noqa: PLC0415

    return recognises(first_line)


PLAN: Final = PairingPlan(
    asks=(
        Ask(id="host", zh="空调地址", en="Address of the unit", example="192.168.7.30"),
        Ask(
            id="mac",
            zh="空调 MAC 地址（仅当它不回应搜索时需要）",
            en="MAC address of the unit, for one that answers no search",
            required=False,
            pattern="[0-9a-fA-F]{2}(?:[:-]?[0-9a-fA-F]{2}){5,6}",
            example="94:24:b8:12:34:56",
        ),
    ),
    steps=(
        Step(id="scan", zh="搜索空调", en="Ask who is there"),
        Step(id="bind", zh="获取设备密钥", en="Get its key"),
        Step(id="read", zh="读取首批数值", en="Read first values"),
    ),
)

MANIFEST: Final = Manifest(
    id="gree",
    version="0.1.0",
    protocol="gree",
    sdk="1",
    zh="格力空调（局域网协议）",
    en="Gree air conditioners (on the local network)",
    config_schema=_schema,
    check=_check,
    create=_create,
    map_file=_map_file,
    recognises=_recognises,
    pairing=PLAN,
    peers=("greeclimate gree_emulator 4.1.0",),
    execute_timeout_s=10.0,
)
"""Loaded by entry point. The imports wait until they are needed, so that listing adapters stays cheap."""
