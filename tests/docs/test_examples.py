"""The examples of the documents, run as they stand against a real gateway."""

import shutil
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
    printed: str | None = None
    ran, passed_over = 0, False
    for block in blocks(DOCS / name):
        if block.mark == "run":
            lacking = block.text.startswith("curl") and not shutil.which("curl")
            printed = None if lacking else stage.run(block.language, block.text)
            ran, passed_over = ran + 1, passed_over or lacking
        if block.mark == "shows" and printed is not None:
            assert not shown(block.text, printed), f"{name} does not show:\n{block.text}\nbut:\n{printed}"
    assert ran
    if passed_over:
        pytest.skip("curl is not installed: its examples were not run, the others were")


@pytest.mark.parametrize(
    ("mode", "names"),
    [
        (0o700, ("state", "run", "egress")),
        (0o750, ("egress-run",)),
        (0o600, ("state/root.key", "state/state.db", "state/trust.db", "state/tls/api.key")),
        (0o600, ("client.toml", "egress-run/core.sock", "egress-run/admin.sock")),
        (0o644, ("state/tls/api.crt",)),
    ],
)
def test_files_have_the_modes_that_the_operations_page_says(mode: int, names: tuple[str, ...], stage: Stage) -> None:
    assert {name: (stage.folder / name).stat().st_mode & 0o777 for name in names} == dict.fromkeys(names, mode)


def test_the_example_configuration_is_good(stage: Stage) -> None:
    assert "good" in stage.run("sh", f"hutong config check -c {DOCS / 'hutong.toml'}")
