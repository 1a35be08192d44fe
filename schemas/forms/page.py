"""The reference: one self-contained HTML page a language, made from the table."""

from collections.abc import Iterable
from functools import cache
from typing import Any, Final

from jinja2 import Environment, PackageLoader

from schemas.forms import words
from schemas.forms.mapped import COLUMNS, Mapped, Row
from schemas.forms.table_writer import to_table
from schemas.registry import Registry

ELSEWHERE: Final = {
    "matter": "Matter",
    "miot": "MIoT",
    "homeassistant": "Home Assistant",
    "homekit": "HomeKit",
    "smartthings": "SmartThings",
    "echonet": "ECHONET Lite",
}


def page(registry: Registry, mapped: Mapped, language: str) -> str:
    """Give the page in `zh` or `en`."""
    table = to_table(registry, mapped)
    return (
        _environment()
        .get_template("page.html.jinja")
        .render(
            language=language,
            other="en" if language == "zh" else "zh",
            schema=table["schema"],
            groups=_groups(table["capabilities"]),
            device_types=table["device_types"],
            names={one["id"]: one for one in table["capabilities"]},
            sizes=_sizes(table),
            word=words,
            name=lambda term: term[1] if language == "zh" else term[0],
            about=lambda term: term[3] if language == "zh" else term[2],
            say=lambda en, zh: zh if language == "zh" else en,
            values=lambda row: type_text(row, language),
            elsewhere=_elsewhere,
            units=_units(registry, language),
        )
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("schemas.forms"),
        autoescape=True,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _groups(capabilities: list[Row]) -> list[tuple[str, list[Row]]]:
    order = [*words.GROUPS, *(one["group"] for one in capabilities)]
    present = {name: [one for one in capabilities if one["group"] == name] for name in order}
    return [(name, held) for name, held in present.items() if held]


def _sizes(table: Row) -> Row:
    count = {key: sum(len(one[key]) for one in table["capabilities"]) for key in ("properties", "commands", "events")}
    return count | {"capabilities": len(table["capabilities"]), "device_types": len(table["device_types"])}


def _units(registry: Registry, language: str) -> list[tuple[str, str, str]]:
    codes = sorted(
        {spec.unit for spec in registry.specs.values() if spec.unit}, key=lambda code: (code.casefold(), code)
    )
    return [(code, words.symbol(code), words.unit_words(code, language)) for code in codes]


def _elsewhere(row: Row) -> Iterable[tuple[str, str]]:
    for key in COLUMNS:
        if key in row:
            yield ELSEWHERE[key], _shown(row[key])


def _shown(cell: Any) -> str:
    return ", ".join(map(str, cell[:3])) if isinstance(cell, list) else str(cell)


def type_text(row: Row, language: str) -> str:
    """Say in a few words what values are allowed: "0 … 90 °C", "text, at most 32"."""
    term = words.term(words.KINDS, row["type"])
    kind = term.zh if language == "zh" else term.en
    sign = words.symbol(row.get("unit", ""))
    low, high = row.get("minimum"), row.get("maximum")
    if low is not None or high is not None:
        return f"{_span(low, high)}{_gap(sign)}"
    if "items" in row:
        return f"{kind} · {type_text(row['items'], language)}"
    if "values" in row:
        return f"{kind} {len(row['values'])}" + ("" if language == "en" else " 项")
    return f"{kind}{_gap(sign)}"


def _gap(sign: str) -> str:
    return sign if sign in {"", "°"} else f" {sign}"


def _span(low: float | None, high: float | None) -> str:
    if low is None:
        return f"≤ {_figure(high)}"
    return f"≥ {_figure(low)}" if high is None else f"{_figure(low)} … {_figure(high)}"


def _figure(number: float | None) -> str:
    if number is None:
        return ""
    whole = int(number) == number
    text = f"{int(number):,}".replace(",", "\u202f") if whole else f"{number:g}"
    return text.replace("-", "\u2212")
