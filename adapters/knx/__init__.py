"""KNX: a wired installation through a KNXnet/IP interface, or through its routers."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from adapters.sdk.contract import Adapter, AdapterContext, Manifest
from schemas.coverage import MapReport
from schemas.pairing import Ask, PairingPlan, Step


def _schema() -> Mapping[str, Any]:
    from adapters.knx.config import schema  # noqa: PLC0415

    return schema()


def _check(settings: Mapping[str, Any]) -> tuple[str, ...]:
    # Through adapter, so that all of it is imported before any event loop runs.
    from adapters.knx.adapter import check  # noqa: PLC0415

    return check(settings)


def _create(settings: Mapping[str, Any], context: AdapterContext) -> Adapter:
    from adapters.knx.adapter import create  # noqa: PLC0415

    return create(settings, context)


def _map_file(lines: Iterable[str]) -> MapReport:
    from adapters.knx.coverage import map_lines  # noqa: PLC0415

    return map_lines(lines)


def _map_path(path: Path) -> MapReport:
    from adapters.knx.coverage import map_path  # noqa: PLC0415

    return map_path(path)


def _recognises(first_line: str) -> bool:
    from adapters.knx.coverage import recognises  # noqa: PLC0415

    return recognises(first_line)


PLAN: Final = PairingPlan(
    asks=(
        Ask(
            id="host",
            zh="KNXnet/IP 接口或路由器的地址",
            en="Address of the KNXnet/IP interface or router",
            example="192.168.7.10",
        ),
        Ask(
            id="addresses",
            zh="从 ETS 导出的组地址（XML 或 CSV 文件）；项目文件写在配置里",
            en="Group addresses exported from ETS, an XML or CSV file; a project file belongs into the settings",
            required=False,
            file=True,
            example="addresses.xml",
        ),
        Ask(
            id="individual-address",
            zh="隧道使用的物理地址",
            en="Individual address that the tunnel is to have",
            required=False,
            pattern=r"\d{1,2}\.\d{1,2}\.\d{1,3}",
            example="1.1.250",
        ),
    ),
    steps=(
        Step(id="connect", zh="检查地址", en="Check the address"),
        Step(id="describe", zh="读取接口描述", en="Read the description of the interface"),
        Step(id="tunnel", zh="打开隧道", en="Open a tunnel"),
        Step(id="addresses", zh="读取组地址", en="Read the group addresses"),
    ),
)

MANIFEST: Final = Manifest(
    id="knx",
    version="0.1.0",
    protocol="knxnet/ip",
    sdk="1",
    zh="KNX（经 KNXnet/IP 接口或路由器）",
    en="KNX (through a KNXnet/IP interface or router)",
    config_schema=_schema,
    check=_check,
    create=_create,
    map_file=_map_file,
    map_path=_map_path,
    recognises=_recognises,
    pairing=PLAN,
    peers=("knxd 0.14.54", "xknx 4.0.0"),
    execute_timeout_s=10.0,
)
"""Loaded by entry point. The imports wait until they are needed, so that listing adapters stays cheap."""
