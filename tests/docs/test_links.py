"""Relative links lead somewhere, anchors included."""

from pathlib import Path

import pytest

from tests.docs.document import ROOT, anchors, documents, links


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_resolve(path: Path) -> None:
    text = path.read_text("utf-8")
    for link in links(text):
        if "://" in link or link.startswith("mailto:"):
            continue
        target, _, anchor = link.partition("#")
        found = (path.parent / target).resolve() if target else path
        assert found.exists(), f"{path.name}: {link}"
        assert ROOT in (found, *found.parents), f"{path.name}: {link} leaves the project"
        assert not anchor or anchor in anchors(found.read_text("utf-8")), f"{path.name}: {link}"


def test_every_document_is_linked_from_another() -> None:
    linked = {
        (path.parent / link.partition("#")[0]).resolve()
        for path in documents()
        for link in links(path.read_text("utf-8"))
        if "://" not in link
    }
    entries = {ROOT / "README.md", ROOT / "README.zh-CN.md", ROOT / "CHANGELOG.md"}
    assert not {path for path in documents() if path not in linked | entries}
