"""docs/schema.md is tried out: its class, as printed there, becomes a capability."""

import re
from pathlib import Path
from typing import Annotated

from pydantic import Field

from schemas.capability import Capability, P, Sens, spec_of
from schemas.vocabulary import Hazard, Kind, Sensitivity

PAGE = Path(__file__).parents[2] / "docs" / "schema.md"


def printed_class() -> type[Capability]:
    """Run the example of the page, under an id that keeps it out of the catalogue."""
    found = re.search(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    source = found[1].replace('"waterSoftening"', '"docs.waterSoftening"')
    names = {"Capability": Capability, "Annotated": Annotated, "Field": Field, "P": P, "Sens": Sens, "Hazard": Hazard}
    exec(source, {**names, "__name__": __name__})  # noqa: S102  our own page
    return next(one for one in Capability.__subclasses__() if one.ID == "docs.waterSoftening")


def test_the_example_of_the_page_is_a_capability_with_two_properties() -> None:
    spec = spec_of(printed_class())
    assert list(spec.properties) == ["hardness", "bypass"]
    assert spec.properties["hardness"].kind is Kind.NUMBER
    assert spec.properties["bypass"].hazards == (Hazard.SERVICE_INTERRUPTION,)
    assert spec.properties["bypass"].sensitivity is Sensitivity.HOUSEHOLD
