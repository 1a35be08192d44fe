"""Registered arguments: the only way in which an output counts as less than its inputs (privacy design, labels)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from privacy.contract import Choice, Measure, Output, Window
from schemas.registry import Spec
from schemas.vocabulary import Kind, Sensitivity


@dataclass(frozen=True, slots=True, kw_only=True)
class Lowering:
    """Lets the grain of a picked moment count as its whole window, for the reason given."""

    id: str
    zh: str
    en: str
    applies: Callable[[Spec, Window, Output], bool]


def _is_worst_level(spec: Spec, window: Window, output: Output) -> bool:
    return (
        spec.kind is Kind.ENUM
        and spec.sensitivity <= Sensitivity.HOUSEHOLD
        and "w" not in spec.access
        and window.measure is Measure.MAX
        and isinstance(output.form, Choice)
        and len(output.form.values) <= 8
    )


LOWERINGS: Final = (
    Lowering(
        id="worst-level",
        zh="只读的家庭级枚举在窗口内的最高级别不说明何时发生，也不说明发生几次；住户不能通过操作改变它。",
        en="The highest level that a read-only household enum reached within the window tells neither when nor how "
        "often; residents do not set it by what they do.",
        applies=_is_worst_level,
    ),
)


def lowering_for(spec: Spec, window: Window, output: Output) -> Lowering | None:
    """Find the argument that covers an output."""
    return next((one for one in LOWERINGS if one.applies(spec, window, output)), None)
