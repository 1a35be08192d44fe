"""Semantic Definition Format (RFC 9880): an sdfObject a capability, an sdfThing a device type.

`to_sdf` keeps to the RFC's validation syntax. With `labels`, it says as well what SDF has no word for, in qualities
under the declared namespace `hutong`, as its framework syntax allows; all else is the same. A value may always be
null, which means not known (`nullable` is true by default).
"""

from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import quote

from schemas.conversion import VENDOR_PREFIX
from schemas.forms.mapped import Mapped, Row, unmapped
from schemas.forms.namespace import NAMESPACE, PREFIX, own
from schemas.registry import CapabilitySpec, CommandSpec, DeviceType, EventSpec, Registry, Spec
from schemas.validate import LIST_LIMIT, MEMBER_LIMIT, TEXT_LIMIT
from schemas.vocabulary import Kind

_TYPES: Final = {
    Kind.BOOLEAN: "boolean",
    Kind.INTEGER: "integer",
    Kind.NUMBER: "number",
    Kind.STRING: "string",
    Kind.SECRET: "string",
    Kind.TIMESTAMP: "integer",
    Kind.ENUM: "string",
    Kind.ENUMSET: "array",
    Kind.LIST: "array",
    Kind.OBJECT: "object",
}
_SAME: Final = (
    *("K", "Cel", "s", "ms", "min", "h", "Hz", "MHz", "V", "mV", "A", "mA", "W", "kW", "J", "Pa", "hPa", "lx", "Ohm"),
    *("m", "cm", "mm", "km", "kg", "g", "m2", "m3", "m/s", "km/h", "mm/h", "m3/s", "W/m2", "ug/m3", "dB", "bit/s"),
)
_SENML: Final = {
    # UCUM code: name in the SenML Units registries (RFC 8428 §12.1, RFC 8798 §3); the others are given as a URI.
    **{code: code for code in _SAME},
    "%": "/100",
    "[ppth]": "/1000",
    "[ppm]": "ppm",
    "V.A": "VA",
    "kV.A": "kVA",
    "V.A{reactive}": "var",
    "kV.A{reactive}": "kvar",
    "kW.h": "kWh",
    "W.h": "Wh",
    "kV.A.h": "kVAh",
    "V.A{reactive}.h": "varh",
    "kV.A{reactive}.h": "kvarh",
    "A.h": "Ah",
    "L": "l",
    "L/s": "l/s",
    "/min": "1/min",
    "[pH]": "pH",
    "{count}": "count",
    "{dBm}": "dBm",
}


