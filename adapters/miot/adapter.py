"""Puts the parts together: one session for each device that was paired, one search for all."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from adapters.miot.config import MiotConfig, complaints_of
from adapters.miot.pairing import Family, MiotPairer
from adapters.miot.reach import Reach, Whereabouts
from adapters.miot.session import MiotSession
from adapters.sdk.contract import AdapterContext
from adapters.sdk.reconnect import Backoff
from adapters.sdk.session import SessionAdapter
from schemas.pairing import Paired
from schemas.registry import Registry

RETURN_S: Final = 20.0
"""Seconds between two looks for a device that is gone, at most: a lamp behind a wall switch is gone every night."""
_NS: Final = 1e9


def check(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the faults of a section."""
    return complaints_of(settings)


def create(settings: Mapping[str, Any], context: AdapterContext) -> SessionAdapter:
    """Make the adapter of a section that was checked."""
    config = MiotConfig.model_validate(dict(settings))
    registry = Registry.load()
    folder = None if config.specs is None else Path(config.specs)
    whereabouts = Whereabouts(config.interfaces)

    def now_s() -> float:
        return context.monotonic_ns() / _NS

    def make(paired: Paired) -> MiotSession:
        reach = Reach(
            str(paired.kept["host"]),
            bytes.fromhex(str(paired.kept["token"])),
            int(paired.key),
            whereabouts=whereabouts,
            now_s=now_s,
            answer_s=config.answer_s,
        )
        return MiotSession(
            paired.key,
            reach.channel,
            Family(paired.key, paired.kept, folder, registry),
            registry,
            poll_s=config.poll_s,
            now_ns=context.monotonic_ns,
            tap=context.tap,
        )

    pairer = MiotPairer(whereabouts, registry, now_s=now_s, answer_s=config.answer_s, folder=folder)
    return SessionAdapter(
        context,
        make=make,
        pairer=pairer,
        interfaces=config.interfaces,
        backoff=lambda: Backoff(ceiling_s=RETURN_S),
    )
