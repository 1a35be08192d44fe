"""The one-time claim: from a code that the gateway shows to the first administrator's token."""

from typing import Annotated

from pydantic import Field

from gateway.northbound.access import AccessError
from gateway.northbound.base import Model
from gateway.northbound.context import Api
from gateway.northbound.problem import Problem
from gateway.northbound.resources.token import Name, NewToken, describe
from gateway.northbound.route import Answer, Call, Routes
from gateway.northbound.scope import Scope

routes = Routes("claim")


class ClaimWish(Model):
    """The code, however it is spaced, and a name for the token."""

    code: Annotated[str, Field(min_length=1, max_length=64)]
    name: Name


class ClaimCode(Model):
    """A code to show to the person who shall become an administrator."""

    code: str


@routes.add(
    "POST",
    "/claim",
    en="Claim the gateway",
    zh="认领网关",
    public=True,
    body=ClaimWish,
    answers={201: NewToken},
    problems=(409,),
)
async def claim(api: Api, call: Call) -> Answer:
    """Turn the code into an administrator's token. Ten tries, then the claim is locked."""
    wanted = call.body_as(ClaimWish)
    try:
        grant, secret = await api.access.claim(wanted.code, wanted.name, api.clock.wall_ms())
    except AccessError as error:
        raise Problem(error.code, str(error), place="/code") from error
    return Answer(status=201, body=NewToken(**describe(grant).__dict__, token=secret))


@routes.add(
    "POST",
    "/claim/codes",
    en="Open a claim for another administrator",
    zh="为其他管理员生成认领码",
    scopes=tuple(Scope),
    answers={201: ClaimCode},
)
async def open_claim(api: Api, _call: Call) -> Answer:
    """Make a new code with fresh tries. Who claims may do everything, so the asker must be allowed everything too."""
    return Answer(status=201, body=ClaimCode(code=await api.access.open_claim()))
