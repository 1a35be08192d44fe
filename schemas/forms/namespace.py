"""Under which name our own terms stand in the documents of others."""

from typing import Final

PREFIX: Final = "hutong"
NAMESPACE: Final = "urn:hutong:schema#"


def own(marks: dict[str, object]) -> dict[str, object]:
    """Give terms of ours, those without content left out."""
    return {f"{PREFIX}:{key}": mark for key, mark in marks.items() if mark not in (None, "", 0, [], {}, ())}
