"""Release contracts. The gate decides; this only carries what residents ask and answer."""

from collections.abc import Awaitable
from typing import Annotated, TypeVar

from pydantic import Field, JsonValue

from gateway.core.gate.errors import GateError, Unreachable, Unwritten
from gateway.northbound.base import Model, Query
from gateway.northbound.context import Api
from gateway.northbound.gate import Language
from gateway.northbound.problem import Problem
from gateway.northbound.route import Answer, Call, Routes
from gateway.northbound.scope import EVERY_READ, Scope

routes = Routes("contracts")
T = TypeVar("T")

Signed = Annotated[str, Field(max_length=65536, pattern=r"^[A-Za-z0-9+/]*={0,2}$")]


class ContractList(Model):
    """Contracts as the gate describes them, oldest first."""

    contracts: list[dict[str, JsonValue]]


class ContractBody(Model):
    """One contract as the gate describes it."""

    contract: dict[str, JsonValue]


class ContractWish(Model):
    """The contract's document; its own JSON Schema is published with the schemas."""

    document: dict[str, JsonValue]


class ContractAdded(Model):
    """The contract's identity: SHA-256 of its canonical form."""

    hash: str


class LanguageQuery(Query):
    """In which language."""

    language: Language = "en"


class Explanation(Model):
    """What approving the contract means, generated from what it compiles to."""

    language: Language
    text: str


class Preview(Model):
    """What it would have released."""

    preview: dict[str, JsonValue]


class ApprovalWish(Model):
    """An approval signed by a resident's key: base64 of its bytes. The gateway only relays it."""

    approval: Signed


class WithdrawalWish(Model):
    """A signed withdrawal in base64, or "" to stop the contract from this side."""

    withdrawal: Signed = ""


class GateAnswer(Model):
    """What the gate or the egress process answered."""

    result: dict[str, JsonValue]


def _kind(error: GateError) -> str:
    if isinstance(error, Unwritten):
        return "stopped-not-written"
    return "not-ready" if isinstance(error, Unreachable) else "refused"


async def asked(question: Awaitable[T]) -> T:
    """Await the gate and put its refusals as problems."""
    try:
        return await question
    except LookupError:
        raise Problem("not-found", "no such contract", place="contract") from None
    except GateError as error:
        raise Problem(_kind(error), error.reason, code=error.code, place=error.place, fix=error.fix) from error


@routes.add(
    "GET",
    "/contracts",
    en="List contracts",
    zh="数据合约列表",
    scopes=(Scope.READ,),
    answers={200: ContractList},
    problems=(422,),
)
async def list_contracts(api: Api, _call: Call) -> ContractList:
    """List all contracts: every adult may know of each, and they hold nothing of this home."""
    return ContractList(contracts=[dict(one) for one in await asked(api.gate.contracts())])


@routes.add(
    "POST",
    "/contracts",
    en="Add a contract",
    zh="添加数据合约",
    scopes=(Scope.ADMIN,),
    body=ContractWish,
    answers={201: ContractAdded},
)
async def add_contract(api: Api, call: Call) -> Answer:
    """Check a contract and keep it, unapproved: nothing leaves yet."""
    return Answer(status=201, body=ContractAdded(hash=await asked(api.gate.add(call.body_as(ContractWish).document))))


@routes.add(
    "GET",
    "/contracts/{contract}",
    en="One contract",
    zh="数据合约详情",
    scopes=(Scope.READ,),
    answers={200: ContractBody},
    problems=(422,),
)
async def get_contract(api: Api, call: Call) -> ContractBody:
    """Give one contract."""
    return ContractBody(contract=dict(await asked(api.gate.contract(call.parameters["contract"]))))


@routes.add(
    "GET",
    "/contracts/{contract}/explanation",
    en="Explain a contract",
    zh="合约说明",
    scopes=(Scope.READ,),
    query=LanguageQuery,
    answers={200: Explanation},
    problems=(422,),
)
async def explain_contract(api: Api, call: Call) -> Explanation:
    """Say in plain words what would leave, to whom, how often and for how long."""
    language = call.query_as(LanguageQuery).language
    return Explanation(language=language, text=await asked(api.gate.explain(call.parameters["contract"], language)))


@routes.add(
    "GET",
    "/contracts/{contract}/preview",
    en="Preview a contract",
    zh="合约预览",
    scopes=(Scope.ADMIN, *sorted(EVERY_READ)),
    answers={200: Preview},
    problems=(422,),
)
async def preview_contract(api: Api, call: Call) -> Preview:
    """Show what it would have released; it may draw on any value, so the token needs every reading scope."""
    return Preview(preview=dict(await asked(api.gate.preview(call.parameters["contract"]))))


@routes.add(
    "POST",
    "/contracts/{contract}/approval",
    en="Relay a signed approval",
    zh="转交已签名的同意",
    scopes=(Scope.ADMIN,),
    body=ApprovalWish,
    answers={200: GateAnswer},
)
async def approve_contract(api: Api, call: Call) -> GateAnswer:
    """Hand an approval to the egress process, which checks the resident's signature itself."""
    approval = call.body_as(ApprovalWish).approval
    return GateAnswer(result=dict(await asked(api.gate.relay_approval(call.parameters["contract"], approval))))


@routes.add(
    "POST",
    "/contracts/{contract}/withdrawal",
    en="Withdraw consent",
    zh="撤回同意",
    scopes=(Scope.ADMIN,),
    body=WithdrawalWish,
    answers={200: GateAnswer},
)
async def withdraw_contract(api: Api, call: Call) -> GateAnswer:
    """End a contract before the next byte."""
    withdrawal = call.body_as(WithdrawalWish).withdrawal
    return GateAnswer(result=dict(await asked(api.gate.withdraw(call.parameters["contract"], withdrawal))))
