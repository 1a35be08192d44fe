"""A small schema, contracts and blocks that the tests of this folder share."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from privacy.binding import Binding, BoundInput, Source
from privacy.block import Block
from privacy.compile import compile_contract
from privacy.compiled import Compiled
from privacy.contract import Contract, Mqtt, Output, Recipient, Tls
from privacy.document import contract_hash, parse_contract
from privacy.profile import DEMO, Profile
from schemas.registry import CapabilitySpec, DeviceType, Registry, Spec
from schemas.vocabulary import Kind, Sensitivity

CONTRACTS: Final = Path(__file__).parents[2] / "privacy" / "contracts"
PSEUDONYM: Final = "0123456789abcdef0123456789abcdef"
LEVELS: Final = ("none", "info", "warning", "error", "critical")
METER: Final = Source(device="d_meter", path="1/electricalEnergyMeasurement/cumulativeEnergyImported")
HEALTH: Final = Source(device="d_meter", path="0/deviceHealth/faultSeverity")


def spec(capability: str, name: str, kind: Kind, sensitivity: int, **more: Any) -> Spec:
    return Spec(capability=capability, name=name, kind=kind, sensitivity=Sensitivity(sensitivity), **more)


SPECS: Final = (
    spec(
        "electricalEnergyMeasurement",
        "cumulativeEnergyImported",
        Kind.NUMBER,
        2,
        unit="kW.h",
        minimum=0,
        category="ext:EnergyUse",
    ),
    spec("electricalPowerMeasurement", "activePower", Kind.NUMBER, 2, unit="W", category="ext:EnergyUse"),
    spec("deviceHealth", "faultSeverity", Kind.ENUM, 1, values=LEVELS, category="ext:Diagnostic"),
    spec("deviceHealth", "faultCode", Kind.STRING, 1),
    spec("deviceHealth", "lastService", Kind.TIMESTAMP, 1),
    spec("temperatureMeasurement", "measuredValue", Kind.NUMBER, 1, unit="Cel", minimum=-50, maximum=100),
    spec("occupancySensing", "occupied", Kind.BOOLEAN, 2, category="ext:Occupancy"),
    spec("contactState", "open", Kind.BOOLEAN, 2),
    spec("onOff", "onOff", Kind.BOOLEAN, 2, access="rwn"),
    spec("vitalSigns", "heartRate", Kind.NUMBER, 4, unit="/min"),
    spec("modeSelect", "mode", Kind.ENUM, 1, values=("low", "high"), access="rwn"),
    spec("laundryControl", "phase", Kind.ENUM, 2, values=("idle", "spin")),
    spec("unlabelled", "value", Kind.NUMBER, 5),
)


def registry() -> Registry:
    names = sorted({one.capability for one in SPECS})
    capabilities = [
        CapabilitySpec(
            id=name,
            version="1.0",
            group="core",
            zh=name,
            en=name,
            properties={one.name: one for one in SPECS if one.capability == name},
        )
        for name in names
    ]
    plug = DeviceType(id="plug", zh="插座", en="Plug", required=("onOff",), optional=("electricalEnergyMeasurement",))
    return Registry.of("test", capabilities, [plug])


REGISTRY: Final = registry()


def document(name: str = "demo-manufacturer") -> dict[str, Any]:
    tree: dict[str, Any] = json.loads((CONTRACTS / f"{name}.json").read_bytes())
    return tree


def parsed(tree: dict[str, Any]) -> Contract:
    return parse_contract(json.dumps(tree).encode())


DEMO_CONTRACT: Final = parsed(document())
WEEKLY: Final = parsed(document("manufacturer-weekly"))


def compiled(contract: Contract = DEMO_CONTRACT, profile: Profile = DEMO) -> Compiled:
    return compile_contract(contract, REGISTRY, profile, demonstration=profile is DEMO)


def binding(contract: Contract = DEMO_CONTRACT) -> Binding:
    return Binding(
        contract=contract_hash(contract),
        inputs=(BoundInput(input="meter", sources=(METER,)), BoundInput(input="health", sources=(HEALTH,))),
    )


def meter_blocks(first: int, minutes: int, *, start: float = 100.0, each: float = 0.02) -> list[Block]:
    readings = [start + each * (index + 1) for index in range(minutes)]
    return [
        Block(minute=first + i, count=1, minimum=r - each, maximum=r, mean=r, last=r, covered_ms=60_000)
        for i, r in enumerate(readings)
    ]


def state_blocks(first: int, states: list[str]) -> list[Block]:
    return [
        Block(minute=first + i, count=1, states=((state, 60_000),), covered_ms=60_000) for i, state in enumerate(states)
    ]


def mqtt(contract: Contract, *, authentication: bool = True) -> Contract:
    sink = Mqtt(
        host="sink.example",
        port=8883,
        topic="a/b",
        tls=Tls(ca_sha256="0" * 64),
        authentication="token" if authentication else "none",
    )
    return replace(contract, sink=sink)


def with_recipient(contract: Contract, **changes: Any) -> Contract:
    recipient: Recipient = replace(contract.recipient, **changes)
    return replace(contract, recipient=recipient)


def with_output(contract: Contract, index: int, output: Output) -> Contract:
    outputs = (*contract.outputs[:index], output, *contract.outputs[index + 1 :])
    return replace(contract, outputs=outputs)
