"""Events of the recent past."""

from typing import Annotated

from pydantic import Field, JsonValue

from gateway.core.event import EventRaised
from gateway.northbound.base import Model, Query
from gateway.northbound.context import Api
from gateway.northbound.reveal import open_fields
from gateway.northbound.route import Call, Routes
from gateway.northbound.scope import Scope

routes = Routes("events")


class EventQuery(Query):
    """From where, and how many."""

    after: Annotated[int, Field(ge=0, le=2**53)] = 0
    limit: Annotated[int, Field(ge=1, le=512)] = 100


class EventBody(Model):
    """Something that happened and has no lasting value."""

    seq: int
    device: str
    endpoint: int
    capability: str
    event: str
    fields: dict[str, JsonValue]
    at_ms: int | None


class EventList(Model):
    """Events, oldest first; seq counts within the epoch."""

    epoch: str
    events: list[EventBody]


@routes.add(
    "GET",
    "/events",
    en="Recent events",
    zh="近期事件",
    scopes=(Scope.READ,),
    query=EventQuery,
    answers={200: EventList},
)
async def list_events(api: Api, call: Call) -> EventList:
    """List the last events since the start that the token may see; up to 4096 are kept."""
    wanted = call.query_as(EventQuery)
    found = [shown for raised in api.events if raised.seq > wanted.after and (shown := _shown(api, raised, call))]
    return EventList(epoch=api.home.epoch, events=found[: wanted.limit])


def _shown(api: Api, raised: EventRaised, call: Call) -> EventBody | None:
    fields = open_fields(api.home.registry, raised.event, call.view) if call.view.sees(raised.device) else None
    if fields is None:
        return None
    return EventBody(
        seq=raised.seq,
        device=raised.device.id,
        endpoint=raised.event.endpoint,
        capability=raised.event.capability,
        event=raised.event.event,
        fields=fields,
        at_ms=raised.at_ms or None,
    )
