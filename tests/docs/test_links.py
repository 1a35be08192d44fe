"""Relative links lead somewhere, anchors included."""

import inspect
import re
from pathlib import Path

import pytest

from gateway.cli.demo import demo
from tests.docs.document import ROOT, anchors, blocks, documents, links


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


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_document_begins_with_a_summary_in_chinese(path: Path) -> None:
    opening = "".join(path.read_text("utf-8").splitlines()[:9])
    assert len(re.findall(r"[\u4e00-\u9fff]", opening)) >= 8 or path.name == "README.md"


def test_both_front_pages_have_the_same_parts() -> None:
    def parts(name: str) -> list[object]:
        text = (ROOT / name).read_text("utf-8")
        commands = [
            [line.partition("#")[0].strip() for line in block.text.splitlines()] for block in blocks(ROOT / name)
        ]
        there = {link for link in links(text) if not link.startswith("README")}
        return [
            len(re.findall("^## ", text, re.MULTILINE)),
            there,
            [[_neutral(one) for one in lines] for lines in commands],
        ]

    assert parts("README.md") == parts("README.zh-CN.md")


def _neutral(command: str) -> str:
    return re.sub(r'set "[^"]+"', "set NAME", command)


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_front_page_counts_the_devices_of_the_demonstration(name: str) -> None:
    devices = inspect.signature(demo).parameters["devices"].default
    assert re.search(rf"make demo +#.*\b{devices}\b", (ROOT / name).read_text("utf-8"))
