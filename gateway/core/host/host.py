"""What the composition root makes of an adapter that runs in a process of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from adapters.sdk.contract import AdapterContext, Budget, Manifest
from gateway.core.clock import Clock, SystemClock
from gateway.core.host.hosted import HostedAdapter
from gateway.core.host.order import Order, Patience, Vitals

_SDK: Final = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """Where one adapter instance runs. Its manifest makes stand-ins and imports nothing of the adapter's."""

    name: str
    entry: str
    budget: Budget = field(default_factory=Budget)
    clock: Clock = field(default_factory=SystemClock)
    patience: Patience = field(default_factory=Patience)
    vitals: Vitals = field(default_factory=Vitals)

    def manifest(self, adapter_type: str) -> Manifest:
        """Stand in for the adapter's own, which only its process reads."""
        return Manifest(
            id=adapter_type,
            version="",
            protocol="",
            sdk=_SDK,
            zh=adapter_type,
            en=adapter_type,
            config_schema=dict,
            check=lambda _settings: (),
            create=self._create,
        )

    def _create(self, settings: Mapping[str, Any], context: AdapterContext) -> HostedAdapter:
        order = Order(
            name=self.name,
            entry=self.entry,
            budget=self.budget,
            clock=self.clock,
            patience=self.patience,
            vitals=self.vitals,
        )
        return HostedAdapter(order, settings, context)