class _Writer:
    """Writes one document, with or without labels."""

    def __init__(self, mapped: Mapped, *, labels: bool) -> None:
        self._mapped = mapped
        self._labels = labels

    def own(self, marks: dict[str, object]) -> Row:
        """Give labels where they are wanted."""
        return own(marks) if self._labels else {}

    def columns(self, capability: str, name: str) -> Row:
        """Give what others call it."""
        return self.own(self._mapped(capability, name))

    def object(self, one: CapabilitySpec) -> Row:
        """Describe a capability."""
        groups = {
            "sdfProperty": {name: self.property(spec) for name, spec in one.properties.items()},
            "sdfAction": {name: self.action(spec) for name, spec in one.commands.items()},
            "sdfEvent": {name: self.event(spec) for name, spec in one.events.items()},
        }
        return {
            **self.common(one),
            **self.own({"version": one.version, "group": one.group}),
            **self.columns(one.id, ""),
            **{key: group for key, group in groups.items() if group},
        }

    def common(self, one: CapabilitySpec | Spec | CommandSpec | EventSpec | DeviceType) -> Row:
        """Give label and description: English where SDF has one text, Chinese beside it."""
        about = () if isinstance(one, DeviceType) else one.about
        description = " ".join(text for text in (*about[:1], one.zh, *about[1:]) if text)
        texts = {"label": one.en, "description": description}
        return {**{key: text for key, text in texts.items() if text}, **self.own({"zh": one.zh})}

    def property(self, spec: Spec) -> Row:
        """Describe a property."""
        asked = spec.writable and spec.decided
        return {
            **self.common(spec),
            **self.data(spec),
            "readable": "r" in spec.access,
            "writable": spec.writable,
            "observable": "n" in spec.access,
            **self.label(spec),
            **self.own({"unit": spec.unit, "step": spec.step, "freshness": spec.fresh_s, "since": spec.since}),
            **self.hazards(spec.hazards, asked=asked, actuates=spec.actuates),
            **self.columns(spec.capability, spec.name),
        }

    def label(self, one: Spec | EventSpec) -> Row:
        """Say what it tells about people."""
        why = {"en": one.why[0], "zh": one.why[1]} if one.why else None
        return self.own({"sensitivity": one.sensitivity.name.lower(), "category": one.category, "reason": why})

    def hazards(self, hazards: Iterable[str], *, asked: bool, actuates: bool) -> Row:
        """Say what can go wrong; an empty list is an answer too."""
        named = [str(word) for word in hazards]
        decided = {f"{PREFIX}:hazards": named} if asked and self._labels else {}
        return {**decided, **self.own({"actuates": actuates})}

    def data(self, spec: Spec) -> Row:
        """Describe values in SDF's data qualities (RFC 9880 §4.7)."""
        return {"type": _TYPES[spec.kind], **_unit(spec.unit), **self.constraints(spec)}

    def constraints(self, spec: Spec) -> Row:
        """Give what narrows the type."""
        match spec.kind:
            case Kind.ENUM:
                return {"sdfChoice": _choice(spec)}
            case Kind.ENUMSET:
                items = {"type": "string", "sdfChoice": _choice(spec)}
                return {"items": items, "uniqueItems": True, "maxItems": spec.max_length or LIST_LIMIT}
            case Kind.STRING | Kind.SECRET:
                return {"maxLength": spec.max_length or TEXT_LIMIT}
            case Kind.LIST:
                items = _entry(self.data(spec.item)) if spec.item else {}
                return {**({"items": items} if items else {}), "maxItems": spec.max_length or LIST_LIMIT}
            case Kind.OBJECT:
                return self.parts(spec.fields, spec.required) if spec.fields else {"properties": {}}
            case _:
                limits = {"minimum": spec.minimum, "maximum": spec.maximum}
                return {key: limit for key, limit in limits.items() if limit is not None}

    def parts(self, specs: Iterable[Spec], required: Iterable[str]) -> Row:
        """Describe the fields of an object."""
        needed = list(required)
        named = {one.name: {**self.common(one), **self.data(one)} for one in specs}
        return {"properties": named, **({"required": needed} if needed else {})}

    def action(self, one: CommandSpec) -> Row:
        """Describe a command."""
        return {
            **self.common(one),
            **self.whole("sdfInputData", one.arguments, one.required),
            **self.whole("sdfOutputData", one.returns, (each.name for each in one.returns)),
            **self.own({"outcome": list(one.outcome), "since": one.since}),
            **self.hazards(one.hazards, asked=one.decided, actuates=one.actuates),
            **self.columns(one.capability, one.name),
        }

    def event(self, one: EventSpec) -> Row:
        """Describe an event."""
        return {
            **self.common(one),
            **self.whole("sdfOutputData", one.fields, ()),
            **self.label(one),
            **self.own({"since": one.since}),
            **self.columns(one.capability, one.name),
        }

    def whole(self, key: str, specs: tuple[Spec, ...], required: Iterable[str]) -> Row:
        """Describe input or output as one object."""
        return {key: {"type": "object", **self.parts(specs, required)}} if specs else {}

    def thing(self, one: DeviceType) -> Row:
        """Describe a device type by its capabilities."""
        return {
            **self.common(one),
            **self.own({"scenarios": list(one.scenarios), "hazards": [str(word) for word in one.hazards]}),
            **self.columns("", one.id),
            "sdfRequired": [f"#/sdfThing/{one.id}/sdfObject/{name}" for name in one.required],
            "sdfObject": {name: {"sdfRef": f"#/sdfObject/{name}"} for name in (*one.required, *one.optional)},
        }


def to_sdf(registry: Registry, mapped: Mapped = unmapped, *, labels: bool = False) -> Row:
    """Give the SDF document of a registry."""
    writer = _Writer(mapped, labels=labels)
    return {
        "info": {
            "title": "Hutong common device schema" + (", with labels" if labels else ""),
            "version": registry.version,
            "license": "Apache-2.0",
        },
        "namespace": {PREFIX: NAMESPACE},
        "defaultNamespace": PREFIX,
        "sdfObject": {name: writer.object(one) for name, one in registry.capabilities.items()},
        "sdfThing": {name: writer.thing(one) for name, one in registry.device_types.items()},
    }


def _unit(code: str) -> Row:
    """Name a unit as SDF asks for: its SenML name, else a URI (RFC 9880 §4.7, note 1)."""
    if not code:
        return {}
    return {"unit": _SENML.get(code) or f"http://unitsofmeasure.org/ucum#{quote(code, safe='')}"}


def _choice(spec: Spec) -> dict[str, Any]:
    texts = spec.texts or (("", ""),) * len(spec.values or ())
    known = {
        value: {"const": value, **{key: text for key, text in (("label", en), ("description", zh)) if text}}
        for value, (en, zh) in zip(spec.values or (), texts, strict=True)
    }
    vendor = {"type": "string", "pattern": f"^{VENDOR_PREFIX}.", "maxLength": MEMBER_LIMIT}
    return {**known, f"{VENDOR_PREFIX}*": vendor}


_OF_ENTRIES: Final = frozenset(
    {"type", "sdfChoice", "properties", "required", "minimum", "maximum", "minLength", "maxLength"}
)
"""The data qualities that entries of an array may have."""


def _entry(data: Row) -> Row:
    return {key: quality for key, quality in data.items() if key in _OF_ENTRIES}
