"""What an adapter's process prints, line by line."""

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.core.host.voice import BURST, LINE, Voice, secrets_of

SETTINGS = {
    "host": "printer",
    "password": "hunter22",
    "password_file": "/etc/pw",
    "api_key": "k3y!k3y!",
    "pin": "12",
    "tls": {"client_secret": "deep-one", "port": 7},
}


def test_only_secrets_are_secrets() -> None:
    assert list(secrets_of(SETTINGS)) == ["hunter22", "k3y!k3y!", "deep-one"]


def test_lines_are_put_together_cleaned_and_bounded(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    voice = Voice("x", SETTINGS, lambda: 0)
    for part in (b"the pass", b"word is hunter22\nand\x1b[31m red\n\n  \n", b"y" * 2000 + b"\n", b"\xff end"):
        voice.data_received(part)
    voice.connection_lost(None)
    messages = [one.getMessage() for one in caplog.records]
    assert messages == [
        "adapter x: the password is ***",
        "adapter x: and [31m red",
        f"adapter x: {'y' * LINE}",
        "adapter x: \ufffd end",
    ]
    assert (voice.last, voice.ended.is_set()) == ("\ufffd end", True)


def test_a_flood_of_lines_is_counted(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    now_s = 0.0
    voice = Voice("x", {}, lambda: int(now_s * 1e9))
    voice.data_received(b"a\n" * (BURST + 100))
    now_s = 1.0
    voice.data_received(b"b\n" * 5)
    messages = [one.getMessage() for one in caplog.records]
    assert messages[BURST:] == ["adapter x: 100 lines left out", *["adapter x: b"] * 4]
    voice.connection_lost(None)
    assert caplog.records[-1].getMessage() == "adapter x: 1 lines left out"


@given(st.lists(st.binary(max_size=50)))
def test_no_bytes_upset_it(parts: list[bytes]) -> None:
    voice = Voice("x", SETTINGS, lambda: 0)
    for part in parts:
        voice.data_received(part)
    voice.connection_lost(None)
    assert voice.last.isprintable()
