"""ESPHome: boards that speak its native API (TCP 6053), each with whatever entities its maker gave it."""

from typing import Final

from adapters.sdk.contract import Budget, Manifest
from adapters.sdk.later import later
from schemas.pairing import Ask, PairingPlan, Step

PLAN: Final = PairingPlan(
    asks=(
        Ask(id="host", zh="设备地址", en="Address of the device", example="192.168.7.20"),
        Ask(
            id="port",
            zh="端口（默认 6053）",
            en="Port, 6053 if left out",
            required=False,
            pattern="[0-9]{1,5}",
            example="6053",
        ),
        Ask(
            id="key",
            zh="加密密钥（设备配置中的 api: encryption: key）",
            en="Encryption key, of `api: encryption: key` in its configuration; none where it has none",
            secret=True,
            required=False,
            pattern="[A-Za-z0-9+/]{43}=",
        ),
    ),
    steps=(
        Step(id="connect", zh="连接设备", en="Connect to the device"),
        Step(id="entities", zh="读取实体列表", en="Read what it has"),
    ),
)

MANIFEST: Final = Manifest(
    id="esphome",
    version="0.1.0",
    protocol="esphome-native",
    sdk="1",
    zh="ESPHome 原生 API",
    en="ESPHome native API",
    config_schema=later("adapters.esphome.config:schema"),
    check=later("adapters.esphome.adapter:check"),
    create=later("adapters.esphome.adapter:create"),
    map_file=later("adapters.esphome.coverage:report"),
    recognises=later("adapters.esphome.coverage:recognises"),
    pairing=PLAN,
    peers=("ESPHome 2026.10.0, host platform",),
    budget=Budget(memory_mb=192),
)
"""Loaded by entry point."""
