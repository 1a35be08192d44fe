"""Writes the published forms of the schema, or tells whether they are current.

python -m schemas.publish           write them
python -m schemas.publish --check   compare; exit code 1 and one line a stale file or undeclared change
python -m schemas.publish --release write them and make them the release that --check compares with; exit code 1 and
                                    one line an undeclared change, and nothing is written
"""

import sys
from pathlib import Path
from typing import Final

from schemas.catalogue import catalogue
from schemas.commands import Command
from schemas.evolution.release import RELEASED, broken_promises, release
from schemas.forms.columns import mapping_columns
from schemas.forms.files import FORMS, lined
from schemas.host import HostMessage
from schemas.message_schema import json_schema
from schemas.outcomes import Outcome
from schemas.registry import PUBLISHED
from schemas.updates import Update

_STALE: Final = "schemas/published/{} is stale; run: python -m schemas.publish"


def published() -> dict[str, str]:
    """Give every published file, by name."""
    registry, mapped = catalogue(), mapping_columns()
    files = {name: text for form in FORMS.values() for name, text in form(registry, mapped).items()}
    return files | {
        "updates.schema.json": lined(json_schema(Update, title="Hutong updates"), 4),
        "commands.schema.json": lined(json_schema(Command, title="Hutong commands"), 4),
        "host.schema.json": lined(json_schema(HostMessage, title="Hutong core and an adapter's process"), 4),
        "outcomes.schema.json": lined(json_schema(Outcome, title="Hutong outcomes"), 4),
    }


def stale(folder: Path = PUBLISHED) -> list[str]:
    """Name the published files that differ from what the classes say, the superfluous ones included."""
    wanted, present = published(), _present(folder)
    return sorted(name for name in wanted.keys() | present.keys() if wanted.get(name) != present.get(name))


def _present(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() and path != folder / RELEASED)
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
    match arguments:
        case []:
            write()
            return 0
        case ["--check"]:
            return _tell([*(_STALE.format(name) for name in stale()), *broken_promises(catalogue())])
        case ["--release"]:
            lines = release(catalogue())
            if not lines:
                write()
            return _tell(lines)
        case _:
            sys.stderr.write("usage: python -m schemas.publish [--check | --release]\n")
            return 2


def _tell(lines: list[str]) -> int:
    sys.stderr.writelines(f"{line}\n" for line in lines)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
