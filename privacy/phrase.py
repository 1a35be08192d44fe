"""The words an explanation is made of: durations, measures, purposes, sensitivities, in zh and en."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from privacy.contract import LawfulBasis, Measure, Purpose, Words
from schemas.units import UNITS
from schemas.vocabulary import Sensitivity


@dataclass(frozen=True, slots=True, kw_only=True)
class _Span:
    seconds: int
    zh: str
    en: str


_SPANS: Final = (
    _Span(seconds=604_800, zh="周", en="week"),
    _Span(seconds=86_400, zh="天", en="day"),
    _Span(seconds=3600, zh="小时", en="hour"),
    _Span(seconds=60, zh="分钟", en="minute"),
    _Span(seconds=1, zh="秒", en="second"),
)


def duration(seconds: int) -> Words:
    """Say a duration in its greatest whole unit."""
    span = next(one for one in _SPANS if seconds % one.seconds == 0)
    count = seconds // span.seconds
    return Words(zh=f"{count} {span.zh}", en=f"{count} {span.en}{'s' if count != 1 else ''}")


def unit(code: str) -> Words:
    """Say a unit as people write it; empty for none."""
    known = UNITS.get(code)
    if known is None or code in {"1", "%"}:
        return Words(zh=code.replace("1", ""), en=code.replace("1", ""))
    return Words(zh=known.zh, en=next(iter(known.spellings), known.en))


MEASURES: Final[Mapping[Measure, Words]] = {
    Measure.SUM: Words(zh="总量", en="the total"),
    Measure.MEAN: Words(zh="平均值", en="the mean"),
    Measure.MIN: Words(zh="最低值", en="the lowest"),
    Measure.MAX: Words(zh="最高值", en="the highest"),
    Measure.COUNT: Words(zh="变化次数", en="how often it changed"),
    Measure.LAST: Words(zh="最后的值", en="the last value"),
    Measure.DUTY: Words(zh="所占时间", en="the share of time"),
}

PURPOSES: Final[Mapping[Purpose, Words]] = {
    Purpose.REQUESTED_SERVICE_PROVISION: Words(zh="提供您要求的服务", en="to provide a service you asked for"),
    Purpose.TECHNICAL_SERVICE_PROVISION: Words(zh="提供技术服务", en="to provide a technical service"),
    Purpose.SERVICE_OPTIMISATION: Words(zh="优化服务", en="to make a service work better"),
    Purpose.SERVICE_USAGE_ANALYTICS: Words(zh="分析服务的使用情况", en="to study how a service is used"),
    Purpose.IMPROVE_EXISTING_PRODUCTS_AND_SERVICES: Words(
        zh="改进现有的产品和服务", en="to improve products and services that exist"
    ),
    Purpose.RESEARCH_AND_DEVELOPMENT: Words(zh="研究和开发", en="for research and development"),
    Purpose.ENFORCE_SECURITY: Words(zh="保障安全", en="for security"),
    Purpose.LEGAL_COMPLIANCE: Words(zh="履行法律义务", en="to obey a law"),
    Purpose.CUSTOMER_CARE: Words(zh="客户服务", en="for customer care"),
    Purpose.OPTIMISATION_FOR_CONSUMER: Words(zh="为您优化", en="to make things better for you"),
    Purpose.PROVIDE_OFFICIAL_STATISTICS: Words(zh="官方统计", en="for official statistics"),
    Purpose.COMBAT_CLIMATE_CHANGE: Words(zh="应对气候变化", en="to combat climate change"),
    Purpose.REPAIR_IMPAIRMENTS: Words(zh="排除故障", en="to repair faults"),
    Purpose.DIRECT_MARKETING: Words(zh="直接营销", en="for direct marketing"),
    Purpose.PERSONALISED_ADVERTISING: Words(zh="个性化广告", en="for personalised advertising"),
    Purpose.SELL_DATA_TO_THIRD_PARTIES: Words(zh="向第三方出售数据", en="to sell the data to others"),
}

BASES: Final[Mapping[LawfulBasis, Words]] = {
    LawfulBasis.CONSENT: Words(zh="您的同意", en="your consent"),
    LawfulBasis.CONTRACT_PERFORMANCE: Words(zh="履行合同", en="performance of a contract"),
    LawfulBasis.LEGAL_OBLIGATION: Words(zh="法律义务", en="a legal obligation"),
    LawfulBasis.VITAL_INTEREST: Words(zh="重大利益", en="a vital interest"),
    LawfulBasis.PUBLIC_INTEREST: Words(zh="公共利益", en="the public interest"),
}

SENSITIVITIES: Final[Mapping[Sensitivity, Words]] = {
    Sensitivity.PUBLIC: Words(zh="公开", en="public"),
    Sensitivity.HOUSEHOLD: Words(zh="家庭", en="household"),
    Sensitivity.BEHAVIOUR: Words(zh="行为", en="behaviour"),
    Sensitivity.PERSONAL: Words(zh="个人", en="personal"),
    Sensitivity.SPECIAL: Words(zh="敏感", en="sensitive"),
    Sensitivity.UNLABELLED: Words(zh="未标注", en="unlabelled"),
}

SEPARATE: Final[Mapping[str, Words]] = {
    "sensitive": Words(zh="敏感个人信息", en="sensitive personal data"),
    "handler": Words(zh="提供给另一个处理者", en="handing to another handler"),
    "abroad": Words(zh="出境", en="leaving the mainland"),
}
