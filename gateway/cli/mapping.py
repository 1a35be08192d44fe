"""`hutong map`: what becomes of a vendor's descriptions, offline."""

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Final

import typer

from adapters.sdk.contract import Manifest
from adapters.sdk.later import MissingPackageError
from gateway.adapters import AdapterError, load_manifest
from gateway.cli.config import JsonOption
from gateway.cli.output import CliError, console, print_json, print_table
from schemas.coverage import MapReport
from schemas.vocabulary import VENDOR

NAMES: Final = 8
"""Properties that one reason is told of."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="map")(map_file)


def map_file(
    adapter: Annotated[str, typer.Argument(help="Type of the adapter, for example mqtt.")],
    file: Annotated[Path, typer.Argument(help="The vendor's descriptions; .gz is read as well.")],
    *,
    as_json: JsonOption = False,
) -> None:
    """Map a vendor's device descriptions onto the common schema and report the coverage."""
    report = _map(adapter, file)
    if as_json:
        print_json(asdict(report))
        return
    print_table(
        ("device", "source", "kind", "unit", "to", "unit "),
        ((r.device, r.source, r.kind, r.unit, r.to, r.to_unit) for r in report.rows),
    )
    for reason, names in _whys(report).items():
        console.print(f"{_some(names)}: {reason}", markup=False, highlight=False, soft_wrap=True)
    share = 100 * report.core / max(report.source_properties, 1)
    console.print(
        f"{report.devices} devices, {report.source_properties} properties: "
        f"{report.core} core ({share:.1f} %), {report.vendor} vendor, {report.lost} lost"
    )


def _whys(report: MapReport) -> dict[str, list[str]]:
    """Give for each reason the properties that it keeps out of the core, each once."""
    found: dict[str, dict[str, None]] = {}
    for row in report.rows:
        if row.reason:
            found.setdefault(row.reason, {})[row.to.removeprefix(f"{VENDOR}.")] = None
    return {reason: list(names) for reason, names in found.items()}


def _some(names: list[str]) -> str:
    more = len(names) - NAMES
    return ", ".join(names[:NAMES]) + (f" and {more} more" if more > 0 else "")


def _map(adapter: str, file: Path) -> MapReport:
    try:
        manifest = load_manifest(adapter)
    except AdapterError as error:
        raise CliError(f"map {adapter}: {error}") from error
    if manifest.map_file is None and manifest.map_path is None:
        raise CliError(f"map {adapter}: this adapter maps no files; see its page in docs/adapters")
    try:
        return _report(manifest, file)
    except MissingPackageError as error:
        raise CliError(f"map {adapter}: {error}") from error
    except (OSError, EOFError, zlib.error, ValueError) as error:
        fix = "give a file of JSON lines" if manifest.map_path is None else "its page in docs/adapters names the forms"
        reason = _reason(error)
        raise CliError(f"{file}: {reason}" if ";" in reason else f"{file}: {reason}; {fix}") from error
    except Exception as error:
        raise CliError(
            f"{file}: the adapter {adapter} cannot read it ({type(error).__name__}: {error}); "
            "give it a file of its own form, or tell its author"
        ) from error


def _reason(error: Exception) -> str:
    """Say in words what is wrong with a file; what an adapter says of it has its own fix behind a semicolon."""
    if isinstance(error, UnicodeDecodeError):
        return "it is no utf-8 text"
    return (isinstance(error, OSError) and error.strerror) or str(error)


def _report(manifest: Manifest, file: Path) -> MapReport:
    if manifest.map_path is not None:
        return manifest.map_path(file)
    if manifest.map_file is None:
        raise ValueError("its adapter reads no such file")
    return manifest.map_file(_lines(file))


def _lines(file: Path) -> Iterator[str]:
    with gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open(encoding="utf-8") as lines:
        yield from lines
