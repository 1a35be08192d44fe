import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.mqtt.template import UNDEFINED, Compiled, Failure, Unsupported, compile_template


def render(source: str, data: Any = UNDEFINED, value: str = "", **names: Any) -> Any:
    compiled = compile_template(source)
    assert isinstance(compiled, Compiled), compiled
    return compiled.render({"value": value, "value_json": data, **names})


@pytest.mark.parametrize(
    ("source", "path"),
    [
        ("{{ value_json.state }}", ("state",)),
        ("{{value_json['battery']}}", ("battery",)),
        ('  {{ value_json["a"].b[0] }}\n', ("a", "b", 0)),
    ],
)
def test_a_path_look_up_is_direct(source: str, path: tuple[str | int, ...]) -> None:
    compiled = compile_template(source)
    assert isinstance(compiled, Compiled)
    assert compiled.path == path


def test_a_look_up_keeps_the_type_of_what_it_finds() -> None:
    compiled = compile_template("{{ value_json.update }}")
    assert isinstance(compiled, Compiled)
    assert compiled.extract("", {"update": 21.5}) == 21.5
    assert compiled.extract("", {"update": None}) is None
    assert compiled.extract("", {"other": 1}) is UNDEFINED
    assert compiled.extract("", UNDEFINED) is UNDEFINED
    assert compiled.extract("", [1, 2]) is UNDEFINED


@pytest.mark.parametrize(
    ("source", "data", "expected"),
    [
        ("{{ value_json.t | float | round(1) }}", {"t": "21.46"}, 21.5),
        ("{{ value_json.t | default(7) }}", {}, 7),
        ("{{ value_json.t | default('', true) }}", {"t": 0}, ""),
        ("{{ value_json.t | int(-1) }}", {"t": "warm"}, -1),
        ("{{ value_json.t / 10 }}", {"t": 215}, 21.5),
        ("{{ (value_json.t - 32) * 5 / 9 }}", {"t": 212}, 100),
        ("{{ 100 - value_json.p }}", {"p": 30}, 70),
        ("{{ iif(value_json.on, 'ON', 'OFF') }}", {"on": True}, "ON"),
        ("{{ value_json.on | iif('ON', 'OFF') }}", {"on": False}, "OFF"),
        ("{{ 'open' if value_json.c == 0 else 'closed' }}", {"c": 0}, "open"),
        ("{% if value_json.x > 5 %}high{% elif value_json.x > 2 %}mid{% else %}low{% endif %}", {"x": 3}, "mid"),
        ("{% set names = {0: 'off', 1: 'on'} %}{{ names[value_json.m] }}", {"m": 1}, "on"),
        ("{{ {'off': 0, 'low': 33}[value_json.m] | default('None') }}", {"m": "turbo"}, "None"),
        ("{{ value_json.s | lower | replace(' ', '_') }}", {"s": "Fan Only"}, "fan_only"),
        ("{{ value_json['u'].get('progress', 'null') }}", {"u": {}}, "null"),
        ("{{ 'a' in value_json and value_json.a is number }}", {"a": 4}, True),
        ("{{ value_json.list[1:] | join('-') }}", {"list": ["a", "b", "c"]}, "b-c"),
        ("{{ value_json.v | is_defined }}", {"v": 3}, 3),
        ('{"v": "{{ value_json.a }}", "n": {{ value_json.b }}}', {"a": "x", "b": 2}, '{"v": "x", "n": 2}'),
        ("{{ value_json.o | tojson }}", {"o": {"k": [1, None]}}, '{"k":[1,null]}'),
    ],
)
def test_what_devices_send(source: str, data: Any, expected: Any) -> None:
    assert render(source, data) == expected


