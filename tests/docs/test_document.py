"""The reading of documents itself: what it must find, and what must make it fail."""

from pathlib import Path

import pytest

from tests.docs.document import Block, anchors, blocks, links, shown


@pytest.mark.parametrize(
    ("expected", "lacks"),
    [("a … c", ""), ("a\n  b", ""), ("c … a", "a"), ("a … x …", "x"), ("b b", "b b"), ("…", "")],
)
def test_what_is_not_shown_is_found(expected: str, lacks: str) -> None:
    assert shown(expected, "a  b\nc") == lacks


def test_blocks_know_their_mark_and_language(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- run -->\n```sh\nls\n```\n\n```text\n# no heading\n```\n", "utf-8")
    assert blocks(page) == (
        Block(language="sh", mark="run", text="ls\n"),
        Block(language="text", mark="", text="# no heading\n"),
    )


def test_links_and_anchors_leave_code_out() -> None:
    text = "# A page, here\n[a](b.md#c) `[x](y)`\n```text\n# not [z](z)\n```\n"
    assert list(links(text)) == ["b.md#c"]
    assert anchors(text) == {"a-page-here"}
