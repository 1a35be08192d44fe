"""Puts the parts together: one session for each unit or gateway that was paired, one search for all."""

from collections.abc import Mapping
from typing import Any, Final

from adapters.gree.config import GreeConfig, complaints_of
from adapters.gree.pairing import GreePairer, access, identity
from adapters.gree.reach import Reach, Whereabouts
from adapters.gree.session import GreeSession, Pace
from adapters.sdk.contract import AdapterContext
from adapters.sdk.session import SessionAdapter
from adapters.sdk.whereabouts import SEARCH_S
from schemas.pairing import Paired
from schemas.registry import Registry

_PATIENCE: Final = 2.0
"""How many answers' time a search for a lost unit takes."""


def check(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the faults of a section."""
    return complaints_of(settings)


def create(settings: Mapping[str, Any], context: AdapterContext) -> SessionAdapter:
    """Make the adapter of a section that was checked."""
    config = GreeConfig.model_validate(dict(settings))
    registry = Registry.load()
    whereabouts = Whereabouts(config.interfaces, seconds=min(SEARCH_S, _PATIENCE * config.answer_s))

    def make(paired: Paired) -> GreeSession:
        way = access(paired.key, paired.kept)
        return GreeSession(
            identity(paired.key, paired.kept),
            Reach(way, whereabouts, answer_s=config.answer_s).channel,
            registry,
            pace=Pace(poll_s=config.poll_s, pause_s=config.pause_s),
            now_ns=context.monotonic_ns,
            tap=context.tap,
            extra=config.columns,
        )

    pairer = GreePairer(whereabouts, answer_s=config.answer_s)
    return SessionAdapter(context, make=make, pairer=pairer, interfaces=config.interfaces)
