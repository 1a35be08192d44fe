"""One declared way to carry stored values over a breaking change."""

from dataclasses import dataclass

from schemas.conversion import Conversion
from schemas.vocabulary import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Values of a property (its name of today) from before version `since` become those of it.

    `was` and `was_unit` say what such a value is; one that was anything else is forgotten, not converted.
    """

    capability: str
    property: str
    since: str
    was: Kind
    was_unit: str = ""
    convert: Conversion


def before(step: Step) -> str:
    """Give kind and unit of the values a step takes."""
    return f"{step.was} {step.was_unit}".rstrip()
