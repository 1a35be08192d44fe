"""Puts the parts together: one switchboard for all nodes, one session for each that was paired."""

from collections.abc import Mapping
from typing import Any

from adapters.echonet.config import EchonetConfig, complaints_of
from adapters.echonet.own import own_number, properties
from adapters.echonet.pairing import EchonetPairer
from adapters.echonet.protocol import PORT
from adapters.echonet.reach import Reach, Whereabouts, a_tid
from adapters.echonet.session import EchonetSession
from adapters.echonet.switchboard import Switchboard
from adapters.sdk.contract import AdapterContext
from adapters.sdk.session import SessionAdapter
from schemas.pairing import Paired
from schemas.registry import Registry


def check(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the faults of a section."""
    return complaints_of(settings)


def create(settings: Mapping[str, Any], context: AdapterContext, *, port: int = PORT) -> SessionAdapter:
    """Make the adapter of a section that was checked."""
    config = EchonetConfig.model_validate(dict(settings))
    registry = Registry.load()
    board = Switchboard(config.interfaces, lambda: properties(own_number(context.state_dir)), port=port)
    whereabouts = Whereabouts(board, answer_s=config.answer_s)

    def make(paired: Paired) -> EchonetSession:
        kept = paired.kept
        devices = kept.get("devices")
        reach = Reach(str(kept["host"]), paired.key, board=board, whereabouts=whereabouts)
        return EchonetSession(
            paired.key,
            reach.channel,
            registry,
            poll_s=config.poll_s,
            answer_s=config.answer_s,
            pause_s=config.pause_s,
            now_ns=context.monotonic_ns,
            first_tid=a_tid,
            tap=context.tap,
            devices=[str(one) for one in devices] if isinstance(devices, list) else (),
        )

    pairer = EchonetPairer(board, whereabouts, registry, answer_s=config.answer_s, pause_s=config.pause_s)
    return SessionAdapter(context, make=make, pairer=pairer, interfaces=config.interfaces, sleep=whereabouts.nap)
