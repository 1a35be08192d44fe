"""HomeKit: accessories and bridges on the local network that speak HAP over IP, paired with their setup code."""

from typing import Final

from adapters.sdk.contract import Manifest
from adapters.sdk.later import later
from schemas.pairing import Ask, PairingPlan, Step

PLAN: Final = PairingPlan(
    asks=(
        Ask(
            id="device",
            zh="配件标识（搜索可得）",
            en="Id of the accessory, as the search gives it",
            pattern="[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}",
            example="12:34:56:AB:CD:EF",
        ),
        Ask(
            id="setup-code",
            zh="配件上的八位设置代码",
            en="Setup code of eight digits, on the accessory or in its manual",
            secret=True,
            pattern="[0-9]{3}-?[0-9]{2}-?[0-9]{3}",
            example="123-45-678",
        ),
    ),
    steps=(
        Step(id="find", zh="查找配件", en="Find the accessory"),
        Step(id="setup-code", zh="验证设置代码并交换密钥", en="Check the setup code and exchange keys"),
        Step(id="accessories", zh="读取配件及其服务", en="Read accessories and services"),
        Step(id="read", zh="读取首批数值", en="Read first values"),
    ),
)

MANIFEST: Final = Manifest(
    id="homekit",
    version="0.1.0",
    protocol="hap",
    sdk="1",
    zh="HomeKit 配件（HAP，局域网）",
    en="HomeKit accessories (HAP on the local network)",
    config_schema=later("adapters.homekit.config:schema"),
    check=later("adapters.homekit.adapter:check"),
    create=later("adapters.homekit.adapter:create"),
    map_file=later("adapters.homekit.coverage:report"),
    recognises=later("adapters.homekit.coverage:recognises"),
    pairing=PLAN,
    peers=("HAP-python 5.0.0",),
    execute_timeout_s=15.0,
)
"""Loaded by entry point. The imports wait until they are needed, so that listing adapters stays cheap."""