def test_command_templates_are_compiled_by_the_same_means() -> None:
    source = '{"tone": "{{ tone | default(\'fire\') }}", "s": {{ duration | default(10) }}}'
    assert json.loads(render(source, tone="bell")) == {"tone": "bell", "s": 10}
    assert json.loads(render('{ "position": {{ position }} }', position=40)) == {"position": 40}


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ value['__class__'] }}",
        "{{ value | attr('upper') }}",
        "{{ cycler.__init__.__globals__.os }}",
        "{{ self._TemplateReference__context }}",
        "{{ namespace(x=1) }}",
        "{{ lipsum() }}",
        "{% for i in range(10) %}{{ i }}{% endfor %}",
        "{% macro m() %}{% endmacro %}",
        "{% import 'x' as y %}",
        "{% include 'x' %}",
        "{% filter upper %}a{% endfilter %}",
        "{% set _x = 1 %}",
        "{% set a, b = 1, 2 %}",
        "{{ range(999999999) }}",
        "{{ states('light.a') }}",
        "{{ value.format(1) }}",
        "{{ value | map('upper') }}",
        "{{ value | round(1, 2, 3, 4, 5) }}",
        "{{ value | default(*value) }}",
        "{{ (value)() }}",
        "{{ value",
        "{{ '\\x' }}",
        "{{ " + "(" * 100 + "1" + ")" * 100 + " }}",
        "{{ " + "not " * 900 + "1 }}",
        "{{ " + "1 + " * 900 + "1 }}",
        "{{ 9" + "9" * 5000 + " }}",
        "x" * 9000,
    ],
)
def test_what_loops_or_reaches_inside_is_refused_with_a_reason(source: str) -> None:
    refused = compile_template(source)
    assert isinstance(refused, Unsupported)
    assert refused.reason


@pytest.mark.parametrize(
    "source",
    [
        "{{ 'a' * 999999999 }}",
        "{{ [1] * 999999999 }}",
        "{{ 9 ** 99999999 }}",
        "{{ (9 ** 40) ** 40 }}",
        "{{ '%999999999d' | format(1) }}",
        "{{ '%d' % 5 }}",
        "{% set a = 'x' | replace('x', 'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy') %}"
        + "{% set a = a ~ a ~ a ~ a ~ a ~ a ~ a ~ a %}" * 20
        + "{{ a }}",
        "{{ value_json.a + 'text' }}",
        "{{ 1 / 0 }}",
        "{{ value_json.a | int }}",
        "{{ value < 3 }}",
    ],
)
def test_what_would_grow_or_has_the_wrong_type_fails_with_a_reason(source: str) -> None:
    failure = render(source, {"a": {}}, "x")
    assert isinstance(failure, Failure)
    assert failure.reason


_PIECES = st.sampled_from(
    [
        *(
            "{{",
            "}}",
            "{%",
            "%}",
            "{#",
            "#}",
            " ",
            "value",
            "value_json",
            ".a",
            "['b']",
            "[0]",
            "|",
            "~",
            "+",
            "*",
            "**",
        ),
        *(
            "if",
            "else",
            "elif",
            "endif",
            "set",
            "=",
            "x",
            "1",
            "999999999",
            "'t'",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            ":",
            ",",
        ),
        *(
            "float",
            "int",
            "round",
            "default",
            "replace",
            "tojson",
            "format",
            "is",
            "defined",
            "not",
            "and",
            "in",
            "for",
        ),
        *(
            "__class__",
            "join",
            "min",
            "max",
            "-",
            "//",
            "%",
            "==",
            "<",
            "\\",
            "\n",
            "\0",
            "é",
            "endfor",
            "raw",
            "1e999",
        ),
    ]
)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "c"]), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=24).map("".join)), _JSON, st.text(max_size=20))
def test_no_text_raises_or_takes_long(source: str, data: Any, value: str) -> None:
    began = time.process_time()
    compiled = compile_template(source)
    if isinstance(compiled, Compiled):
        for found in (compiled.extract(value, data), compiled.render({"value": value})):
            assert not isinstance(found, str) or len(found) <= 65_536
    else:
        assert compiled.reason
    assert time.process_time() - began < 1.0


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES, max_size=12).map(" ".join), _JSON)
def test_no_expression_raises(inside: str, data: Any) -> None:
    compiled = compile_template("{{ " + inside + " }}")
    assert isinstance(compiled, Compiled | Unsupported)
    if isinstance(compiled, Compiled):
        compiled.extract("12", data)
