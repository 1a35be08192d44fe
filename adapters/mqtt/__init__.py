"""MQTT: devices of zigbee2mqtt and of Home Assistant's discovery, over one broker on the local network."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from adapters.sdk.contract import Adapter, AdapterContext, Manifest
from schemas.coverage import MapReport


def _schema() -> Mapping[str, Any]:
    from adapters.mqtt.config import schema  # noqa: PLC0415

    return schema()


def _check(settings: Mapping[str, Any]) -> tuple[str, ...]:
    # Through create, so that all of it is imported before any event loop runs.
    from adapters.mqtt.create import check  # noqa: PLC0415

    return check(settings)


def _create(settings: Mapping[str, Any], context: AdapterContext) -> Adapter:
    from adapters.mqtt.create import create  # noqa: PLC0415

    return create(settings, context)


def _map_file(lines: Iterable[str]) -> MapReport:
    from adapters.mqtt.coverage import map_lines  # noqa: PLC0415

    return map_lines(lines)


def _recognises(first_line: str) -> bool:
    from adapters.mqtt.coverage import recognises  # noqa: PLC0415

    return recognises(first_line)


MANIFEST: Final = Manifest(
    id="mqtt",
    version="0.1.0",
    protocol="mqtt",
    sdk="1",
    zh="MQTT（Zigbee2MQTT 与 Home Assistant 发现）",
    en="MQTT (Zigbee2MQTT and Home Assistant discovery)",
    config_schema=_schema,
    check=_check,
    create=_create,
    map_file=_map_file,
    recognises=_recognises,
)
"""Loaded by entry point. The imports wait until they are needed, so that listing adapters stays cheap."""
