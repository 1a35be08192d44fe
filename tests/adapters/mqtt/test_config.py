"""A bad section names key, reason and fix; a good one becomes a link."""

from typing import Any

import jsonschema
import pytest

from adapters.mqtt import MANIFEST
from adapters.mqtt.config import MqttConfig


def test_nothing_is_needed() -> None:
    assert MANIFEST.check({}) == ()
    assert MqttConfig().link().endpoint.port == 1883


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ({"host": "1.1.1.1"}, "host: it is a public address; give one on the local network"),
        ({"hots": "x"}, "hots: there is no such key; did you mean host?"),
        ({"tls": {"key": "x"}}, "tls.key: there is no such key; remove it"),
        ({"port": "1883"}, "port: Input should be a valid integer; give such a value"),
        ({"protocol": "4"}, "protocol: Input should be '3.1.1' or '5'; give such a value"),
        ({"base_topics": ["a/#"]}, "base_topics.0: it must be a plain topic; leave out + # and slashes at the ends"),
        ({"password_file": "/x"}, "password_file: password_file stands without username; name both"),
        ({"session": "resume"}, "session: session = resume needs a client_id; name one"),
        ({"tls": {"key_file": "k"}}, "tls.key_file: key_file stands without certificate_file; name both"),
        ({"dialects": []}, "dialects: Tuple should have at least 1 item after validation, not 0; give such a value"),
        ({"max_message_mb": 0}, "max_message_mb: Input should be greater than or equal to 1; give such a value"),
    ],
)
def test_a_fault_names_key_reason_and_fix(settings: dict[str, Any], line: str) -> None:
    assert MANIFEST.check(settings) == (line,)


def test_the_schema_is_a_json_schema_that_takes_the_defaults() -> None:
    schema = MANIFEST.config_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate({"host": "broker", "dialects": ["zigbee2mqtt"]}, schema)


def test_lists_as_toml_gives_them_are_taken() -> None:
    settings = {"dialects": ["zigbee2mqtt"], "base_topics": ["a", "b"], "forbidden": ["127.77.0.0/16"]}
    assert MANIFEST.check(settings) == ()
    assert MqttConfig.model_validate(settings).link().endpoint.forbidden[0].prefixlen == 16


def test_tls_changes_the_port() -> None:
    assert MqttConfig.model_validate({"tls": {}}).link().endpoint.port == 8883
