"""Finding adapters by entry point; nothing here, or anywhere in the gateway, names one."""

import json
import re
from dataclasses import dataclass
from importlib.metadata import EntryPoint, PackageNotFoundError, distribution, entry_points
from pathlib import Path
from typing import Any, Final

from adapters.sdk.contract import Budget, Manifest
from adapters.sdk.later import MissingPackageError, not_installed
from adapters.sdk.network import absent_interfaces
from gateway.config import AdapterSection, Config, ConfigError, ConfigFault, config_schema
from gateway.core.supervisor import AdapterPlan
from gateway.position import find_line

GROUP: Final = "hutong.adapters"
SDK: Final = "1"
OURS: Final = "hutong"
"""The distribution whose adapters may run in the core."""


_REQUIREMENT: Final = re.compile(r"(?P<package>[\w.-]+)[^;]*(?:;\s*extra\s*==\s*(['\"])(?P<extra>[\w.-]+)\2\s*)?")
"""What every installation needs, or what an extra brings; with another marker it may be needed or not."""


class AdapterError(Exception):
    """An adapter cannot be loaded."""


def adapter_types() -> tuple[str, ...]:
    """Return the names of all installed adapter types."""
    return tuple(sorted(entry_points(group=GROUP).names))


def load_manifest(name: str) -> Manifest:
    """Import one adapter and return its manifest. Raises AdapterError with what is wrong and what there is."""
    found = _entry(name)
    try:
        manifest = found.load()
    except Exception as error:  # a vendor's package may raise anything at import
        raise AdapterError(f"adapter {name!r} does not load: {type(error).__name__}: {error}") from error
    if not isinstance(manifest, Manifest):
        raise AdapterError(f"adapter {name!r} offers {type(manifest).__name__}, not a Manifest")
    if manifest.sdk != SDK:
        raise AdapterError(f"adapter {name!r} is written against contract {manifest.sdk}, this is {SDK}; update it")
    return manifest


def missing_libraries(name: str) -> tuple[str, ...]:
    """Say which libraries an adapter type needs that are not installed. Nothing is imported to find out."""
    one = _entry(name)
    wanted = (_REQUIREMENT.fullmatch(text) for text in (one.dist and one.dist.requires) or ())
    packages = (found["package"] for found in wanted if found and found["extra"] in (None, name))
    return tuple(not_installed(one.module, package) for package in packages if not _is_installed(package))


def _is_installed(package: str) -> bool:
    try:
        distribution(package)
    except PackageNotFoundError:
        return False
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an adapter's code is. Nothing of it is imported to find out."""

    entry: str  # "package.module:MANIFEST"
    outside: bool  # of another distribution than this one


def locate(name: str) -> Place:
    """Find an adapter. Raises AdapterError where there is none."""
    one = _entry(name)
    return Place(entry=one.value, outside=not _is_ours(one))


def _entry(name: str) -> EntryPoint:
    found = [e for e in entry_points(group=GROUP) if e.name == name]
    if not found:
        raise AdapterError(f"there is no adapter {name!r}; installed: {', '.join(adapter_types()) or 'none'}")
    ours = [one for one in found if _is_ours(one)]  # no other package takes over what comes with Hutong
    if len(found) > 1 and not ours:
        makers = ", ".join(sorted(one.dist.name if one.dist else "?" for one in found))
        raise AdapterError(f"adapter {name!r} is offered by more than one package: {makers}; uninstall all but one")
    return (ours or found)[0]


def _is_ours(one: EntryPoint) -> bool:
    return one.dist is not None and one.dist.name == OURS


def runs_apart(section: AdapterSection) -> bool:
    """Whether an adapter runs in a process of its own: one of another package always does."""
    return section.process == "own" or locate(section.type).outside


def plan_adapters(config: Config) -> tuple[AdapterPlan, ...]:
    """Plan every configured adapter. Those of other packages are not imported."""
    return tuple(_plan(name, section) for name, section in config.adapters.items())


def _plan(name: str, section: AdapterSection) -> AdapterPlan:
    settings = section.settings()
    if not runs_apart(section):
        manifest = load_manifest(section.type)
        return AdapterPlan(name=name, type=section.type, manifest=manifest, settings=settings)
    from gateway.core.host.host import Host  # noqa: PLC0415  a home without one does not load it

    place = locate(section.type)
    usual = Budget() if place.outside else load_manifest(section.type).budget
    host = Host(name=name, entry=place.entry, budget=section.budget.over(usual))
    return AdapterPlan(name=name, type=section.type, manifest=host.manifest(section.type), settings=settings, host=host)


def whole_schema() -> dict[str, Any]:
    """Give the JSON Schema of the file with the keys of every installed adapter, each where its type is named.

    One that does not load, or whose schema cannot be had, is left out: its section may then hold any key.
    """
    document = config_schema()
    found, section = document["$defs"], document["$defs"]["AdapterSection"]
    section.pop("required")  # a section that names no type is the adapter that it is called
    section["allOf"], named = [], document["properties"]["adapters"].setdefault("properties", {})
    for name in adapter_types():
        try:
            own = json.loads(json.dumps(load_manifest(name).config_schema()).replace('"#/$defs/', f'"#/$defs/{name}.'))
        except Exception as error:  # noqa: BLE001  a vendor's package may raise anything
            del error
            continue
        found |= {f"{name}.{part}": schema for part, schema in own.pop("$defs", {}).items()}
        found[key := f"adapters.{name}"] = own | {"properties": section["properties"] | own.get("properties", {})}
        then = {"$ref": f"#/$defs/{key}"}
        section["allOf"].append({"if": {"properties": {"type": {"const": name}}, "required": ["type"]}, "then": then})
        named[name] = {"if": {"not": {"required": ["type"]}}, "then": then}
    return document


def check_adapters(path: Path, config: Config, *, all_here: bool = True) -> None:
    """Let configured adapters check their own keys. Raises ConfigError with all faults.

    With `all_here` false only those that run in this process: the others check when they start, in theirs.
    """
    text = path.read_text("utf-8")
    faults = [
        _fault(path, text, name, complaint)
        for name, section in config.adapters.items()
        for complaint in _complaints(section, all_here=all_here)
    ]
    if faults:
        raise ConfigError(*faults)


def absent_now(path: Path, config: Config) -> tuple[ConfigFault, ...]:
    """Tell where the file names interfaces that are not there now; they may come up later, so it is no fault."""
    text = path.read_text("utf-8")
    found = []
    for name, section in config.adapters.items():
        wanted = section.settings().get("interfaces")
        if isinstance(wanted, list) and not locate(section.type).outside and (absent := absent_interfaces(wanted)):
            found.append(_fault(path, text, name, f"interfaces: {absent}"))
    return tuple(found)


def _complaints(section: AdapterSection, *, all_here: bool) -> tuple[str, ...]:
    try:
        outside = locate(section.type).outside
        if outside and section.process == "core":
            return ("process: only adapters of this package run in the core; remove the key",)
        if not all_here and runs_apart(section):
            return ()
        return load_manifest(section.type).check(section.settings())
    except AdapterError as error:
        return (f"type: {error}; name an installed adapter",)
    except MissingPackageError as error:
        return (f"type: {error}",)


def _fault(path: Path, text: str, name: str, complaint: str) -> ConfigFault:
    key, _, rest = complaint.partition(": ")
    reason, _, fix = rest.partition("; ")
    keys = ("adapters", name, *key.split("."))
    return ConfigFault(
        file=str(path), line=find_line(text, keys), key=".".join(keys), reason=reason, fix=fix or "correct it"
    )
