"""The ledger of everything that left. Its entries hold what was released, so reading them needs every reading scope."""

import json
from collections.abc import AsyncIterator
from typing import Annotated, Final

from pydantic import Field, JsonValue

from gateway.northbound.base import Model, Query
from gateway.northbound.context import Api
from gateway.northbound.gate import Document
from gateway.northbound.resources.contract import asked
from gateway.northbound.route import Answer, Call, Routes
from gateway.northbound.scope import EVERY_READ, Scope

routes = Routes("ledger")

READERS: Final = (Scope.ADMIN, *sorted(EVERY_READ))


class LedgerQuery(Query):
    """From where, and how many."""

    after: Annotated[int, Field(ge=-1, le=2**53)] = -1
    limit: Annotated[int, Field(ge=1, le=1000)] = 100


class LedgerEntries(Model):
    """Entries, oldest first."""

    entries: list[dict[str, JsonValue]]


class Verification(Model):
    """Whether the ledger holds together."""

    verification: dict[str, JsonValue]


@routes.add(
    "GET",
    "/ledger/entries",
    en="Ledger entries",
    zh="账本条目",
    scopes=READERS,
    query=LedgerQuery,
    answers={200: LedgerEntries},
)
async def list_entries(api: Api, call: Call) -> LedgerEntries:
    """List entries with an index above `after`."""
    wanted = call.query_as(LedgerQuery)
    return LedgerEntries(
        entries=[dict(entry) for entry in await asked(api.gate.ledger_entries(wanted.after, wanted.limit))]
    )


@routes.add(
    "GET",
    "/ledger/verification",
    en="Verify the ledger",
    zh="验证账本",
    scopes=(Scope.READ,),
    answers={200: Verification},
)
async def verify(api: Api, _call: Call) -> Verification:
    """Verify every entry and the tree over them."""
    return Verification(verification=dict(await asked(api.gate.ledger_verify())))


@routes.add(
    "GET",
    "/ledger/export",
    en="Export the ledger",
    zh="导出账本",
    scopes=READERS,
    answers={200: None},
)
async def export(api: Api, _call: Call) -> Answer:
    """Send every entry as JSON lines, with what is needed to verify it elsewhere."""
    return Answer(status=200, lines=_lines(api.gate.ledger_export()))


async def _lines(documents: AsyncIterator[Document]) -> AsyncIterator[bytes]:
    async for document in documents:
        yield json.dumps(dict(document), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
