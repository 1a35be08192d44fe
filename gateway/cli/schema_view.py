"""What `hutong schema show` prints for people."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from gateway.cli.output import console
from schemas.forms import words
from schemas.forms.page import ELSEWHERE, type_text

Row: TypeAlias = Mapping[str, Any]

_HEADS: Final = {
    "en": ("", "name", "values", "access", "sensitivity", "hazards"),
    "zh": ("", "名称", "取值", "读写", "敏感级别", "危险"),
}
_FACTS: Final = {
    "en": {
        "type": "type",
        "values": "values",
        "unit": "unit",
        "step": "step",
        "max_length": "at most",
        "access": "access",
        "freshness_s": "stale after",
        "sensitivity": "sensitivity",
        "reason": "reason",
        "category": "category",
        "hazards": "hazards",
        "outcome": "shows in",
        "aliases": "formerly",
        "required": "must",
        "optional": "may",
        "scenarios": "scenarios",
        "since": "since",
        **ELSEWHERE,
    },
    "zh": {
        "type": "类型",
        "values": "取值",
        "unit": "单位",
        "step": "步长",
        "max_length": "最多",
        "access": "读写",
        "freshness_s": "过期",
        "sensitivity": "敏感级别",
        "reason": "理由",
        "category": "数据类别",
        "hazards": "危险",
        "outcome": "结果见",
        "aliases": "旧名",
        "required": "必备",
        "optional": "可选",
        "scenarios": "场景",
        "since": "始于",
        **ELSEWHERE,
    },
}


def print_found(found: Mapping[str, Row], lang: str) -> None:
    """Print everything that carries one name."""
    for kind, row in found.items():
        _heading(kind, row, lang)
        _facts(row, lang)
        for key in ("arguments", "returns", "fields"):
            _parts(key, row.get(key, ()), lang)
        if "items" in row:
            _parts("fields", row["items"].get("fields", ()), lang)
        if kind == "capability":
            _members(row, lang)


def _say(text: str, style: str = "") -> None:
    console.print(text, style=style or None, markup=False, highlight=False)


def _heading(kind: str, row: Row, lang: str) -> None:
    other = "en" if lang == "zh" else "zh"
    name = f"{row['capability']}.{row['name']}" if "name" in row else row["id"]
    version = f" · {row['version']}" if "version" in row else ""
    _say(f"{name} · {row[lang]} · {row[other]}{version} ({kind.replace('_', ' ')})", "bold")
    if "description" in row:
        _say(row["description"][lang])


def _facts(row: Row, lang: str) -> None:
    grid = Table.grid(padding=(0, 2))
    for key, label in _FACTS[lang].items():
        if key in row and (row[key] not in ("", [], {}) or key == "hazards"):
            grid.add_row(Text(label), Text("\n".join(_fact(key, row, lang))))
    if grid.row_count:
        console.print(grid)


def _fact(key: str, row: Row, lang: str) -> Iterator[str]:
    cell = row[key]
    match key:
        case "type":
            text = type_text(dict(row), lang)
            yield cell if text == cell else f"{cell}: {text}"
        case "values":
            yield from (f"{one['value']}  {one.get(lang, '')}" for one in cell)
        case "unit":
            yield f"{cell} ({words.unit_words(cell, lang)})"
        case "reason":
            yield cell[lang]
        case "sensitivity":
            yield _term(words.SENSITIVITIES, cell, lang)
        case "hazards":
            yield _hazards(row, lang) or ("无" if lang == "zh" else "none")
        case "access":
            yield ", ".join(_term(words.ACCESS, one, lang) for one in cell)
        case "category":
            yield _term(words.CATEGORIES, cell, lang)
        case "freshness_s":
            yield f"{cell} s"
        case _:
            yield ", ".join(map(str, cell)) if isinstance(cell, list) else str(cell)


def _term(table: Mapping[str, words.Term], key: str, lang: str) -> str:
    found = words.term(table, key)
    return found.zh if lang == "zh" else found.en


def _hazards(row: Row, lang: str) -> str:
    named = [_term(words.HAZARDS, one, lang) for one in row.get("hazards", ())]
    if row.get("actuates"):
        named.append("+ 设备" if lang == "zh" else "+ device")
    return ", ".join(named)


def print_grid(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table whose first column is never cut; nothing where there are no rows."""
    held = list(rows)
    if not held:
        return
    table = Table(title=title or None, title_justify="left", box=SIMPLE_HEAD, padding=(0, 1))
    table.add_column(heads[0], min_width=max(len(row[0]) for row in held), no_wrap=True)
    for head in heads[1:]:
        table.add_column(head)
    for row in held:
        table.add_row(*map(Text, row))
    console.print(table)


def _parts(key: str, rows: Iterable[Row], lang: str) -> None:
    heads = ("", "名称", "取值", "单位", "必填") if lang == "zh" else ("", "name", "values", "unit", "required")
    print_grid(key, heads, (_part(row, lang) for row in rows))


def _part(row: Row, lang: str) -> tuple[str, ...]:
    values = type_text(dict(row), lang)
    return row["name"], row.get(lang, ""), values, row.get("unit", ""), "*" if row.get("required") else ""


def _members(row: Row, lang: str) -> None:
    print_grid("properties", _HEADS[lang], (_member(one, one["name"], lang) for one in row["properties"]))
    calls = [
        *(_member(one, f"{one['name']}()", lang) for one in row["commands"]),
        *(_member(one, f"{one['name']}!", lang) for one in row["events"]),
    ]
    print_grid("commands, events", _HEADS[lang], calls)


def _member(row: Row, name: str, lang: str) -> tuple[str, ...]:
    parts = (*row.get("arguments", ()), *row.get("fields", ())) if "type" not in row else ()
    values = type_text(dict(row), lang) if "type" in row else ", ".join(one["name"] for one in parts)
    level = _term(words.SENSITIVITIES, row["sensitivity"], lang) if "sensitivity" in row else ""
    return name, row[lang], values, row.get("access", ""), level, _hazards(row, lang)
