"""What `hutong schema show` prints of a scenario: who takes part, and the numbers it is checked by."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from gateway.cli.output import console
from schemas.forms import words

_LABELS: Final = {
    "en": {"must": "needed", "by": "by", "uses": "uses", "source": "source", "why": "why"},
    "zh": {"must": "必备", "by": "设备", "uses": "用到", "source": "来源", "why": "原因"},
}
_TASKS: Final = {
    "en": {"detects": "detects", "acts": "acts", "tells": "tells"},
    "zh": {"detects": "感知", "acts": "执行", "tells": "告知"},
}
_RELATIONS: Final = {"at-most": "≤", "at-least": "≥", "within": "±"}


def print_scenario(row: Mapping[str, Any], lang: str) -> None:
    """Print its roles and targets, an entry a paragraph, so that no name is cut on a narrow screen."""
    for one in row["roles"]:
        _role(one, lang)
    for one in row["targets"]:
        _target(one, lang)


def _entry(head: str, facts: Iterable[tuple[str, str]]) -> None:
    console.print()
    console.print(Text(head))
    grid = Table.grid(padding=(0, 2))
    for label, text in facts:
        grid.add_row(Text(label), Text(text))
    console.print(Padding(grid, (0, 0, 0, 2)))


def _role(one: Mapping[str, Any], lang: str) -> None:
    labels = _LABELS[lang]
    need = f", {labels['must']}" if one["required"] else ""
    names = (labels["by"], ", ".join(one["device_types"])), (labels["uses"], ", ".join(one["members"]))
    _entry(f"{one['id']} · {one[lang]} ({_TASKS[lang][one['task']]}{need})", names)


def _target(one: Mapping[str, Any], lang: str) -> None:
    labels = _LABELS[lang]
    facts = [(labels["source"], one["source"])]
    if one["members"]:
        facts.insert(0, (labels["uses"], ", ".join(one["members"])))
    if one["value"] is None:
        _entry(
            f"{one['id']} · {one[lang]}: {_RELATIONS[one['relation']]} ?",
            [*facts, (labels["why"], one["reason"][lang])],
        )
        return
    unit = f" {words.unit_words(one['unit'], lang)}" if one["unit"] else ""
    _entry(f"{one['id']} · {one[lang]}: {_RELATIONS[one['relation']]} {one['value']:g}{unit}", facts)
