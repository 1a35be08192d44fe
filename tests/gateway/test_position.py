import pytest

from gateway.position import find_line

TEXT = """\
config_version = 1

[home]
name = "Lane 9" # the name

[adapters.zigbee]
type = "mqtt"
host = "127.0.0.1"
tls.ca_file = "ca.pem"

[adapters."living-room"]
type = "mqtt"
"""


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (("config_version",), 1),
        (("home", "name"), 4),
        (("home", "missing"), 3),
        (("adapters", "zigbee", "host"), 8),
        (("adapters", "zigbee", "tls", "ca_file"), 9),
        (("adapters", "living-room", "type"), 12),
        (("nowhere", "at", "all"), 0),
    ],
)
def test_a_key_is_found_in_its_table_or_the_table_above_it(keys: tuple[str, ...], line: int) -> None:
    assert find_line(TEXT, keys) == line
