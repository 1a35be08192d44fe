"""Errors as RFC 9457 problem details: a stable code, the place, the fix, and a title in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from gateway.northbound.base import Model


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One sort of problem."""

    status: int
    en: str
    zh: str
    fix: str = ""


KINDS: Final[Mapping[str, Kind]] = {
    "malformed-request": Kind(status=400, en="The request is not well formed", zh="请求格式有误"),
    "malformed-json": Kind(status=400, en="The body is not JSON", zh="请求正文不是有效的 JSON"),
    "invalid-query": Kind(status=400, en="A query parameter is not allowed", zh="查询参数不符合要求"),
    "token-required": Kind(
        status=401, en="A token is required", zh="需要访问令牌", fix="Send the header Authorization: Bearer TOKEN"
    ),
    "token-unknown": Kind(
        status=401, en="The token is not known", zh="访问令牌无效", fix="It may have been revoked: ask for a new one"
    ),
    "claim-wrong": Kind(status=403, en="The claim code is wrong", zh="认领码错误"),
    "claim-closed": Kind(
        status=409,
        en="No claim is open",
        zh="当前没有可用的认领码",
        fix="Restart the gateway while it has no administrator, or let an administrator open a claim",
    ),
    "claim-locked": Kind(
        status=403,
        en="Too many wrong claim codes",
        zh="认领码错误次数过多",
        fix="Restart the gateway, or let an administrator open a new claim",
    ),
    "scope-missing": Kind(status=403, en="The token lacks a scope", zh="访问令牌缺少权限"),
    "confirmation-by-person-only": Kind(
        status=403,
        en="Only a person can confirm a hazard",
        zh="只有本人才能确认有风险的操作",
        fix="Let a person confirm it with their own token, declared as far end person",
    ),
    "recipient-gets-released-only": Kind(
        status=403,
        en="A cloud-linked system gets only what a contract releases",
        zh="连接云端的系统只能获得数据合约放行的内容",
        fix="Add a release contract for this system; this interface serves people and local systems",
    ),
    "cross-site": Kind(
        status=403,
        en="The request comes from another web origin",
        zh="请求来自其他网站",
        fix="Name the origin in [api] origins, if its pages may use the gateway",
    ),
    "not-found": Kind(status=404, en="There is no such thing", zh="未找到"),
    "method-not-allowed": Kind(status=405, en="This method is not offered here", zh="不支持该方法"),
    "conflict": Kind(status=409, en="It does not fit the present state", zh="与当前状态冲突"),
    "too-large": Kind(status=413, en="The body is too large", zh="请求正文过大"),
    "not-json": Kind(
        status=415, en="The body has another type", zh="请求正文类型不受支持", fix="Send Content-Type: application/json"
    ),
    "unknown-host": Kind(
        status=421,
        en="The gateway is not known under this host name",
        zh="网关不使用该主机名",
        fix="Use its address, or name the host in [api] names",
    ),
    "invalid-body": Kind(status=422, en="The body does not fit its schema", zh="请求正文不符合模式"),
    "refused": Kind(status=422, en="The wish was refused", zh="请求被拒绝"),
    "too-many-tries": Kind(status=429, en="Too many failed tries", zh="失败次数过多"),
    "internal": Kind(status=500, en="The gateway made a mistake", zh="网关内部错误", fix="See the log of the gateway"),
    "disk-failed": Kind(
        status=507,
        en="The gateway's disk cannot be written",
        zh="网关的存储无法写入",
        fix="Make room on it, or replace it, and try again",
    ),
    "stopped-not-written": Kind(
        status=507,
        en="Sending has stopped; the disk cannot be written yet",
        zh="已停止发送；存储恢复后会自动写入记录",
        fix="Make room; until it is written do not switch the gateway off",
    ),
    "device-failed": Kind(status=502, en="The device or its network failed", zh="设备或其网络出错"),
    "not-ready": Kind(status=503, en="This part is not running", zh="该功能尚未就绪", fix="Try again later"),
    "too-slow": Kind(status=503, en="The answer took too long", zh="处理超时", fix="Try again later"),
    "timed-out": Kind(status=504, en="The device did not report in time", zh="设备未在规定时间内响应"),
}
"""Every kind, by the code of its type. A refusal may carry a finer code of its own."""


class Violation(Model):
    """One thing wrong in a body or a query."""

    place: str
    reason: str


class ProblemBody(Model):
    """Problem details (RFC 9457)."""

    type: str
    title: str
    titles: dict[str, str]
    status: int
    code: str
    detail: str
    place: str
    fix: str
    violations: list[Violation]


@dataclass(slots=True, eq=False)
class Problem(Exception):  # noqa: N818
    """A request that ends in an error.

    `kind` is a key of KINDS. `code` is what clients switch on: the kind, unless the core or the gate says it finer.
    `place` is a JSON pointer into the body, a parameter's name or a path.
    """

    kind: str
    detail: str = ""
    code: str = ""
    place: str = ""
    fix: str = ""
    status: int = 0
    violations: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.code or self.kind}: {self.detail}"

    @property
    def http_status(self) -> int:
        """The status, the kind's unless given."""
        return self.status or KINDS[self.kind].status

    def body(self, language: str) -> ProblemBody:
        """Give the document; `language` picks the title."""
        kind = KINDS[self.kind]
        return ProblemBody(
            type=f"/api/v1/problems#{self.kind}",
            title=kind.zh if language == "zh" else kind.en,
            titles={"en": kind.en, "zh": kind.zh},
            status=self.http_status,
            code=self.code or self.kind,
            detail=self.detail or kind.en,
            place=self.place,
            fix=self.fix or kind.fix,
            violations=[Violation(place=place, reason=reason) for place, reason in self.violations],
        )


def language_of(accept: str) -> str:
    """Choose zh or en from an Accept-Language header: the first of the two that is named."""
    for part in accept.lower().split(","):
        if part.strip().startswith(("zh", "en")):
            return part.strip()[:2]
    return "en"
