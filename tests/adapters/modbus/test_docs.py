import re

from adapters.modbus.profile_file import parse
from tests.docs.document import DOCS


def test_the_profile_of_the_page_is_one() -> None:
    text = (DOCS / "adapters" / "modbus.md").read_text("utf-8")
    example = next(one for one in re.findall(r"```toml\n(.*?)```", text, re.DOTALL) if one.startswith("modbus"))
    assert parse(example, "acme.toml").id == "acme-pump"
