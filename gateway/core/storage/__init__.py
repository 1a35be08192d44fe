"""SQLite files of the core: state.db (what is) and trust.db (what was promised)."""

from gateway.core.storage.database import Database

__all__ = ["Database"]
