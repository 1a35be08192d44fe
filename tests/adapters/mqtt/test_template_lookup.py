"""Look-ups that are read without Jinja mean what Jinja says that they mean."""

import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.mqtt.template.compiled import Compiled
from adapters.mqtt.template.jinja import parsed
from adapters.mqtt.template.lookup import PLAIN, STEPS, plain

DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "A0"]), inner, max_size=3),
)


@given(st.from_regex(PLAIN, fullmatch=True))
def test_every_text_of_the_form_is_the_same_look_up_to_jinja(text: str) -> None:
    found, expected = plain(text), parsed(text)
    if found is not None:
        assert isinstance(expected, Compiled)
        assert (found.source, found.path) == (expected.source, expected.path)


@given(DATA, st.lists(st.sampled_from([".a", "['b']", '["A0"]', "[0]", "[1]"]), min_size=1, max_size=4))
def test_both_find_the_same(data: Any, steps: list[str]) -> None:
    text = f" {{{{ value_json{''.join(steps)} }}}}\n"
    found, expected = plain(text), parsed(text)
    assert found is not None
    assert isinstance(expected, Compiled)
    assert found.extract("", data) == expected.extract("", data)
    names = {"value": "", "value_json": data}
    assert found.render(names) == expected.render(names)


@pytest.mark.parametrize(
    "text",
    [
        "{{ value_json }}",
        "{{ value_json.a | float }}",
        "{{ value_json._a }}",
        "{{ value_json['__class__'] }}",
        "{{ value_json['a\\n'] }}",
        "{{ value_json[01] }}",
        "{{ value_json.a }} W",
        "{{ value_json.a }}{{ value_json.b }}",
        "{{ value.a }}",
        "{{ value_json" + ".a" * (STEPS + 1) + " }}",
    ],
)
def test_what_is_more_is_left_to_jinja(text: str) -> None:
    assert plain(text) is None


def test_a_home_of_look_ups_does_not_load_jinja() -> None:
    code = (
        "import sys; from adapters.mqtt.homeassistant import HomeAssistantDialect;"
        "from adapters.mqtt.template import compile_template;"
        "compile_template('{{ value_json.a }}'); assert 'jinja2' not in sys.modules;"
        "compile_template('{{ value_json.a | int }}'); assert 'jinja2' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_jinja_is_loaded_beside_the_loop() -> None:
    code = (
        "import sys; from adapters.mqtt.template import is_ready;"
        "assert is_ready(['{{ value_json.a }}', ' {{ value_json.b }}']); assert 'jinja2' not in sys.modules;"
        "turns = iter(lambda: is_ready(['{{ value_json.a }}', '{{ value }}']), True);"
        "assert sum(1 for _ in turns); assert 'jinja2' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_a_description_waits_for_jinja_and_is_then_whole() -> None:
    code = (
        "import sys; from tests.adapters.mqtt.homeassistant.discovered import Discovered;"
        "found = Discovered(('sensor', {'state_topic': 't', 'value_template': '{{ value_json.a | int }}'}));"
        "assert 'jinja2' in sys.modules; assert found.state('t', {'a': '5'}) == {found.paths[0]: '5'}"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
