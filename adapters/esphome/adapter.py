"""Puts the parts together: one session for each board that was paired."""

import logging
from collections.abc import Mapping
from typing import Any

from adapters.esphome.config import EsphomeConfig, complaints_of
from adapters.esphome.pairing import EsphomePairer
from adapters.esphome.session import EsphomeSession
from adapters.sdk.contract import Adapter, AdapterContext
from adapters.sdk.session import SessionAdapter
from schemas.pairing import Paired
from schemas.registry import Registry


def check(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the faults of a section."""
    return complaints_of(settings)


def create(settings: Mapping[str, Any], context: AdapterContext) -> Adapter:
    """Make the adapter. The library's own log is for its authors: what matters is told by the devices."""
    config = EsphomeConfig.model_validate(dict(settings))
    logging.getLogger("aioesphomeapi").setLevel(logging.CRITICAL)
    registry = Registry.load()

    def make(paired: Paired) -> EsphomeSession:
        return EsphomeSession(paired, registry, context.tap, now_ns=context.monotonic_ns, queue_s=config.queue_s)

    return SessionAdapter(context, make=make, pairer=EsphomePairer(config.interfaces), interfaces=config.interfaces)
