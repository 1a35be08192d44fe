"""What an adapter is written against, and every adapter with it: docs/adapters.md says which modules are public."""

from adapters.sdk.contract import Adapter, AdapterContext, Budget, Loaded, Manifest, MapReport, MapRow, Pairs

__all__ = ["Adapter", "AdapterContext", "Budget", "Loaded", "Manifest", "MapReport", "MapRow", "Pairs"]
