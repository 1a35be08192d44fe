"""What the schema carries of descriptions written by others, against a second count straight from the files.

The count below knows nothing of the readers, so that a property which a reader overlooks is seen as missing.
"""

import gzip
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from gateway.cli.description import described
from schemas.coverage import MapReport
from schemas.descriptions import smartthings
from schemas.mappings.smartthings.plumbing import is_plumbing
from schemas.registry import Registry
from schemas.vocabulary import VENDOR

HERE: Final = Path(__file__).parent
Z2M, HA, MIOT, ST, DCL, TUYA = FILES = (
    "zigbee2mqtt-exposes.jsonl.gz",
    "ha-mqtt-discovery.jsonl.gz",
    "miot-spec-instances.jsonl.gz",
    "smartthings-device-status.json.gz",
    "matter-dcl-products.json.gz",
    "tuya-devices.jsonl.gz",
)
REGISTRY: Final = Registry.load()


@cache
def report(name: str) -> MapReport:
    return described(HERE / name).report()


@cache
def raw(name: str) -> tuple[Any, ...]:
    with gzip.open(HERE / name, "rt", encoding="utf-8") as file:
        text = file.read()
    if name.endswith(".jsonl.gz"):
        return tuple(json.loads(line) for line in text.splitlines() if line.strip())
    return (json.loads(text),)


def leaves(exposes: list[dict[str, Any]]) -> int:
    """Count what has no features of its own: those are what a device reports or takes."""
    return sum(leaves(one["features"]) if "features" in one else 1 for one in exposes)


def counts(name: str) -> Iterator[int]:
    """Give the number of source properties of each product, in the order of the file."""
    for one in raw(name):
        if name == Z2M:
            yield leaves(one["exposes"])
        elif name == MIOT:
            yield len(one["props"])
        elif name == TUYA:
            yield sum(len(entity["dps"]) for entity in one["entities"])
        elif name == ST:
            for status in one["devices"].values():
                yield sum(len(attributes) for parts in status.values() for attributes in parts.values())
        elif name == DCL:
            yield from (1 for _ in one["rows"])


@pytest.mark.parametrize("name", [Z2M, MIOT, ST, DCL, TUYA])
def test_every_source_property_is_counted_once(name: str) -> None:
    found, expected = report(name), list(counts(name))
    assert found.source_properties == sum(expected)
    assert found.core + found.vendor == len(found.rows) == sum(expected)
    assert found.devices == len(expected)


def test_every_discovered_component_has_a_row_or_is_an_action() -> None:
    """A component without a state is a command or an event: it has no property to count, and nothing else is."""
    components = {f"{one['topic'].split('/')[1]}/{one['payload']['unique_id']}" for one in raw(HA)}
    assert len(components) == len(raw(HA))
    told = {row.source.rpartition("#")[0] for row in report(HA).rows}
    assert told <= components
    assert {name.partition("/")[0] for name in components - told} <= {"button", "event", "infrared"}
    assert report(HA).devices == len({str(one["payload"]["device"]["identifiers"]) for one in raw(HA)})


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_lost(name: str) -> None:
    assert report(name).lost == 0


@pytest.mark.parametrize("name", FILES)
def test_what_is_core_is_in_the_catalogue_and_the_rest_says_why(name: str) -> None:
    for row in report(name).rows:
        if not row.is_core:
            assert row.to.startswith(f"{VENDOR}."), row
            assert row.reason, row
            continue
        capability, _, member = row.to.partition(".")
        if capability == "deviceType":
            assert member in REGISTRY.device_types, row
            continue
        spec = REGISTRY.capability(capability)
        assert (capability, member) in REGISTRY.specs or member in {*spec.commands, *spec.events}, row


@pytest.mark.parametrize(
    ("name", "least"),
    [
        pytest.param(Z2M, 0.75, id="Zigbee2MQTT"),
        pytest.param(MIOT, 0.45, id="MIoT"),
        pytest.param(DCL, 0.99, id="Matter"),
        pytest.param(HA, 0.75, id="Home Assistant"),
        pytest.param(TUYA, 0.50, id="Tuya"),
    ],
)
def test_core_share(name: str, least: float) -> None:
    assert report(name).core_share >= least


def test_core_share_of_the_standard_of_miot() -> None:
    assert report(MIOT).standard().core_share >= 0.93
    own = [one for device in raw(MIOT) for one in device["props"] if one["ns"] == "miot-spec-v2"]
    assert report(MIOT).standard().source_properties == len(own)


def test_core_share_of_device_values_of_smartthings() -> None:
    """Of the values that are there and are no plumbing, of whoever's capability.

    A device value is an attribute whose value is not null and whose capability is not one by which the platform
    identifies, reaches, lists or updates the device; those are listed by name in the table of plumbing. What a device
    calls disabled counts all the same where it has a value.
    """
    found = smartthings.readings(report(ST))["device_values"]
    told = {
        f"{name}/{component}/{capability}/{attribute}"
        for name, status in raw(ST)[0]["devices"].items()
        for component, capabilities in status.items()
        for capability, attributes in capabilities.items()
        for attribute, state in attributes.items()
        if state.get("value") is not None and not is_plumbing(capability, attribute)
    }
    assert {f"{row.device}/{row.source}" for row in found.rows} == told
    assert found.source_properties == len(told)
    assert found.core / len(told) >= 0.88


def test_core_share_of_the_production_catalogue_of_smartthings() -> None:
    """Of the capabilities that SmartThings defines; a maker's own begin with a namespace and a dot."""
    found = smartthings.readings(report(ST))["production"]
    assert found.core_share >= 0.88
    assert all("." not in row.source.split("/")[1] for row in found.rows)
