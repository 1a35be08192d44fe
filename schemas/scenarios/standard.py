"""The numbers of GB/T 46505.1-2025 that are public, and those that are not.

GB/T 46505.1-2025 (smart household appliances in application scenarios, in force from 1 May 2026) names nine kinds of
scenario. What its public summary tells is here; the text itself is sold, and nothing is guessed.
"""

from typing import Final

from schemas.scenarios.shape import Relation, Target

SOURCE: Final = "GB/T 46505.1-2025, public summary"
_SOLD: Final = (
    "The summary says that a limit exists and does not tell the number; the text of the standard is not public.",
    "公开摘要只说明设有限值，未给出数值；标准正文未公开。",
)
_KIND: Final = (
    "The summary names this kind of scenario and tells no number of it.",
    "公开摘要只列出这类场景，未给出任何数值。",
)

TEMPERATURE_SWING: Final = Target(
    id="temperatureSwing",
    zh="室温波动",
    en="Swing of the room temperature",
    relation=Relation.WITHIN,
    value=2,
    unit="Cel",
    source=SOURCE,
    members=("thermostat.localTemperature", "temperatureMeasurement.measuredValue"),
)
CLEAN_AIR: Final = Target(
    id="cleanAirDeliveryRate",
    zh="颗粒物洁净空气量与标称值之比",
    en="Clean air delivery rate for particles, share of the nominal value",
    relation=Relation.AT_LEAST,
    value=90,
    unit="%",
    source=SOURCE,
    members=("concentrationMeasurement.pm25",),
)
LIGHT_ADJUSTMENT: Final = Target(
    id="lightAdjustment",
    zh="光环境调节正确率",
    en="Share of light adjustments that are right",
    relation=Relation.AT_LEAST,
    value=80,
    unit="%",
    source=SOURCE,
    members=("levelControl.currentLevel", "illuminanceMeasurement.measuredValue"),
)
BEDROOM_NOISE: Final = Target(
    id="bedroomNoise",
    zh="卧室噪声",
    en="Noise in a bedroom",
    relation=Relation.AT_MOST,
    value=None,
    unit="dB[SPL]",
    source=SOURCE,
    members=("soundAndVibration.soundPressureLevel",),
    why=_SOLD,
)
LIVING_ROOM_NOISE: Final = Target(
    id="livingRoomNoise",
    zh="客厅噪声",
    en="Noise in a living room",
    relation=Relation.AT_MOST,
    value=None,
    unit="dB[SPL]",
    source=SOURCE,
    members=("soundAndVibration.soundPressureLevel",),
    why=_SOLD,
)
ENERGY_MANAGEMENT: Final = Target(
    id="energyManagement",
    zh="能源管理指标",
    en="Measure of energy management",
    relation=Relation.AT_LEAST,
    value=None,
    unit="",
    source=SOURCE,
    why=_KIND,
)
HEALTH: Final = Target(
    id="healthScenario",
    zh="健康场景指标",
    en="Measure of a health scenario",
    relation=Relation.AT_LEAST,
    value=None,
    unit="",
    source=SOURCE,
    why=_KIND,
)
PASSWORD_LENGTH: Final = Target(
    id="passwordLength",
    zh="口令长度（宜，含两类字符）",
    en="Length of passwords, in letters of two classes (recommended)",
    relation=Relation.AT_LEAST,
    value=8,
    unit="",
    source="GB/T 41387-2022, public summary",
)
