"""Writes the published forms of the schema, or tells whether they are current.

python -m schemas.publish           write them
python -m schemas.publish --check   compare; exit code 1 and one line a stale file
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from schemas.capability_schema import capability_schema
from schemas.catalogue import catalogue
from schemas.commands import Command
from schemas.message_schema import json_schema
from schemas.outcomes import Outcome
from schemas.registry import PUBLISHED, to_flat
from schemas.updates import Update


def published() -> dict[str, str]:
    """Give every published file, by name."""
    registry = catalogue()
    return {
        "registry.json": "".join(_flat_lines(to_flat(registry))),
        "capabilities.schema.json": _pretty(capability_schema(registry)),
        "updates.schema.json": _pretty(json_schema(Update, title="Hutong updates")),
        "commands.schema.json": _pretty(json_schema(Command, title="Hutong commands")),
        "outcomes.schema.json": _pretty(json_schema(Outcome, title="Hutong outcomes")),
    }


def _pretty(tree: Any) -> str:
    return json.dumps(tree, ensure_ascii=False, indent=1) + "\n"


def _compact(tree: Any) -> str:
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":"))


def _flat_lines(flat: dict[str, Any]) -> Iterator[str]:
    """One capability and one device type a line: compact to load, and a difference shows where it is."""
    yield f'{{"version":{_compact(flat["version"])},\n"capabilities":[\n'
    yield ",\n".join(map(_compact, flat["capabilities"]))
    yield '\n],\n"device_types":[\n'
    yield ",\n".join(map(_compact, flat["device_types"]))
    yield "\n]}\n"


def stale(folder: Path = PUBLISHED) -> list[str]:
    """Name the published files that differ from what the classes say, the superfluous ones included."""
    wanted = published()
    present = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.json")}
    return sorted(name for name in wanted.keys() | present.keys() if wanted.get(name) != present.get(name))


def write(folder: Path = PUBLISHED) -> None:
    """Write all of them."""
    folder.mkdir(exist_ok=True)
    for name, text in published().items():
        (folder / name).write_text(text, encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Run the command line above."""
    if arguments not in ([], ["--check"]):
        sys.stderr.write("usage: python -m schemas.publish [--check]\n")
        return 2
    if not arguments:
        write()
        return 0
    names = stale()
    for name in names:
        sys.stderr.write(f"schemas/published/{name} is stale; run: python -m schemas.publish\n")
    return 1 if names else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
