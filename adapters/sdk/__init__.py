"""What an adapter is written against."""

from adapters.sdk.contract import Adapter, AdapterContext, Manifest
from schemas.coverage import MapReport, MapRow

__all__ = ["Adapter", "AdapterContext", "Manifest", "MapReport", "MapRow"]
