"""Tokens: made, listed and revoked by administrators."""

from typing import Annotated

from pydantic import Field

from gateway.northbound.access import AccessError, Grant
from gateway.northbound.base import Model
from gateway.northbound.context import Api
from gateway.northbound.problem import Problem
from gateway.northbound.route import Answer, Call, Routes
from gateway.northbound.scope import FarEnd, Scope

routes = Routes("tokens")

Name = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[^\x00-\x1f\x7f]*$")]
Listed = Annotated[list[Annotated[str, Field(min_length=1, max_length=64)]], Field(min_length=1, max_length=256)]


class TokenBody(Model):
    """A token, without its secret. `devices` and `rooms` are null where it is not restricted."""

    id: str
    name: str
    far_end: FarEnd
    scopes: list[Scope]
    devices: list[str] | None
    rooms: list[str] | None
    created_ms: int | None


class NewToken(TokenBody):
    """A token that was just made. The secret is shown this once."""

    token: str


class TokenList(Model):
    """Tokens, oldest first."""

    tokens: list[TokenBody]


class TokenWish(Model):
    """A token to make. A device is seen when it is named or stands in a named room."""

    name: Name
    far_end: FarEnd
    scopes: Annotated[list[Scope], Field(max_length=len(Scope))]
    devices: Listed | None = None
    rooms: Listed | None = None


def describe(grant: Grant) -> TokenBody:
    """Describe a token."""
    return TokenBody(
        id=grant.id,
        name=grant.name,
        far_end=grant.far_end,
        scopes=sorted(grant.scopes),
        devices=None if grant.devices is None else sorted(grant.devices),
        rooms=None if grant.rooms is None else sorted(grant.rooms),
        created_ms=grant.created_ms,
    )


@routes.add("GET", "/tokens", en="List tokens", zh="令牌列表", scopes=(Scope.ADMIN,), answers={200: TokenList})
async def list_tokens(api: Api, _call: Call) -> TokenList:
    """List tokens; no secret is kept that could be shown."""
    return TokenList(tokens=[describe(grant) for grant in api.access.grants()])


@routes.add(
    "POST",
    "/tokens",
    en="Make a token",
    zh="创建令牌",
    scopes=(Scope.ADMIN,),
    body=TokenWish,
    answers={201: NewToken},
    problems=(409,),
)
async def create_token(api: Api, call: Call) -> Answer:
    """Make a token. Nobody can hand on a reading scope that their own token lacks."""
    wanted = call.body_as(TokenWish)
    held = call.grant.scopes if call.grant else frozenset[Scope]()
    if beyond := sorted(scope for scope in wanted.scopes if scope.startswith("read") and scope not in held):
        raise Problem("scope-missing", f"your own token lacks {beyond[0]}", place="/scopes")
    try:
        grant, secret = await api.access.create(
            wanted.name,
            wanted.far_end,
            wanted.scopes,
            devices=wanted.devices,
            rooms=wanted.rooms,
            now_ms=api.clock.wall_ms(),
        )
    except AccessError as error:
        raise Problem(error.code, str(error), place="/scopes") from error
    return Answer(status=201, body=NewToken(**describe(grant).__dict__, token=secret))


@routes.add(
    "DELETE",
    "/tokens/{token}",
    en="Revoke a token",
    zh="撤销令牌",
    scopes=(Scope.ADMIN,),
    answers={204: None},
    problems=(409,),
)
async def revoke_token(api: Api, call: Call) -> Answer:
    """End a token; its open streams are closed at once."""
    try:
        await api.access.revoke(call.parameters["token"])
    except LookupError:
        raise Problem("not-found", "no such token", place="token") from None
    except AccessError as error:
        raise Problem(error.code, str(error)) from error
    return Answer(status=204)
