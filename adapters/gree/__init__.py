"""Gree air conditioners, and those of other makers that speak like them, on the local network (UDP 7000)."""

from typing import Final

from adapters.sdk.contract import Manifest
from adapters.sdk.later import later
from schemas.pairing import Ask, PairingPlan, Step

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
    config_schema=later("adapters.gree.config:schema"),
    check=later("adapters.gree.adapter:check"),
    create=later("adapters.gree.adapter:create"),
    map_file=later("adapters.gree.coverage:report"),
    recognises=later("adapters.gree.coverage:recognises"),
    pairing=PLAN,
    peers=("greeclimate gree_emulator 4.1.0",),
    execute_timeout_s=10.0,
)
"""Loaded by entry point. The imports wait until they are needed, so that listing adapters stays cheap."""
