"""Every message of the corpus: nothing raises, nothing is lost, and what is mapped can be written back."""

import gzip
import json
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from adapters.mqtt.dialect import Encoded, Message, Output
from adapters.mqtt.homeassistant import HomeAssistantDialect
from adapters.mqtt.homeassistant.coverage import rows
from schemas.commands import SetProperties
from schemas.coverage import MapRow
from schemas.updates import DeviceDescribed, FaultReported
from schemas.vocabulary import Kind
from tests.adapters.mqtt.homeassistant.discovered import REGISTRY

CORPUS = Path(__file__).parents[3] / "corpora" / "ha-mqtt-discovery.jsonl.gz"


@cache
def messages() -> tuple[Message, ...]:
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    return tuple(
        Message(one["topic"], json.dumps(one["payload"]).encode(), retained=True, arrived_ns=1) for one in found
    )


@cache
def replayed() -> tuple[HomeAssistantDialect, tuple[Output, ...]]:
    dialect = HomeAssistantDialect(REGISTRY)
    outputs = [one for message in messages() for one in dialect.feed(message) or () if one is not None]
    return dialect, tuple(outputs)


@cache
def mapped() -> tuple[MapRow, ...]:
    return tuple(rows(replayed()[0]))


def test_no_message_is_refused() -> None:
    _dialect, outputs = replayed()
    assert len(messages()) == 5544
    assert [one for one in outputs if isinstance(one, FaultReported)] == []
    assert any(isinstance(one, DeviceDescribed) for one in outputs)


def test_no_component_is_lost() -> None:
    """Every component is a property, a command or an event of some device, under its own address."""
    dialect, _outputs = replayed()
    described = [bound.description for bound in dialect.devices()]
    addresses = [one.address for device in described for one in device.properties]
    addresses += [one.address for device in described for one in device.commands]
    ids = {f"{message.topic.split('/')[1]}/{json.loads(message.payload)['unique_id']}#" for message in messages()}
    named = {line.split(" ")[-1].rpartition("#")[0] + "#" for line in addresses}
    assert ids - named == set()


def test_shares_of_core_and_vendor(capsys: pytest.CaptureFixture[str]) -> None:
    found = mapped()
    vendor = [one for one in found if one.to.startswith("vendor.")]
    core = len(found) - len(vendor)
    updates = sum(one.source.startswith("update/") for one in found)
    share = f"discovery corpus: {len(found)} properties, core {core / len(found):.1%}, vendor {len(vendor)}, lost 0"
    with capsys.disabled():
        sys.stdout.write(f"\n{share}\n")
    assert core / len(found) > 0.83
    assert (core - updates) / (len(found) - updates) > 0.82  # without the four that every firmware entity brings


def test_every_vendor_property_says_why() -> None:
    dialect, _outputs = replayed()
    for bound in dialect.devices():
        for one in bound.description.properties:
            assert bool(one.reason) == one.is_vendor
            assert one.address


def test_paths_are_unique_and_fit_the_schema() -> None:
    dialect, _outputs = replayed()
    for bound in dialect.devices():
        paths = [one.path for one in bound.description.properties]
        assert [path for path, count in Counter(paths).items() if count > 1] == []
        for one in bound.description.properties:
            if not one.is_vendor:
                spec = REGISTRY.spec(one.capability, one.name)
                assert (one.kind, one.unit) == (spec.kind, spec.unit)
                assert set(one.access) <= set(spec.access)


def test_no_secret_is_read() -> None:
    dialect, _outputs = replayed()
    hidden = [one for bound in dialect.devices() for one in bound.description.properties if one.kind == "secret"]
    assert len(hidden) > 10
    assert all("r" not in one.access for one in hidden)


def test_what_can_be_written_is_written() -> None:
    """The ends and the middle of every range, and every member of every enum."""
    dialect, _outputs = replayed()
    count = 0
    for bound in dialect.devices():
        for index, one in enumerate(bound.description.properties):
            if "w" not in one.access or bound.outlets[index].writing.together:
                continue
            if bound.sources[index][1].kind is Kind.ENUM and one.kind in {Kind.INTEGER, Kind.NUMBER}:
                continue  # amounts in words: only those of the device
            for value in _samples(one.kind, one.minimum, one.maximum, one.values):
                wanted = SetProperties(id="c", device=bound.description.key, changes=((index, value),))
                answer = dialect.encode(wanted)
                assert isinstance(answer, Encoded), (one, value, answer)
                count += len(answer.messages)
    assert count > 3000


def _samples(
    kind: str, low: float | None, high: float | None, values: tuple[str, ...] | None
) -> list[bool | str | float]:
    if kind == "boolean":
        return [True, False]
    if values:
        return list(values)
    if kind in {"integer", "number"} and low is not None and high is not None:
        return [low, (low + high) // 2, high]
    return []
