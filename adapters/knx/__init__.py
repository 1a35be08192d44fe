"""KNX: a wired installation through a KNXnet/IP interface, or through its routers."""

from typing import Final

from adapters.sdk.contract import Manifest
from adapters.sdk.later import later
from schemas.pairing import Ask, PairingPlan, Step

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
    config_schema=later("adapters.knx.config:schema"),
    check=later("adapters.knx.adapter:check"),
    create=later("adapters.knx.adapter:create"),
    map_file=later("adapters.knx.coverage:report"),
    map_path=later("adapters.knx.coverage:report_path"),
    recognises=later("adapters.knx.coverage:recognises"),
    pairing=PLAN,
    peers=("knxd 0.14.54", "xknx 4.0.0"),
    execute_timeout_s=10.0,
)
"""Loaded by entry point. The imports wait until they are needed, so that listing adapters stays cheap."""
