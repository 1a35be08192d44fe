"""Puts the parts together: one session for the installation, from the settings or from pairing."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from adapters.knx.config import KnxConfig, complaints_of
from adapters.knx.installation import Installation, groups_of
from adapters.knx.pairing import KnxPairer
from adapters.knx.project import Group
from adapters.knx.protocol.address import individual_address
from adapters.knx.session import KnxSession
from adapters.knx.way import Interfaced, Pace, Routed, Way
from adapters.sdk.contract import AdapterContext
from adapters.sdk.session import SessionAdapter
from schemas.pairing import Paired
from schemas.registry import Registry


def check(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the faults of a section."""
    return complaints_of(settings)


def create(settings: Mapping[str, Any], context: AdapterContext) -> SessionAdapter:
    """Make the adapter of a section that was checked."""
    config = KnxConfig.model_validate(dict(settings))
    registry = Registry.load()
    own = 0 if config.individual_address is None else individual_address(config.individual_address)
    pace = Pace(answer_s=config.answer_s, beat_s=config.heartbeat_s, telegrams_per_s=config.telegrams_per_s)

    def interfaced(host: str, address: int, mac: str = "") -> Interfaced:
        return Interfaced(
            host=host,
            port=config.port,
            mac=mac,
            individual_address=address or own,
            interfaces=config.interfaces,
            pace=pace,
            tap=context.tap,
        )

    def session(way: Way, kept: Sequence[Group] = ()) -> KnxSession:
        path = None if config.project is None else Path(config.project)
        installation = Installation((one.wanted() for one in config.devices), path, kept, registry)
        return KnxSession(way, installation, registry, refresh_s=config.refresh_s, now_ns=context.monotonic_ns)

    def make(paired: Paired) -> KnxSession:
        wanted = str(paired.kept.get("individual-address") or "")
        address = individual_address(wanted) if wanted else 0
        way = interfaced(str(paired.kept["host"]), address, str(paired.kept.get("mac") or ""))
        return session(way, groups_of(paired.kept))

    ways: list[Way] = [interfaced(config.host, 0)] if config.host is not None else []
    if config.routing is not None:
        ways = [Routed(interface=config.routing, individual_address=own, pace=pace, tap=context.tap)]
    known = [(str(one.kept.get("host", "")), str(one.kept.get("mac", ""))) for one in context.paired]
    pairer = KnxPairer(config.interfaces, interfaced, (known or [(config.host or "", "")])[0], configured=bool(ways))
    named = (*config.interfaces, *([] if config.routing is None else [config.routing]))
    sessions = [session(way) for way in ways]
    return SessionAdapter(context, sessions=sessions, make=make, pairer=pairer, interfaces=named)
