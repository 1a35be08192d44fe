"""ECHONET Lite: appliances and energy equipment on the local network, UDP port 3610."""

from typing import Final

from adapters.sdk.contract import Manifest
from adapters.sdk.later import later
from schemas.pairing import Ask, PairingPlan, Step

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
    config_schema=later("adapters.echonet.config:schema"),
    check=later("adapters.echonet.adapter:check"),
    create=later("adapters.echonet.adapter:create"),
    map_file=later("adapters.echonet.coverage:report"),
    recognises=later("adapters.echonet.coverage:recognises"),
    pairing=PLAN,
    peers=("echonet-lite 2.16.2",),
    execute_timeout_s=10.0,
)
"""Loaded by entry point. The imports wait until they are needed, so that listing adapters stays cheap."""
