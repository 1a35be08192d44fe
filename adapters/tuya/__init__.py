"""Tuya: devices on the local network (TCP 6668, protocol 3.1 to 3.5), described by what tinytuya's wizard wrote."""

from typing import Final

from adapters.sdk.contract import Manifest
from adapters.sdk.later import later
from schemas.pairing import Ask, PairingPlan, Step

PLAN: Final = PairingPlan(
    asks=(
        Ask(
            id="file",
            zh="tinytuya 向导写出的 devices.json",
            en="The devices.json that tinytuya's wizard wrote",
            required=False,
            secret=True,
            file=True,
            example="devices.json",
        ),
        Ask(
            id="device",
            zh="只要文件中的这一台（设备 ID）",
            en="Only this device of the file, by its id",
            required=False,
            example="bf0123456789abcdefghij",
        ),
        Ask(
            id="host",
            zh="设备地址；省略则等待广播",
            en="Address of the device; from its broadcasts if left out",
            required=False,
            example="192.168.7.20",
        ),
        Ask(
            id="id",
            zh="设备 ID（没有文件时）",
            en="Id of the device, where there is no file",
            required=False,
            pattern="[0-9A-Za-z]{8,64}",
            example="bf0123456789abcdefghij",
        ),
        Ask(
            id="local-key",
            zh="本地密钥（16 个字符）",
            en="Local key of the device, 16 characters",
            required=False,
            secret=True,
            pattern=".{16}",
        ),
        Ask(
            id="version",
            zh="协议版本；省略则取自广播",
            en="Version of the protocol; from its broadcasts if left out",
            required=False,
            pattern=r"3\.[1-5]",
            example="3.3",
        ),
        Ask(id="name", zh="名称（没有文件时）", en="Name, where there is no file", required=False, example="Lamp"),
    ),
    steps=(
        Step(id="read", zh="读取设备资料", en="Read what is given"),
        Step(id="connect", zh="找到并连接设备", en="Find and reach the device"),
        Step(id="key", zh="验证密钥", en="Agree on a key"),
        Step(id="query", zh="读取首批数值", en="Ask for first values"),
    ),
)

MANIFEST: Final = Manifest(
    id="tuya",
    version="0.1.0",
    protocol="tuya-lan",
    sdk="1",
    zh="涂鸦（局域网协议 3.1 至 3.5）",
    en="Tuya (on the local network, protocol 3.1 to 3.5)",
    config_schema=later("adapters.tuya.config:schema"),
    check=later("adapters.tuya.adapter:check"),  # with it, all is imported before any event loop runs
    create=later("adapters.tuya.adapter:create"),
    map_file=later("adapters.tuya.coverage:report"),
    recognises=later("adapters.tuya.coverage:recognises"),
    pairing=PLAN,
    peers=("tuyamock 0.0.6",),
)
"""Loaded by entry point."""
