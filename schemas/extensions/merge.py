"""Adds extensions to a registry, each whole or not at all."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from schemas.codec import CodecError, parse
from schemas.extensions.rules import FLOOR, ExtensionError, broken, doubled
from schemas.forms.entry import TableError
from schemas.forms.table import from_table
from schemas.registry import CapabilitySpec, Registry
from schemas.vocabulary import VENDOR

MAX_BYTES: Final = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """One extension as its distribution ships it: the vendor's name, who ships it, and the published JSON."""

    vendor: str
    distribution: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Extended:
    """The registry with all good extensions, the vendors in it, and one line for each that was left out."""

    registry: Registry
    vendors: tuple[str, ...]
    refused: tuple[str, ...]


def extended(core: Registry, packages: Iterable[Package]) -> Extended:
    """Add extensions in the order of vendor and distribution, so that the outcome does not depend on chance."""
    found, vendors, refused = core, list[str](), list[str]()
    for package in sorted(packages, key=lambda one: (one.vendor, one.distribution)):
        try:
            found = _added(found, core, package, frozenset(vendors))
        except ExtensionError as error:
            refused.append(f"capabilities of {package.distribution} are left out: {error}")
        else:
            vendors.append(package.vendor)
    return Extended(registry=found, vendors=tuple(vendors), refused=tuple(refused))


def _added(so_far: Registry, core: Registry, package: Package, taken: frozenset[str]) -> Registry:
    if package.vendor in taken:
        raise ExtensionError(f"vendor name {package.vendor!r} is taken by another distribution; choose another")
    offered = read(package)
    for fault in (*broken(package.vendor, offered, core), *_collisions(package.vendor, offered, so_far)):
        raise ExtensionError(fault)
    return Registry.of(
        so_far.version,
        (*_others(so_far), *_loose(so_far, offered), *_floored(offered)),
        (*so_far.device_types.values(), *offered.device_types.values()),
    )


def read(package: Package) -> Registry:
    """Read what a package publishes; ExtensionError where that is no table."""
    try:
        return from_table(parse(package.data, max_bytes=MAX_BYTES), package.vendor)
    except (CodecError, TableError) as error:
        raise ExtensionError(str(error)) from error


def _collisions(vendor: str, offered: Registry, so_far: Registry) -> Iterator[str]:
    own = {name: one for name, one in offered.capabilities.items() if name != VENDOR}
    yield from doubled(vendor, own, so_far.capabilities, "capability")
    yield from doubled(vendor, offered.device_types, so_far.device_types, "device type")


def _others(registry: Registry) -> Iterator[CapabilitySpec]:
    return (one for one in registry.capabilities.values() if one.id != VENDOR)


def _loose(so_far: Registry, offered: Registry) -> Iterator[CapabilitySpec]:
    """Keep the loose properties of all vendors together, under the one name that they are carried by."""
    both = [one for one in (so_far.capabilities.get(VENDOR), offered.capabilities.get(VENDOR)) if one is not None]
    if both:
        merged = {name: spec for one in both for name, spec in _raised(one).properties.items()}
        yield replace(both[0], properties=MappingProxyType(merged))


def _floored(offered: Registry) -> Iterator[CapabilitySpec]:
    return (_raised(one) for one in _others(offered))


def _raised(one: CapabilitySpec) -> CapabilitySpec:
    """Take what a vendor says of sensitivity for a claim that may only be strict."""
    return replace(
        one,
        properties=MappingProxyType(
            {name: replace(p, sensitivity=max(p.sensitivity, FLOOR)) for name, p in one.properties.items()}
        ),
        events=MappingProxyType(
            {name: replace(e, sensitivity=max(e.sensitivity, FLOOR)) for name, e in one.events.items()}
        ),
    )
