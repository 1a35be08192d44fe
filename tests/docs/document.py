"""Reading the documents: their fenced blocks, links and generated regions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
DOCS: Final = ROOT / "docs"
FENCE: Final = re.compile(
    r"^(?:<!-- (?P<mark>[a-z]+) -->\n)?```(?P<language>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
LINK: Final = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")
REGION: Final = re.compile(r"<!-- generated: (?P<name>[a-z-]+) -->\n(?P<text>.*?)<!-- end -->", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A fenced block. `mark` is what the comment before it says: run, shows, file."""

    language: str
    mark: str
    text: str


def documents() -> tuple[Path, ...]:
    """Give every Markdown file of the project."""
    folders = (ROOT, DOCS, *(ROOT / name for name in ("adapters", "simulators", "schemas", "privacy", "gateway")))
    top = [path for folder in folders for path in folder.glob("*.md")]
    return tuple(sorted({*top, *DOCS.rglob("*.md")}))


def blocks(path: Path) -> tuple[Block, ...]:
    """Give the fenced blocks of a document in order."""
    found = FENCE.finditer(path.read_text("utf-8"))
    return tuple(Block(language=one["language"], mark=one["mark"] or "", text=one["text"]) for one in found)


def links(text: str) -> Iterator[str]:
    """Give the targets of links, code left out."""
    yield from LINK.findall(re.sub(r"`[^`]*`", "", FENCE.sub("", text)))


def anchors(text: str) -> frozenset[str]:
    """Give the anchors of headings as code hosts make them: lower case, hyphens for blanks, no punctuation."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.MULTILINE)
    return frozenset(re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings)


def shown(expected: str, output: str) -> str:
    """Say which part of `expected` the output lacks; "…" stands for anything, blanks count as one."""
    rest = " ".join(output.split())
    for part in expected.split("…"):
        wanted = " ".join(part.split())
        if wanted not in rest:
            return wanted
        rest = rest[rest.index(wanted) + len(wanted) :]
    return ""
