"""Puts the parts together: one session for each device or gateway that was paired, one listener for all."""

from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

from adapters.sdk.contract import AdapterContext
from adapters.sdk.session import SessionAdapter
from adapters.tuya.config import TuyaConfig, complaints_of
from adapters.tuya.finder import Finder
from adapters.tuya.household import household
from adapters.tuya.pairing import TuyaPairer
from adapters.tuya.route import Route
from adapters.tuya.session import Pace, TuyaSession
from schemas.pairing import Paired
from schemas.registry import Registry


def check(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the faults of a section."""
    return complaints_of(settings)


class TuyaAdapter(SessionAdapter):
    """Sessions, and the finder, which lives as long as they do."""

    def __init__(self, context: AdapterContext, config: TuyaConfig) -> None:
        """Only assigns."""
        self._context = context
        self._config = config
        self._finder = Finder(config.interfaces)
        self._registry = Registry.load()
        pairer = TuyaPairer(self._finder, context.tap)
        super().__init__(context, make=self._session, pairer=pairer, interfaces=config.interfaces)

    async def __aenter__(self) -> Self:
        await self._finder.__aenter__()
        return await super().__aenter__()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            await super().__aexit__(kind, error, trace)
        finally:
            await self._finder.__aexit__(kind, error, trace)

    def _session(self, paired: Paired) -> TuyaSession:
        home = household(paired.kept)
        route = Route(home, self._finder, self._context.tap)
        config = self._config
        return TuyaSession(
            home,
            self._context,
            route.connected,
            registry=self._registry,
            pace=Pace(heart_beat_s=config.heart_beat_s, refresh_s=config.refresh_s, queue_s=config.queue_s),
            opening=config.opening,
        )


def create(settings: Mapping[str, Any], context: AdapterContext) -> TuyaAdapter:
    """Make the adapter of a section that was checked."""
    return TuyaAdapter(context, TuyaConfig.model_validate(dict(settings)))
