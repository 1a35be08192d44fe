"""Finds the extensions of installed distributions by entry point, without importing any of them."""

from collections.abc import Iterator
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from schemas.extensions.merge import MAX_BYTES, Extended, Package, extended
from schemas.extensions.rules import ExtensionError
from schemas.registry import Registry

GROUP: Final = "hutong.capabilities"


def load() -> Extended:
    """Load the core's registry and add every extension that is installed."""
    packages, unread = list[Package](), list[str]()
    for entry in entry_points(group=GROUP):
        try:
            packages.append(_package(entry))
        except (ExtensionError, OSError) as error:
            unread.append(f"capabilities of {_distribution(entry)} are left out: {error}")
    core = Registry.load()
    found = extended(core, packages) if packages else Extended(registry=core, vendors=(), refused=())
    return Extended(registry=found.registry, vendors=found.vendors, refused=(*unread, *found.refused))


def _distribution(entry: EntryPoint) -> str:
    return entry.dist.name if entry.dist is not None else entry.name


def _package(entry: EntryPoint) -> Package:
    path = next(_places(entry), None)
    if path is None:
        raise ExtensionError(
            f"entry point {entry.value!r} leads to no file; write package:capabilities.json, a file in that package"
        )
    if path.stat().st_size > MAX_BYTES:
        raise ExtensionError(f"{path.name} has more than {MAX_BYTES} bytes; publish less")
    return Package(vendor=entry.name, distribution=_distribution(entry), data=path.read_bytes())


def _places(entry: EntryPoint) -> Iterator[Path]:
    """Give the file; only a top-level package is looked up, for looking up a lower one would import those above."""
    if "." in entry.module or not entry.attr:
        return
    spec = find_spec(entry.module)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / entry.attr
        if path.is_file():
            yield path
