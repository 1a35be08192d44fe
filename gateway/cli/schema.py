"""`hutong schema`: what the common device schema says, and its published forms."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from gateway.cli.config import JsonOption
from gateway.cli.output import CliError, console, errors, print_json
from gateway.cli.schema_names import find
from gateway.cli.schema_scenario import print_scenario
from gateway.cli.schema_view import print_found, print_grid
from schemas.extensions import installed
from schemas.forms.catalogue import Catalogue, published_catalogue
from schemas.forms.table import to_table
from schemas.registry import Registry
from schemas.scenarios import to_rows

app = typer.Typer(help="The common device schema: capabilities, device types, published forms.", no_args_is_help=True)

LANGUAGES: Final = ("en", "zh")
LanguageOption = Annotated[str, typer.Option("--lang", help="zh or en.")]


@app.command(name="list")
def list_all(
    group: Annotated[str, typer.Option(help="Only the capabilities of one group, for example kitchen.")] = "",
    *,
    types: Annotated[bool, typer.Option("--types", help="List the device types instead.")] = False,
    scenarios: Annotated[bool, typer.Option("--scenarios", help="List the scenarios of the home instead.")] = False,
    as_json: JsonOption = False,
) -> None:
    """List the capabilities, with how much each holds, or the device types, or the scenarios."""
    table = _with_extensions()
    key, rows = _listed(table, group, types=types, scenarios=scenarios)
    if as_json:
        print_json({"schema": table["schema"], key: rows})
        return
    shown = _COLUMNS[key]
    print_grid("", list(shown), ([_cell(row, key) for key in shown.values()] for row in rows))
    console.print(f"{len(rows)} {key.replace('_', ' ')}, schema {table['schema']}")


def _listed(table: Mapping[str, Any], group: str, *, types: bool, scenarios: bool) -> tuple[str, list[dict[str, Any]]]:
    if types and scenarios:
        raise CliError("schema list: give --types or --scenarios, not both")
    if scenarios:
        return "scenarios", _scenarios(table, group)
    return ("device_types", _kinds(table, group)) if types else ("capabilities", _capabilities(table, group))


def _with_extensions() -> dict[str, Any]:
    """Give the table with the capabilities that other installed distributions bring; what is refused is told."""
    table, found = published_catalogue().table, installed.load()
    for line in found.refused:
        errors.print(line, soft_wrap=True, markup=False, highlight=False)
    held = {key: {one["id"] for one in table[key]} for key in ("capabilities", "device_types")}
    capabilities = (one for one in found.registry.capabilities.values() if one.id not in held["capabilities"])
    kinds = (one for one in found.registry.device_types.values() if one.id not in held["device_types"])
    foreign = to_table(Registry.of(table["schema"], capabilities, kinds))
    return {**table, **{key: [*table[key], *foreign[key]] for key in held}, "scenarios": to_rows()}


_CAPABILITY_COLUMNS: Final = {
    "id": "id",
    "English": "en",
    "中文": "zh",
    "group": "group",
    "prop.": "properties",
    "com.": "commands",
    "ev.": "events",
}
_KIND_COLUMNS: Final = {"id": "id", "English": "en", "中文": "zh", "scenarios": "scenarios", "hazards": "hazards"}
_SCENARIO_COLUMNS: Final = {"id": "id", "English": "en", "中文": "zh", "roles": "roles", "targets": "targets"}
_COLUMNS: Final = {
    "capabilities": _CAPABILITY_COLUMNS,
    "device_types": _KIND_COLUMNS,
    "scenarios": _SCENARIO_COLUMNS,
}


def _cell(row: Mapping[str, Any], key: str) -> str:
    return ", ".join(row[key]) if isinstance(row[key], list) else str(row[key])


def _capabilities(table: Mapping[str, Any], group: str) -> list[dict[str, Any]]:
    groups = {one["group"] for one in table["capabilities"]}
    if group and group not in groups:
        raise CliError(f"schema list: there is no group {group!r}; groups: {', '.join(sorted(groups))}")
    return [_sized(one) for one in table["capabilities"] if group in {"", one["group"]}]


def _sized(one: Mapping[str, Any]) -> dict[str, Any]:
    named = {key: one[key] for key in ("id", "version", "group", "zh", "en")}
    return named | {key: len(one[key]) for key in ("properties", "commands", "events")}


def _kinds(table: Mapping[str, Any], group: str) -> list[dict[str, Any]]:
    if group:
        raise CliError("schema list: device types have no group; drop --group or --types")
    keys = ("id", "zh", "en", "required", "optional", "scenarios", "hazards")
    return [{key: one.get(key, []) for key in keys} for one in table["device_types"]]


def _scenarios(table: Mapping[str, Any], group: str) -> list[dict[str, Any]]:
    if group:
        raise CliError("schema list: scenarios have no group; drop --group or --scenarios")
    names = ("id", "zh", "en")
    return [
        {key: one[key] for key in names} | {key: len(one[key]) for key in ("roles", "targets")}
        for one in table["scenarios"]
    ]


@app.command()
def show(
    name: Annotated[
        str, typer.Argument(help="A capability, capability.property, command, event, device type or scenario.")
    ],
    *,
    lang: LanguageOption = "en",
    as_json: JsonOption = False,
) -> None:
    """Show all that the schema says of one name."""
    _checked(lang)
    found = find(_with_extensions(), name)
    if as_json:
        print_json(found)
        return
    print_found(found, lang)
    if "scenario" in found:
        print_scenario(found["scenario"], lang)


def _checked(lang: str) -> None:
    if lang not in LANGUAGES:
        raise CliError(f"--lang {lang}: give zh or en")


@app.command()
def export(
    form: Annotated[str, typer.Option("--format", help="Which form; see docs/schema.md.")] = "table",
    out: Annotated[Path | None, typer.Option(help="A file or folder; standard output without.")] = None,
    *,
    lang: LanguageOption = "en",
    as_json: JsonOption = False,
) -> None:
    """Write the schema in one form: table, json-schema, wot, sdf, typescript, html, registry or scenarios."""
    _checked(lang)
    catalogue = published_catalogue()
    files = _files(catalogue, form, lang, as_json=as_json or out is not None)
    if out is None:
        _print(form, files, as_json=as_json)
        return
    written = _write(out, files)
    if as_json:
        print_json({"format": form, "written": [str(path) for path in written]})
    else:
        console.print(f"{len(written)} file{'s' if len(written) > 1 else ''} in {out}", soft_wrap=True)


def _files(catalogue: Catalogue, form: str, lang: str, *, as_json: bool) -> Mapping[str, str]:
    # Making the forms takes the template engine; listing and showing do not.
    from schemas.forms.files import FORMS  # noqa: PLC0415
    from schemas.forms.text import markdown  # noqa: PLC0415

    if form not in FORMS:
        raise CliError(f"--format {form}: there is no such form; give one of {', '.join(FORMS)}")
    if form == "table" and not as_json:
        return {"catalogue.md": markdown(catalogue.table, lang)}
    files = FORMS[form](catalogue.registry, catalogue.mapped)
    return {name: text for name, text in files.items() if form != "html" or lang in name.split("/")[-1].split(".")[0]}


def _print(form: str, files: Mapping[str, str], *, as_json: bool) -> None:
    if as_json and form in {"typescript", "html"}:
        raise CliError(f"--format {form} is no JSON; drop --json, or write it with --out and have the report as JSON")
    plain = [name for name in files if "labelled" not in name]
    if len(plain) > 1:
        raise CliError(f"--format {form} is {len(plain)} files; give a folder: --out FOLDER")
    print(files[plain[0]], end="")  # noqa: T201 - not wrapped


def _write(out: Path, files: Mapping[str, str]) -> list[Path]:
    try:
        return [_written(path, files[name]) for name, path in _places(out, files)]
    except OSError as error:
        raise CliError(f"--out {out}: {error.strerror}; give a place that can be written") from error


def _places(out: Path, files: Iterable[str]) -> list[tuple[str, Path]]:
    names = list(files)
    if len(names) == 1 and not out.is_dir():
        return [(names[0], out)]
    return [(name, out / name) for name in names]


def _written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
