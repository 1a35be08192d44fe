"""`hutong schema coverage`: how much of what vendors describe the common schema carries."""

import gzip
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from gateway.adapters import AdapterError, adapter_types, load_manifest
from gateway.cli.config import JsonOption
from gateway.cli.output import CliError, console, print_json, print_table
from schemas.coverage import MapReport

Report = Callable[[Iterable[str]], MapReport]
MOST_NAMED: Final = 20
FAILED: Final = 1


def coverage(
    corpora: Annotated[list[Path], typer.Argument(help="Files of vendor descriptions; .gz is read as well.")],
    *,
    fail_under: Annotated[float, typer.Option(help="Exit with 1 where a corpus has less core, in per cent.")] = 0.0,
    rows: Annotated[bool, typer.Option("--rows", help="With --json: every property and where it went.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Tell for each corpus what is core, what a vendor property carries, and what is lost.

    Counted per property instance, and as the mean over products, so that many alike do not hide the one that differs.
    A mapping counts only where kind, unit and range fit. Exit code 1 where anything is lost.
    """
    found = [_read(file) for file in corpora]
    told = [_told(file, form, report, rows=rows) for file, (form, report) in zip(corpora, found, strict=True)]
    if as_json:
        print_json({"corpora": told})
    else:
        _print(told)
    if any(one["lost"] or one["core_percent"] < fail_under for one in told):
        raise typer.Exit(FAILED)


def _read(file: Path) -> tuple[str, MapReport]:
    try:
        lines = _lines(file)
        first = next((line for line in lines if line.strip()), "")
        form, report = _reader(file, first)
        return form, report(chain([first], lines))
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise CliError(f"{file}: {error}; give a file of descriptions") from error


def _lines(file: Path) -> Iterator[str]:
    with gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open(encoding="utf-8") as lines:
        yield from lines


def _reader(file: Path, first: str) -> tuple[str, Report]:
    from schemas.descriptions.reader import READERS  # noqa: PLC0415  tables that no other command needs

    for one in READERS:
        if one.recognises(first):
            return one.name, one.report
    for name, report in _of_adapters(first):
        return name, report
    known = ", ".join([*(one.en for one in READERS), *(f"files of adapter {name}" for name in adapter_types())])
    raise CliError(f"{file}: nobody knows this form; known are {known}")


def _of_adapters(first: str) -> Iterator[tuple[str, Report]]:
    for name in adapter_types():
        try:
            manifest = load_manifest(name)
        except AdapterError:
            continue
        if manifest.recognises is not None and manifest.map_file is not None and manifest.recognises(first):
            yield name, manifest.map_file


def _told(file: Path, form: str, report: MapReport, *, rows: bool) -> dict[str, Any]:
    standard = report.standard()
    told: dict[str, Any] = {
        "file": file.name,
        "form": form,
        **_figures(report),
        "products_percent": _percent(report.product_share),
        "whole_products": report.whole_products,
        "standard": _figures(standard) if standard.source_properties != report.source_properties else None,
        "not_core": [
            {"source": name, "count": count, "reason": reason}
            for (name, reason), count in Counter(
                (_plain(row.source), row.reason) for row in report.rows if not row.is_core
            ).most_common(MOST_NAMED)
        ],
    }
    if rows:
        told["rows"] = [asdict(row) for row in report.rows]
    return told


def _plain(source: str) -> str:
    """Give the name of a source property without the numbers that tell instances apart."""
    return source.split(" ", maxsplit=1)[0]


def _figures(report: MapReport) -> dict[str, Any]:
    return {
        "products": report.devices,
        "instances": report.source_properties,
        "core": report.core,
        "vendor": report.vendor,
        "lost": report.lost,
        "core_percent": _percent(report.core_share),
    }


def _percent(share: float) -> float:
    return round(100 * share, 2)


def _print(told: list[dict[str, Any]]) -> None:
    print_table(_COLUMNS, map(_line, told))
    for one in told:
        names = ", ".join(f"{row['source']} ({row['count']})" for row in one["not_core"][:8])
        console.print(f"{one['file']}: most often carried as vendor properties: {names or 'none'}")


_COLUMNS: Final = (
    *("corpus", "form", "products", "instances", "core", "vendor", "lost"),
    *("core %", "by product %", "standard %"),
)


def _line(one: dict[str, Any]) -> tuple[str, ...]:
    counts = (str(one[key]) for key in ("products", "instances", "core", "vendor", "lost"))
    shares = (one["core_percent"], one["products_percent"], (one["standard"] or {}).get("core_percent"))
    return one["file"], one["form"], *counts, *("" if share is None else f"{share:.1f}" for share in shares)
