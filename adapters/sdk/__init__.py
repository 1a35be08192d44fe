"""What an adapter is written against."""

from adapters.sdk.contract import Adapter, AdapterContext, Manifest, MapReport, MapRow

__all__ = ["Adapter", "AdapterContext", "Manifest", "MapReport", "MapRow"]
