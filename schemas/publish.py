"""Writes the published forms of the schema, or tells whether they are current.

python -m schemas.publish           write them
python -m schemas.publish --check   compare; exit code 1 and one line a stale file
"""

import sys
from pathlib import Path

from schemas.catalogue import catalogue
from schemas.commands import Command
from schemas.forms.columns import mapping_columns
from schemas.forms.files import FORMS, lined
from schemas.message_schema import json_schema
from schemas.outcomes import Outcome
from schemas.registry import PUBLISHED
from schemas.updates import Update


def published() -> dict[str, str]:
    """Give every published file, by name."""
    registry, mapped = catalogue(), mapping_columns()
    files = {name: text for form in FORMS.values() for name, text in form(registry, mapped).items()}
    return files | {
        "updates.schema.json": lined(json_schema(Update, title="Hutong updates"), 4),
        "commands.schema.json": lined(json_schema(Command, title="Hutong commands"), 4),
        "outcomes.schema.json": lined(json_schema(Outcome, title="Hutong outcomes"), 4),
    }


def stale(folder: Path = PUBLISHED) -> list[str]:
    """Name the published files that differ from what the classes say, the superfluous ones included."""
    wanted, present = published(), _present(folder)
    return sorted(name for name in wanted.keys() | present.keys() if wanted.get(name) != present.get(name))


def _present(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}


def write(folder: Path = PUBLISHED) -> None:
    """Write all of them, and drop what is no longer made."""
    wanted = published()
    for name in _present(folder).keys() - wanted.keys():
        (folder / name).unlink()
    for name, text in wanted.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


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
