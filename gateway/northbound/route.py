"""Routes as data: one record says how a request is served and how the OpenAPI document describes it."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

from gateway.northbound.access import Grant
from gateway.northbound.base import Model, Query
from gateway.northbound.problem import Problem
from gateway.northbound.scope import Scope, View

if TYPE_CHECKING:
    from gateway.core.state import DeviceEntry
    from gateway.northbound.context import Api

M = TypeVar("M", bound=Model)
Q = TypeVar("Q", bound=Query)

PREFIX: Final = "/api/v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A part of a path. Text that does not match its pattern names nothing: 404."""

    pattern: str
    en: str


PARAMETERS: Final[Mapping[str, Parameter]] = {
    "device": Parameter(pattern=r"^d_[a-z2-7]{16}$", en="Id of a device"),
    "endpoint": Parameter(pattern=r"^(0|[1-9][0-9]{0,4})$", en="Number of an endpoint of the device"),
    "capability": Parameter(pattern=r"^[A-Za-z][A-Za-z0-9]{0,63}$", en="A capability of the schema, or vendor"),
    "property": Parameter(pattern=r"^[^/]{1,200}$", en="Name of a property"),
    "command": Parameter(pattern=r"^[^/]{1,200}$", en="Name of a command"),
    "adapter": Parameter(pattern=r"^[a-z][a-z0-9-]{0,31}$", en="Name of an adapter in the configuration"),
    "pairing": Parameter(pattern=r"^p_[0-9a-f]{16}$", en="Id of an attempt at pairing"),
    "room": Parameter(pattern=r"^[^/]{1,64}$", en="Name of a room"),
    "token": Parameter(pattern=r"^t_[a-z2-7]{16}$", en="Id of a token"),
    "contract": Parameter(pattern=r"^[0-9a-f]{64}$", en="SHA-256 of a contract's canonical form"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request after every check: who asks, for what."""

    grant: Grant | None  # None on public routes
    view: View
    parameters: Mapping[str, str]
    query: Query | None
    body: Model | None
    peer: str
    language: str

    def query_as(self, model: type[Q]) -> Q:
        """Give the query parameters; they were validated before."""
        if not isinstance(self.query, model):
            raise TypeError(f"the route declares no query {model.__name__}")
        return self.query

    def body_as(self, model: type[M]) -> M:
        """Give the body; it was validated before."""
        if not isinstance(self.body, model):
            raise TypeError(f"the route declares no body {model.__name__}")
        return self.body

    @property
    def origin(self) -> str:
        """Who asks, for the core's log."""
        return f"token:{self.grant.id}" if self.grant else ""

    def device(self, api: "Api") -> "DeviceEntry":
        """Give the device of the path. One that this token may not see is not there at all."""
        return api.visible(self.parameters["device"], self.view)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A response with another status than the route's usual one, or with lines that are made while they are sent."""

    status: int
    body: Model | None = None
    lines: AsyncIterator[bytes] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


Handler = Callable[["Api", Call], Awaitable[Model | Answer]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One operation. `answers` maps a status to the model of its body; the first is the usual one."""

    method: str
    path: str  # below PREFIX
    handler: Handler
    tag: str
    en: str
    zh: str
    scopes: frozenset[Scope]  # all of them are needed
    public: bool  # needs no token
    query: type[Query] | None
    body: type[Model] | None
    answers: Mapping[int, type[Model] | None]
    problems: tuple[int, ...]  # statuses beyond those that follow from the rest

    @property
    def status(self) -> int:
        """The usual status."""
        return next(iter(self.answers))

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters of the path."""
        return tuple(re.findall(r"{(\w+)}", self.path))

    @property
    def statuses(self) -> tuple[int, ...]:
        """Every error status that it can have."""
        found = {400, 403, 421, 500, 503, *self.problems}
        found |= set() if self.public else {401, 429}
        found |= {404} if self.names else set()
        found |= {413, 415, 422} if self.body else set()
        return tuple(sorted(found))


class Routes:
    """Collects the routes of one module."""

    def __init__(self, tag: str) -> None:
        self._tag = tag
        self.all: list[Route] = []

    def add(  # noqa: PLR0913 - a record written as a call
        self,
        method: str,
        path: str,
        *,
        en: str,
        zh: str,
        answers: Mapping[int, type[Model] | None],
        scopes: tuple[Scope, ...] = (),
        public: bool = False,
        query: type[Query] | None = None,
        body: type[Model] | None = None,
        problems: tuple[int, ...] = (),
    ) -> Callable[[Handler], Handler]:
        """Declare the decorated function as an operation."""

        def keep(handler: Handler) -> Handler:
            route = Route(
                method=method,
                path=path,
                handler=handler,
                tag=self._tag,
                en=en,
                zh=zh,
                scopes=frozenset(scopes),
                public=public,
                query=query,
                body=body,
                answers=answers,
                problems=problems,
            )
            self.all.append(route)
            return handler

        return keep


def check_parameters(found: Mapping[str, str]) -> None:
    """Raise Problem for a part of a path that cannot name anything."""
    for name, value in found.items():
        if not re.fullmatch(PARAMETERS[name].pattern, value):
            raise Problem("not-found", f"{name}: no such {name}", place=name)
