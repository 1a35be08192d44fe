"""The steps that carry stored values over breaking changes, oldest first for each property.

What has no step and is of another kind or unit now is forgotten: the device will report it again. A gas sensor's
share of the air, for example, is no `%{LEL}` unless one knows the gas, so `gasLeakAlarm/gasConcentration` has none.
"""

from typing import Final

from schemas.evolution.step import Step

STEPS: Final[tuple[Step, ...]] = ()
