"""Joins the mapping tables to the schema: what each member is called elsewhere."""

from schemas.forms.mapped import Mapped, unmapped


def mapping_columns() -> Mapped:
    """Give the columns of every mapping that has a table of its own."""
    return unmapped
