"""Xiaomi MIoT: devices on the local network that speak miIO (UDP 54321), by the description of their model."""

from typing import Final

from adapters.sdk.contract import Manifest
from adapters.sdk.later import later
from schemas.pairing import Ask, PairingPlan, Step

PLAN: Final = PairingPlan(
    asks=(
        Ask(id="host", zh="设备地址", en="Address of the device", example="192.168.7.20"),
        Ask(
            id="token",
            zh="设备令牌（32 位十六进制）",
            en="Token of the device, 32 hexadecimal digits",
            secret=True,
            pattern="[0-9a-fA-F]{32}",
        ),
        Ask(
            id="spec",
            zh="型号的 MIoT 规格实例（JSON 文件）",
            en="MIoT instance of the model, a JSON file; from the folder `specs` if left out",
            required=False,
            file=True,
            example="yeelink.light.lamp1.json",
        ),
        Ask(
            id="children",
            zh="网关下的设备列表（JSON 文件）",
            en='Devices behind a gateway, a JSON file: [{"did", "model", "name", "spec"}]',
            required=False,
            file=True,
            example="children.json",
        ),
    ),
    steps=(
        Step(id="connect", zh="问候设备", en="Greet the device"),
        Step(id="token", zh="验证令牌", en="Check the token"),
        Step(id="describe", zh="读取型号规格", en="Read the description of the model"),
        Step(id="read", zh="读取首批数值", en="Read first values"),
    ),
)

MANIFEST: Final = Manifest(
    id="miot",
    version="0.1.0",
    protocol="miio",
    sdk="1",
    zh="小米 MIoT（miIO 局域网协议）",
    en="Xiaomi MIoT (miIO on the local network)",
    config_schema=later("adapters.miot.config:schema"),
    check=later("adapters.miot.adapter:check"),
    create=later("adapters.miot.adapter:create"),
    map_file=later("schemas.descriptions.miot:report"),
    recognises=later("schemas.descriptions.miot:recognises"),
    pairing=PLAN,
    peers=("python-miio 0.6.0.dev0",),
    execute_timeout_s=10.0,
)
"""Loaded by entry point. The imports wait until they are needed, so that listing adapters stays cheap."""
