"""Why a property may carry one of the two lowest labels: every public or household label names its reason.

A reason is a claim that a reader can dispute: what could be inferred about people from this value at its finest grain,
and why that is nothing or next to nothing. Shared reasons stand here; one that fits a single property is written beside
it as `Reason("…", "…")`.
"""

from typing import Final, NamedTuple


class Reason(NamedTuple):
    """One reason, in both languages."""

    en: str
    zh: str


MODEL_FACT: Final = Reason(
    "A fact of the model, the same in every home that has one; it tells nothing of the people.",
    "型号的固有事实，每个家庭都一样，不反映人的情况。",
)
RANGE: Final = Reason(
    "A limit of what the device can do, set by its maker or at installation; it does not move with people.",
    "设备能力的上下限，由厂家或安装时确定，不随人的活动变化。",
)
SETTING: Final = Reason(
    "A setting that is chosen once and left for weeks; its value says how the device behaves, not who does what when.",
    "一次设定、数周不变的选项；只说明设备如何工作，不说明谁在何时做了什么。",
)
DIAGNOSTIC: Final = Reason(
    "The condition of the device or of its radio link; it changes with hardware and walls, not with people.",
    "设备本身或无线链路的状况，随硬件和环境变化，不随人的活动变化。",
)
WEAR: Final = Reason(
    "Wears down over weeks; a single day of use does not show in it.",
    "以周为单位缓慢变化，看不出某一天的使用情况。",
)
ALARM: Final = Reason(
    "True only in a fault or an emergency of the house; between such moments it never changes.",
    "只在房屋故障或险情时变化，平时始终不变，不反映作息。",
)
CLIMATE: Final = Reason(
    "Follows weather, walls and heating over hours; people move it little and slowly.",
    "随天气、墙体和供暖以小时为单位缓慢变化，人的影响小而慢。",
)
OUTDOORS: Final = Reason(
    "Weather outside the house, the same for the whole neighbourhood at the grain that is kept.",
    "户外天气，在所保留的精度下整个街区相同。",
)
