"""How the gateway itself is, for people who run it."""

from gateway.northbound.base import Model
from gateway.northbound.context import Api
from gateway.northbound.health import not_ready
from gateway.northbound.route import Call, Routes
from gateway.northbound.scope import Scope

routes = Routes("home")


class StatusBody(Model):
    """Nothing in it names a device."""

    ready: bool
    reason: str
    """What it still waits for; empty when ready."""
    version: str
    uptime_s: int
    root_key: str
    """Where the key that wraps all others came from: credential, tpm or file."""
    wall_clock: str
    """set, or unset: then nothing is released."""
    egress_connected: bool
    demo_speed: float | None
    """How much faster wall time runs in a demonstration; null in a real home."""
    suspended_contracts: list[str]
    """Contracts that the schema changed under: nothing is sent until residents approve them anew; one line each."""
    unwritten_withdrawals: list[str]
    """Contracts that were withdrawn from while the disk took nothing: they have stopped, and are written later."""
    bytes_written: int
    """To the disk, by this process, since its start."""


@routes.add("GET", "/status", en="State of the gateway", zh="网关状态", scopes=(Scope.READ,), answers={200: StatusBody})
async def get_status(api: Api, _call: Call) -> StatusBody:
    """Tell how the gateway is."""
    reason = not_ready(api)
    gate = api.find_gate()
    return StatusBody(
        ready=not reason,
        reason=reason,
        version=api.facts.version,
        uptime_s=(api.clock.monotonic_ns() - api.facts.started_ns) // 1_000_000_000,
        root_key=api.facts.root_key,
        wall_clock="unset" if api.clock.wall_ms() is None else "set",
        egress_connected=gate is not None and gate.connected,
        demo_speed=api.clock.rate if api.clock.rate != 1.0 else None,
        suspended_contracts=[] if gate is None else list(await gate.suspended()),
        unwritten_withdrawals=[] if gate is None else list(await gate.unwritten()),
        bytes_written=api.facts.bytes_written(),
    )
