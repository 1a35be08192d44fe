"""The profiles a home can pick from: what any contract may ask for at most."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from privacy.contract import Purpose
from schemas.vocabulary import Sensitivity

HOUR_S: Final = 3600
DAY_S: Final = 86_400
WEEK_S: Final = 604_800

NEVER: Final = frozenset(
    {Purpose.DIRECT_MARKETING, Purpose.PERSONALISED_ADVERTISING, Purpose.SELL_DATA_TO_THIRD_PARTIES}
)
"""Purposes that no shipped profile lets through."""

_SERVICE: Final = frozenset(
    {
        Purpose.REQUESTED_SERVICE_PROVISION,
        Purpose.TECHNICAL_SERVICE_PROVISION,
        Purpose.SERVICE_OPTIMISATION,
        Purpose.CUSTOMER_CARE,
        Purpose.OPTIMISATION_FOR_CONSUMER,
        Purpose.REPAIR_IMPAIRMENTS,
        Purpose.ENFORCE_SECURITY,
        Purpose.LEGAL_COMPLIANCE,
    }
)
_MANUFACTURER: Final = _SERVICE | {
    Purpose.SERVICE_USAGE_ANALYTICS,
    Purpose.IMPROVE_EXISTING_PRODUCTS_AND_SERVICES,
    Purpose.RESEARCH_AND_DEVELOPMENT,
    Purpose.PROVIDE_OFFICIAL_STATISTICS,
    Purpose.COMBAT_CLIMATE_CHANGE,
}
_COARSE: Final[Mapping[str, float]] = MappingProxyType(
    {
        "kW.h": 1.0,
        "W": 100.0,
        "Cel": 1.0,
        "%": 5.0,
        "m3": 1.0,
        "L": 10.0,
        "h": 1.0,
        "hPa": 5.0,
        "lx": 100.0,
        "s": 3600.0,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Ceilings. A sensitivity that `finest_window_s` does not name may not leave at all.

    `finest_step` is by unit, for values from S1 up; a unit that is not listed may have `members` members at most.
    """

    id: str
    zh: str
    en: str
    purposes: frozenset[Purpose] = frozenset()
    finest_window_s: Mapping[Sensitivity, int] = field(default_factory=dict)
    finest_step: Mapping[str, float] = field(default_factory=lambda: _COARSE)
    members: int = 33
    bits_a_week: float = 0.0
    demonstration: bool = False  # refused outside the demonstration

    @property
    def releases_nothing(self) -> bool:
        """Whether no contract can be approved under it."""
        return not self.purposes


def _windows(public: int, household: int, behaviour: int) -> Mapping[Sensitivity, int]:
    return MappingProxyType(
        {Sensitivity.PUBLIC: public, Sensitivity.HOUSEHOLD: household, Sensitivity.BEHAVIOUR: behaviour}
    )


LOCAL_ONLY: Final = Profile(
    id="local-only", zh="仅限本地：任何数据都不离开家", en="Local only: nothing leaves the home"
)
CHILD: Final = Profile(id="child", zh="儿童：任何数据都不离开家", en="Child: nothing leaves the home")
SERVICE: Final = Profile(
    id="service",
    zh="服务：为住户所要的服务提供粗略而准确的数据",
    en="Service: coarse and exact figures for a service the residents asked for",
    purposes=_SERVICE,
    finest_window_s=_windows(HOUR_S, HOUR_S, DAY_S),
    bits_a_week=1024,
)
MANUFACTURER: Final = Profile(
    id="manufacturer",
    zh="厂商：按周的分级总量和按日的故障级别",
    en="Manufacturer: weekly totals in steps and daily fault levels",
    purposes=_MANUFACTURER,
    finest_window_s=_windows(DAY_S, DAY_S, WEEK_S),
    bits_a_week=256,
)
CARE: Final = Profile(
    id="care",
    zh="照护：按日的少量数据，发给指定的照护人",
    en="Care: a few daily figures for named carers",
    purposes=frozenset({Purpose.REQUESTED_SERVICE_PROVISION, Purpose.ENFORCE_SECURITY}),
    finest_window_s=_windows(HOUR_S, HOUR_S, DAY_S),
    bits_a_week=256,
)
DEMO: Final = Profile(
    id="demo",
    zh="演示：窗口很短，只用于模拟的家",
    en="Demonstration: short windows, for a simulated home only",
    purposes=_MANUFACTURER,
    finest_window_s=_windows(900, 900, 900),
    finest_step=MappingProxyType({**_COARSE, "kW.h": 0.05}),
    bits_a_week=16_384,
    demonstration=True,
)

PROFILES: Final[Mapping[str, Profile]] = MappingProxyType(
    {profile.id: profile for profile in (LOCAL_ONLY, SERVICE, MANUFACTURER, CARE, CHILD, DEMO)}
)
DEFAULT: Final = LOCAL_ONLY
