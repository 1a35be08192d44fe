"""The table for readers of plain text: Markdown, a section a capability."""

from collections.abc import Iterable, Iterator
from typing import Final

from schemas.forms import words
from schemas.forms.mapped import Row
from schemas.forms.page import type_text

_HEADS: Final = {
    "en": ("property", "name", "values", "unit", "access", "sensitivity", "hazards"),
    "zh": ("属性", "名称", "取值", "单位", "读写", "敏感级别", "危险"),
}
_KINDS: Final = {"en": ("device type", "name", "must", "may"), "zh": ("设备类型", "名称", "必备", "可选")}
_CALLS: Final = {"en": ("command or event", "name", "fields", "hazards"), "zh": ("命令或事件", "名称", "字段", "危险")}


def markdown(table: Row, language: str) -> str:
    """Lay the table out in one language."""
    return "\n".join(_lines(table, language)) + "\n"


def _lines(table: Row, language: str) -> Iterator[str]:
    yield f"# {'统一设备模型' if language == 'zh' else 'Common device schema'} {table['schema']}"
    for one in table["capabilities"]:
        yield from _capability(one, language)
    yield f"\n## {'设备类型' if language == 'zh' else 'Device types'}\n"
    yield from _grid(_KINDS[language], (_device_type(one, language) for one in table["device_types"]))


def _capability(one: Row, language: str) -> Iterator[str]:
    yield f"\n## {one['id']} · {one[language]} · {one['version']}\n"
    if "description" in one:
        yield f"{one['description'][language]}\n"
    yield from _grid(_HEADS[language], (_property(row, language) for row in one["properties"]))
    calls = [_call(f"{row['name']}()", row, row.get("arguments", ()), language) for row in one["commands"]]
    calls += [_call(f"{row['name']}!", row, row.get("fields", ()), language) for row in one["events"]]
    if calls:
        yield ""
        yield from _grid(_CALLS[language], calls)


def _grid(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    heads = list(heads)
    yield _line(heads)
    yield _line("---" for _ in heads)
    yield from map(_line, rows)


def _line(cells: Iterable[str]) -> str:
    safe = (cell.replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(safe)} |"


def _property(row: Row, language: str) -> Iterable[str]:
    level = words.SENSITIVITIES[row["sensitivity"]]
    yield from (row["name"], row[language], type_text({**row, "unit": ""}, language), words.symbol(row["unit"]))
    yield from (row["access"], level.zh if language == "zh" else level.en, _hazards(row, language))


def _hazards(row: Row, language: str) -> str:
    named = (words.term(words.HAZARDS, one) for one in row.get("hazards", ()))
    return ", ".join(one.zh if language == "zh" else one.en for one in named)


def _call(name: str, row: Row, fields: Iterable[Row], language: str) -> tuple[str, ...]:
    return name, row[language], ", ".join(one["name"] for one in fields), _hazards(row, language)


def _device_type(row: Row, language: str) -> tuple[str, ...]:
    return row["id"], row[language], ", ".join(row["required"]), ", ".join(row["optional"])
