"""`hutong schema coverage`: how much of what vendors describe the common schema carries."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.box import SIMPLE_HEAD
from rich.table import Column, Table

from gateway.cli.config import JsonOption
from gateway.cli.description import Description, described
from gateway.cli.output import CliError, console, errors, print_json, print_table
from schemas.coverage import MapReport, MapRow
from schemas.vocabulary import VENDOR

MOST_NAMED: Final = 20
SHOWN: Final = 8
FAILED: Final = 1
_ADDRESS: Final = re.compile("0x[0-9a-f]{8,}_?")


def coverage(
    corpora: Annotated[list[Path], typer.Argument(help="Files of vendor descriptions; .gz is read as well.")],
    *,
    fail_under: Annotated[
        float, typer.Option(min=0, max=100, help="Exit with 1 where a corpus has less core, in per cent.")
    ] = 0.0,
    rows: Annotated[bool, typer.Option("--rows", help="Tell of every property where it went.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Tell for each corpus what is core, what a vendor property carries, and what is lost.

    Counted per property instance, and as the mean over products, so that many alike do not hide the one that differs.
    A mapping counts only where kind, unit and range fit. Exit code 1 where anything is lost, 2 where a file is not
    read; the others are told of all the same.
    """
    told: list[dict[str, Any]] = []
    unread: list[CliError] = []
    for number, file in enumerate(corpora, start=1):
        with errors.status(f"{number} of {len(corpora)}: {file.name}"):  # seen on a terminal only
            try:
                told.append(_told(described(file), rows=rows))
            except CliError as error:
                unread.append(error)
    if told:
        _show(told, as_json=as_json)
    failures = [line for one in told for line in _failures(one, fail_under)]
    for line in [*failures, *map(str, unread)]:
        typer.echo(line, err=True)
    if failures or unread:
        raise typer.Exit(unread[0].code if unread else FAILED)


def _show(told: list[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        print_json({"corpora": told})
    else:
        _print(told)


def _failures(one: dict[str, Any], fail_under: float) -> Iterator[str]:
    if one["lost"]:
        yield f"{one['file']}: {one['lost']} of {one['instances']} properties are lost; none may be"
    if one["core_percent"] < fail_under:
        yield f"{one['file']}: {one['core_percent']} % core is less than the wanted {fail_under:g} %"


def _told(one: Description, *, rows: bool) -> dict[str, Any]:
    report = one.report()
    standard = report.standard()
    told: dict[str, Any] = {
        "file": one.file.name,
        "form": one.form,
        **_figures(report),
        "products_percent": _percent(report.product_share),
        "whole_products": report.whole_products,
        "standard": _figures(standard) if standard.source_properties != report.source_properties else None,
        "readings": {name: _figures(part) for name, part in one.readings(report).items()},
        "not_core": [
            {"source": name, "count": count, "reason": reason}
            for (name, reason), count in Counter(
                (_plain(row), row.reason) for row in report.rows if not row.is_core
            ).most_common(MOST_NAMED)
        ],
    }
    if rows:
        told["rows"] = [asdict(row) for row in report.rows]
    return told


def _plain(row: MapRow) -> str:
    """Give the name of a source property without the numbers that tell instances apart."""
    name = _ADDRESS.sub("", row.source.split(" ", maxsplit=1)[0])
    return row.to.removeprefix(f"{VENDOR}.") if name.isdigit() else name


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
    for one in told:
        if "rows" in one:
            print_table(
                ("product", "source", "to", "reason"),
                ((row["device"], row["source"], row["to"], row["reason"]) for row in one["rows"]),
                title=one["file"],
            )
    columns = [Column(name, justify="right", min_width=max(4, *map(len, name.split()))) for name in _NUMBERS]
    table = Table(Column("corpus", overflow="fold"), *columns, box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for name, one in zip(_names(told), told, strict=True):
        table.add_row(name, *_line(one))
    console.print(table)
    for one in told:
        if parts := _parts(one):
            console.print(f"{one['file']}, parts: {parts}", highlight=False)
        names = Counter({row["source"]: 0 for row in one["not_core"]})
        for row in one["not_core"]:
            names[row["source"]] += row["count"]
        listed = ", ".join(f"{name} ({count})" for name, count in names.most_common(SHOWN))
        console.print(f"{one['file']} ({one['form']}), most often vendor's: {listed or 'none'}", highlight=False)


def _names(told: list[dict[str, Any]]) -> list[str]:
    """Give the names of the files without what follows the first dot, where that still tells them apart."""
    short = [one["file"].partition(".")[0] for one in told]
    return short if len(set(short)) == len(told) and all(short) else [one["file"] for one in told]


def _parts(one: dict[str, Any]) -> str:
    return ", ".join(
        f"{name.replace('_', ' ')} {figures['core_percent']:.1f} % of {figures['instances']}"
        for name, figures in one["readings"].items()
        if figures["instances"] != one["instances"]
    )


_NUMBERS: Final = ("products", "values", "core", "vendor", "lost", "core %", "product %", "std %")


def _line(one: dict[str, Any]) -> tuple[str, ...]:
    counts = (str(one[key]) for key in ("products", "instances", "core", "vendor", "lost"))
    shares = (one["core_percent"], one["products_percent"], (one["standard"] or {}).get("core_percent"))
    return *counts, *("" if share is None else f"{share:.1f}" for share in shares)
