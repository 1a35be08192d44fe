"""Writes the capabilities of a vendor's package as the JSON that gateways read.

python -m schemas.extensions.publish jomoo_schema           write capabilities.json into the package
python -m schemas.extensions.publish jomoo_schema --check   compare; exit code 1 where it is stale
"""

import argparse
import json
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Final

from schemas.capability import DefinitionError, defined, spec_of
from schemas.catalogue import catalogue
from schemas.complete import gaps
from schemas.extensions.rules import broken
from schemas.forms.table import to_table
from schemas.registry import CapabilitySpec, Registry
from schemas.vocabulary import VENDOR

FILE: Final = "capabilities.json"
STALE: Final = 1
BAD: Final = 2
_LOOSE: Final = f"{VENDOR}."


def published(module: ModuleType) -> str:
    """Give the published form of the capabilities that a package defines; DefinitionError where they are not ready.

    A capability whose id is `vendor.<name>` holds loose properties: `vendor.jomoo` has `jomoo.<property>` ones.
    """
    core = catalogue()
    mine = [cls for cls in defined() if cls.__module__.split(".")[0] == module.__name__]
    vendors = {cls.ID.removeprefix(_LOOSE).split(".")[0] for cls in mine if "." in cls.ID}
    if len(vendors) != 1:
        named = ", ".join(sorted(vendors)) or "none"
        raise DefinitionError(f"{module.__name__}: name its capabilities after one vendor, not {named}: jomoo.nozzle")
    vendor = vendors.pop()
    own = tuple(_loose(spec_of(cls), vendor) for cls in mine)
    offered = Registry.of(core.version, own, ())
    faults = [*broken(vendor, offered, core), *(gap for one in own for gap in gaps(one))]
    if faults:
        raise DefinitionError("\n".join(faults))
    return json.dumps(to_table(offered), ensure_ascii=False, indent=1) + "\n"


def _loose(one: CapabilitySpec, vendor: str) -> CapabilitySpec:
    if one.id != f"{_LOOSE}{vendor}":
        return one
    named = {f"{vendor}.{name}": spec for name, spec in one.properties.items()}
    renamed = {name: replace(spec, capability=VENDOR, name=name) for name, spec in named.items()}
    return replace(one, id=VENDOR, properties=renamed)


def main(argv: list[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m schemas.extensions.publish", description=__doc__)
    parser.add_argument("package", help="the package that defines the capabilities, as it is imported")
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    options = parser.parse_args(argv)
    try:
        module = import_module(options.package)
        text = published(module)
    except (ImportError, DefinitionError) as error:
        sys.stderr.write(f"{error}\n")
        return BAD
    path = Path(str(module.__file__)).parent / FILE
    if options.check:
        return _compare(path, text)
    path.write_text(text, "utf-8")
    sys.stdout.write(f"wrote {path}\n")
    return 0


def _compare(path: Path, text: str) -> int:
    if path.is_file() and path.read_text("utf-8") == text:
        return 0
    sys.stderr.write(f"{path} is stale; run python -m schemas.extensions.publish {path.parent.name}\n")
    return STALE


if __name__ == "__main__":
    sys.exit(main())
