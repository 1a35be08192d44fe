"""The published table as tools read it: without importing a single capability class."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from schemas.forms.mapped import Mapped, Row, columns_of
from schemas.forms.table_reader import from_table
from schemas.registry import PUBLISHED, Registry

TABLE: Final = PUBLISHED / "catalogue.json"


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """A table, and what is made of it when asked for."""

    table: Row

    @cached_property
    def registry(self) -> Registry:
        """The registry with all its texts."""
        return from_table(self.table)

    @cached_property
    def mapped(self) -> Mapped:
        """What others call each member."""
        return columns_of(self.table)


def published_catalogue(path: Path = TABLE) -> Catalogue:
    """Read the table that is shipped."""
    return Catalogue(table=json.loads(path.read_bytes()))
