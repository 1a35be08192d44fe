"""Modbus TCP: registers of devices by tables of their kind, and SunSpec, which says itself what it has."""

from typing import Final

from adapters.sdk.contract import Manifest
from adapters.sdk.later import later
from schemas.pairing import Ask, PairingPlan, Step

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
    config_schema=later("adapters.modbus.config:schema"),
    check=later("adapters.modbus.adapter:check"),
    create=later("adapters.modbus.adapter:create"),
    map_file=later("adapters.modbus.coverage:report"),
    recognises=later("adapters.modbus.coverage:recognises"),
    pairing=PLAN,
    peers=("pymodbus simulator 3.16.1", "dertwin 0.1.12"),
    execute_timeout_s=10.0,
)
"""Loaded by entry point. The imports wait until they are needed, so that listing adapters stays cheap."""
