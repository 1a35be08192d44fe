"""The table of the schema, both ways: what `hutong schema export --format table` prints and other makers publish."""

from schemas.forms.entry import TableError
from schemas.forms.table_reader import from_table
from schemas.forms.table_writer import to_table

__all__ = ["TableError", "from_table", "to_table"]
