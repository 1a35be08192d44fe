"""ECHONET Lite: appliances and energy equipment on the local network, UDP port 3610."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from adapters.sdk.contract import Adapter, AdapterContext, Manifest
from schemas.coverage import MapReport
from schemas.pairing import Ask, PairingPlan, Step


def _schema() -> Mapping[str, Any]:
    from adapters.echonet.config import schema  # noqa: PLC0415

    return schema()


def _check(settings: Mapping[str, Any]) -> tuple[str, ...]:
    # Through adapter, so that all of it is imported before any event loop runs.
    from adapters.echonet.adapter import check  # noqa: PLC0415

    return check(settings)


def _create(settings: Mapping[str, Any], context: AdapterContext) -> Adapter:
    from adapters.echonet.adapter import create  # noqa: PLC0415

    return create(settings, context)


def _map_file(lines: Iterable[str]) -> MapReport:
    from adapters.echonet.dump import report  # noqa: PLC0415

    return report(lines)


def _recognises(first_line: str) -> bool:
    from adapters.echonet.dump import recognises  # noqa: PLC0415

    return recognises(first_line)


PLAN: Final = PairingPlan(
    asks=(Ask(id="host", zh="节点地址", en="Address of the node", example="192.168.7.20"),),
    steps=(
        Step(id="find", zh="查询实例列表", en="Ask which objects it has"),
        Step(id="identify", zh="读取识别号与厂商", en="Read its identification number and maker"),
        Step(id="maps", zh="读取属性表", en="Read the property maps"),
        Step(id="read", zh="读取首批数值", en="Read first values"),
    ),
)

MANIFEST: Final = Manifest(
    id="echonet",
    version="0.1.0",
    protocol="echonet-lite",
    sdk="1",
    zh="ECHONET Lite（局域网家电与能源设备）",
    en="ECHONET Lite (appliances and energy equipment)",
    config_schema=_schema,
    check=_check,
    create=_create,
    map_file=_map_file,
    recognises=_recognises,
    pairing=PLAN,
    peers=("echonet-lite 2.16.2",),
    execute_timeout_s=10.0,
)
"""Loaded by entry point. The imports wait until they are needed, so that listing adapters stays cheap."""
