"""The operations under /api/v1, one module a subject."""

from typing import Final

from gateway.northbound.resources import (
    adapter,
    claim,
    contract,
    device,
    event,
    home,
    ledger,
    pairing,
    room,
    schema,
    status,
    token,
    wish,
)
from gateway.northbound.route import Route

ROUTES: Final[tuple[Route, ...]] = tuple(
    route
    for module in (home, status, device, wish, room, event, adapter, pairing, schema, claim, token, contract, ledger)
    for route in module.routes.all
)
