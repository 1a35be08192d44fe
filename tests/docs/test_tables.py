"""What is made from the code is as the code is now; what a document leaves out is found."""

from pathlib import Path

import pytest

from tests.docs.document import REGION, documents
from tests.docs.tables import MAKERS, renewed

HINT = "run: python -m tests.docs.tables"


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_generated_regions_are_current(path: Path) -> None:
    text = path.read_text("utf-8")
    assert renewed(text) == text, HINT


def test_every_table_stands_in_a_document() -> None:
    used = {found["name"] for path in documents() for found in REGION.finditer(path.read_text("utf-8"))}
    assert used == set(MAKERS)
