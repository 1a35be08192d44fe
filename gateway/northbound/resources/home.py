"""The home as a whole, and the list of problems."""

from gateway.northbound.base import Model
from gateway.northbound.context import Api
from gateway.northbound.problem import KINDS
from gateway.northbound.route import Call, Routes
from gateway.northbound.scope import Scope

routes = Routes("home")


class HomeBody(Model):
    """Where the home stands. (epoch, seq) is a point from which the stream can resume."""

    epoch: str
    seq: int
    schema_version: str
    devices: int
    now_ms: int | None
    scopes: list[str]
    """What the asking token may do."""


class ProblemKind(Model):
    """One kind of problem."""

    code: str
    status: int
    en: str
    zh: str
    fix: str


class ProblemKinds(Model):
    """Every kind that `type` can name."""

    problems: list[ProblemKind]


@routes.add("GET", "/home", en="The home", zh="家庭概况", scopes=(Scope.READ,), answers={200: HomeBody})
async def get_home(api: Api, call: Call) -> HomeBody:
    """Give the home's figures, as far as the token sees it."""
    return HomeBody(
        epoch=api.home.epoch,
        seq=api.home.seq,
        schema_version=api.home.registry.version,
        devices=sum(call.view.sees(entry) for entry in api.home.devices()),
        now_ms=api.clock.wall_ms(),
        scopes=sorted(call.grant.scopes) if call.grant else [],
    )


@routes.add("GET", "/problems", en="Kinds of problems", zh="问题类型", public=True, answers={200: ProblemKinds})
async def get_problems(_api: Api, _call: Call) -> ProblemKinds:
    """List what `type` can be."""
    return ProblemKinds(
        problems=[
            ProblemKind(code=code, status=kind.status, en=kind.en, zh=kind.zh, fix=kind.fix)
            for code, kind in KINDS.items()
        ]
    )
