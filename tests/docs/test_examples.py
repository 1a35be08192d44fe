"""The examples of the documents, run as they stand against a real gateway."""

from collections.abc import Iterator

import pytest

from tests.docs.document import DOCS, blocks, shown
from tests.docs.stage import Stage, gateway

pytestmark = pytest.mark.network


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with gateway(tmp_path_factory.mktemp("docs")) as found:
        yield found


@pytest.mark.parametrize("name", ["adapters.md", "api.md", "privacy.md"])
def test_examples_run_and_show_what_the_document_says(name: str, stage: Stage) -> None:
    printed = ""
    ran = 0
    for block in blocks(DOCS / name):
        if block.mark == "run":
            printed = stage.run(block.language, block.text)
            ran += 1
        if block.mark == "shows":
            assert not shown(block.text, printed), f"{name} does not show:\n{block.text}\nbut:\n{printed}"
    assert ran
