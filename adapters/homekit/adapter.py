"""Puts the parts together: one session for each accessory or bridge that was paired, one listener to mDNS for all."""

from collections.abc import Mapping
from types import TracebackType
from typing import Any

from adapters.homekit.browse import Whereabouts
from adapters.homekit.channel import anonymous
from adapters.homekit.config import HomeKitConfig, complaints_of
from adapters.homekit.pairing import HomeKitPairer
from adapters.homekit.reach import Reach
from adapters.homekit.session import HomeKitSession
from adapters.sdk.contract import AdapterContext
from adapters.sdk.session import SessionAdapter
from adapters.sdk.tap import Discreet
from schemas.pairing import Paired
from schemas.registry import Registry


def check(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the faults of a section."""
    return complaints_of(settings)


class HomeKitAdapter(SessionAdapter):
    """Fulfils the adapter contract; it also closes what listens for announcements."""

    def __init__(self, context: AdapterContext, config: HomeKitConfig) -> None:
        """Only assigns."""
        self._whereabouts = Whereabouts(config.interfaces)
        registry = Registry.load()

        def reach(kept: Mapping[str, Any]) -> Reach:
            return Reach(kept, self._whereabouts, answer_s=config.answer_s)

        def make(paired: Paired) -> HomeKitSession:
            way = reach(paired.kept)
            return HomeKitSession(
                paired,
                way.channel,
                registry,
                poll_s=config.poll_s,
                answer_s=config.answer_s,
                tap=Discreet(context.tap, anonymous),
                config=way.config,
            )

        ours = [one.key for one in context.paired]
        pairer = HomeKitPairer(self._whereabouts, registry, reach, answer_s=config.answer_s, ours=ours)
        super().__init__(context, make=make, pairer=pairer, interfaces=config.interfaces)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            await super().__aexit__(kind, error, trace)
        finally:
            await self._whereabouts.__aexit__(None, None, None)


def create(settings: Mapping[str, Any], context: AdapterContext) -> HomeKitAdapter:
    """Make the adapter of a section that was checked."""
    return HomeKitAdapter(context, HomeKitConfig.model_validate(dict(settings)))
