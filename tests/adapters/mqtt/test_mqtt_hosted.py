"""The same tests of the link to a real broker, with the adapter in a process of its own: it cannot be told."""

from collections.abc import Mapping
from typing import Any

import pytest
from blockbuster import BlockBuster

from adapters.sdk.contract import Adapter, AdapterContext
from gateway.core.host.host import Host
from tests.adapters.mqtt.test_mqtt_link import (  # noqa: F401  all but those that look inside
    pytestmark,
    test_a_client_certificate_is_shown_where_the_broker_asks,
    test_a_flood_is_folded_and_the_newest_value_wins,
    test_a_forbidden_network_is_never_connected_to,
    test_beyond_the_limit_is_refused_and_the_link_stays,
    test_leaving_is_quick_whatever_the_link_does,
    test_state_comes_in_and_commands_go_out,
    test_the_same_device_through_both_dialects_is_one,
    test_tls_that_cannot_be_trusted_is_refused,
    test_tls_with_the_right_authority,
)


def hosted(settings: Mapping[str, Any], context: AdapterContext) -> Adapter:
    return Host(name="mqtt", entry="adapters.mqtt:MANIFEST").manifest("mqtt").create(settings, context)


@pytest.fixture(autouse=True)
def apart(monkeypatch: pytest.MonkeyPatch, no_blocking_call: BlockBuster) -> None:
    """Let every adapter of these tests be a hosted one; starting a process takes a moment."""
    no_blocking_call.functions["os.read"].can_block_in("subprocess.py", {"_execute_child"})
    monkeypatch.setattr("tests.adapters.mqtt.listening.create", hosted)
