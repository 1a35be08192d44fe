"""Modbus TCP: registers of devices by tables of their kind, and SunSpec, which says itself what it has."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from adapters.sdk.contract import Adapter, AdapterContext, Manifest
from schemas.coverage import MapReport
from schemas.pairing import Ask, PairingPlan, Step


def _schema() -> Mapping[str, Any]:
    from adapters.modbus.config import schema  # noqa: PLC0415

    return schema()


def _check(settings: Mapping[str, Any]) -> tuple[str, ...]:
    # Through adapter, so that all of it is imported before any event loop runs.
    from adapters.modbus.adapter import check  # noqa: PLC0415

    return check(settings)


def _create(settings: Mapping[str, Any], context: AdapterContext) -> Adapter:
    from adapters.modbus.adapter import create  # noqa: PLC0415

    return create(settings, context)


def _map_file(lines: Iterable[str]) -> MapReport:
    from adapters.modbus.coverage import report  # noqa: PLC0415

    return report(lines)


def _recognises(first_line: str) -> bool:
    from adapters.modbus.coverage import recognises  # noqa: PLC0415

    return recognises(first_line)


PLAN: Final = PairingPlan(
    asks=(
        Ask(id="host", zh="设备或网关地址", en="Address of the device or gateway", example="192.168.7.20"),
        Ask(id="port", zh="TCP 端口（默认 502）", en="TCP port, 502 if left out", required=False, pattern="[0-9]{1,5}"),
        Ask(id="unit", zh="单元号（默认 1）", en="Unit number, 1 if left out", required=False, pattern="[0-9]{1,3}"),
        Ask(
            id="profile",
            zh="寄存器表（默认 sunspec）",
            en="Table of its registers, sunspec if left out",
            required=False,
            pattern="[a-z0-9][a-z0-9_-]{0,63}",
            example="heat-pump",
        ),
        Ask(id="name", zh="名称", en="Name", required=False, pattern=".{1,64}", example="Roof"),
    ),
    steps=(
        Step(id="connect", zh="连接", en="Connect"),
        Step(id="identify", zh="识别设备", en="Find out what it is"),
        Step(id="read", zh="读取首批数值", en="Read first values"),
    ),
)

MANIFEST: Final = Manifest(
    id="modbus",
    version="0.1.0",
    protocol="modbus-tcp",
    sdk="1",
    zh="Modbus TCP（含 SunSpec）",
    en="Modbus TCP, SunSpec included",
    config_schema=_schema,
    check=_check,
    create=_create,
    map_file=_map_file,
    recognises=_recognises,
    pairing=PLAN,
    peers=("pymodbus simulator 3.16.1", "dertwin 0.1.12"),
    execute_timeout_s=10.0,
)
"""Loaded by entry point. The imports wait until they are needed, so that listing adapters stays cheap."""
