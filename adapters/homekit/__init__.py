"""HomeKit: accessories and bridges on the local network that speak HAP over IP, paired with their setup code."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from adapters.sdk.contract import Adapter, AdapterContext, Manifest
from schemas.coverage import MapReport
from schemas.pairing import Ask, PairingPlan, Step


def _schema() -> Mapping[str, Any]:
    from adapters.homekit.config import schema  # noqa: PLC0415

    return schema()


def _check(settings: Mapping[str, Any]) -> tuple[str, ...]:
    # Through adapter, so that all of it is imported before any event loop runs.
    from adapters.homekit.adapter import check  # noqa: PLC0415

    return check(settings)


def _create(settings: Mapping[str, Any], context: AdapterContext) -> Adapter:
    from adapters.homekit.adapter import create  # noqa: PLC0415

    return create(settings, context)


def _map_file(lines: Iterable[str]) -> MapReport:
    from adapters.homekit.coverage import report  # noqa: PLC0415

    return report(lines)


def _recognises(first_line: str) -> bool:
    from adapters.homekit.coverage import recognises  # noqa: PLC0415

    return recognises(first_line)


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
    config_schema=_schema,
    check=_check,
    create=_create,
    map_file=_map_file,
    recognises=_recognises,
    pairing=PLAN,
    peers=("HAP-python 5.0.0",),
    execute_timeout_s=15.0,
)
"""Loaded by entry point. The imports wait until they are needed, so that listing adapters stays cheap."""
