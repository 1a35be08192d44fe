"""The form of stored values: which version each capability had when they were written, which kind and unit."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from schemas.registry import Registry, Spec
from schemas.vocabulary import VENDOR

FIRST_FILE: Final = Path(__file__).with_name("first.json")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Form:
    """What a program knew of the schema. `signatures` are kind and unit, "number Cel", by (capability, property).

    Two forms are the same where `to_text` gives the same.
    """

    versions: Mapping[str, str]
    signatures: Mapping[tuple[str, str], str]

    def version(self, capability: str) -> tuple[int, int]:
        """Give major and minor of a capability; (0, 0) where the program had none."""
        return version_of(self.versions.get(capability, "0.0"))


def version_of(text: str) -> tuple[int, int]:
    """Read major and minor."""
    major, minor, *_ = text.split(".")
    return int(major), int(minor)


def signature(spec: Spec) -> str:
    """Give kind and unit in one text."""
    return f"{spec.kind} {spec.unit}".rstrip()


def form_of(registry: Registry) -> Form:
    """Give the form in which a program with this registry writes; loose vendor properties are as devices say."""
    return Form(
        versions={name: one.version for name, one in registry.capabilities.items() if name != VENDOR},
        signatures={key: signature(spec) for key, spec in registry.specs.items() if key[0] != VENDOR},
    )


def to_text(form: Form) -> str:
    """Give it as JSON, one line a capability; equal forms give equal texts."""
    properties: dict[str, dict[str, str]] = {name: {} for name in sorted(form.versions)}
    for (capability, name), signed in sorted(form.signatures.items()):
        properties[capability][name] = signed
    rows = (f"{json.dumps(name)}: {json.dumps([form.versions[name], own])}" for name, own in properties.items())
    return "{\n" + ",\n".join(rows) + "\n}\n"


def from_text(text: str) -> Form:
    """Read what `to_text` wrote."""
    found = json.loads(text)
    return Form(
        versions=MappingProxyType({capability: version for capability, (version, _) in found.items()}),
        signatures=MappingProxyType(
            {(capability, name): signed for capability, (_, own) in found.items() for name, signed in own.items()}
        ),
    )


@cache
def first() -> Form:
    """Give the form of the last program that did not write down its form."""
    return from_text(FIRST_FILE.read_text("utf-8"))


def is_downgrade(stored: Form, today: Form) -> dict[str, tuple[str, str]]:
    """Name the capabilities whose major version was higher when the values were written, with both versions."""
    return {
        name: (version, today.versions[name])
        for name, version in stored.versions.items()
        if name in today.versions and version_of(version)[0] > version_of(today.versions[name])[0]
    }
