"""Our compiled templates beside Jinja's own rendering: what both can do gives the same text."""

import json
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2.sandbox import SandboxedEnvironment

from adapters.mqtt.template import UNDEFINED, Compiled, Failure, compile_template, text_of

ORACLE = SandboxedEnvironment()
ORACLE.filters["iif"] = lambda value, yes=True, no=False: yes if value else no  # Home Assistant's own, not Jinja's

PATHS = [
    "{{ value_json.a }}",
    "{{ value_json['a'] }}",
    "{{ value_json.get('a') }}",
    "{{ value_json.get('nothing', 'none') }}",
    "{{ value_json.a | default('x') }}",
    "{{ value_json.nothing | default(5) }}",
    "{{ value_json.a | default('x', true) }}",
    "{{ value_json.b.c }}",
    "{{ value_json.b['c'] | string | upper }}",
    "{{ value_json.l[0] }}",
    "{{ value_json.l[-1] }}",
    "{{ value_json.l | length }}",
    "{{ value_json.l[1:] | join('-') }}",
    "{{ value_json.l | first }}",
    "{{ value_json.l | last }}",
    "{{ value_json.l | max }}",
    "{{ value_json.l | sum }}",
    "{{ value_json.nothing }}",
    "{{ value_json.nothing is defined }}",
    "{{ value_json.a is defined and value_json.a }}",
    "{{ 'a' in value_json }}",
    "{{ 'zz' not in value_json }}",
    "{{ 3 in value_json.l }}",
    "{{ value_json.s[0:2] ~ '!' }}",
    "{{ value_json.s | replace('o', '0') | title }}",
    "{{ value_json.s.split(' ')[1] }}",
    "{{ value_json.s.startswith('he') }}",
    "{{ value_json.s | truncate(3, true, '') }}",
    "{{ 'ON' if value_json.t else 'OFF' }}",
    "{{ value_json.t | iif('1', '0') }}",
    "{{ 'yes' if value_json.t is true else 'no' }}",
    "{{ value_json.t | lower }}",
    "{{ value_json.n is none }}",
    "{{ value_json.n }}",
    "{{ value_json.a is number }}",
    "{{ value_json.s is string }}",
    "{{ value_json.l is sequence and value_json.b is mapping }}",
    "{{ value_json.a == 7 }} {{ value_json.a != 7 }}",
    "{{ 1 < value_json.a < 10 }}",
    "{{ value_json.a > 5 and not value_json.t or false }}",
    "{{ {0: 'off', 7: 'seven'}[value_json.a] }}",
    "{{ {'x': 1}.get(value_json.s, 'other') }}",
    "{{ ['no', 'yes'][value_json.t | int(0)] }}",
    "{% if value_json.a > 5 %}high{% elif value_json.a > 2 %}mid{% else %}low{% endif %}",
    "{% set x = value_json.a * 2 %}{{ x + 1 }}",
    "{% if value_json.t -%} on {%- else -%} off {%- endif %}",
    "{# words #}{{ value_json.a }}",
    "{{ value_json.a }}/{{ value_json.f }}",
    "{{ '%02x%02x' | format(value_json.a, 255) }}",
    "{{ '%.1f' | format(value_json.f) }}",
    "{{ '%s is %d' | format(value_json.s, value_json.a) }}",
    "{{ value_json.s | capitalize | trim }}",
    "{{ value_json.a is odd }} {{ value_json.a is even }}",
    "{{ value_json.s == 'hello world' and 'x' or 'y' }}",
    "{{ value_json.b.c.d.e | default('deep') if false else 'flat' }}",
]
NUMBERS = [
    "{{ value_json.f * 9 / 5 + 32 }}",
    "{{ value_json.a // 2 }} {{ value_json.a % 4 }} {{ value_json.a ** 2 }} {{ -value_json.a }}",
    "{{ (value_json.f / 10) | round(2) }}",
    "{{ value_json.f | float(0) + 0.5 }}",
    "{{ value_json.f | int }}",
    "{{ '12' | int + '1.5' | float }}",
    "{{ 'ff' | int(base=16) }}",
    "{{ 'none' | int(-1) }} {{ 'none' | float(-1.5) }}",
    "{{ value_json.a | abs }} {{ [value_json.a, 3] | min }}",
    "{{ (value_json.f, 'ceil') | first | round(0, 'ceil') | int }}",
]
DATA: list[dict[str, Any]] = [
    {"a": 7, "b": {"c": "deep"}, "l": [1, 2, 3], "s": "hello world", "t": True, "n": None, "f": 21.456},
    {"a": 0, "b": {"c": 1.5}, "l": [5, 4], "s": "oo x", "t": False, "n": None, "f": -0.5},
    {"a": 3, "b": {}, "l": [0, -1.5, 2], "s": "Grüße an Öl", "t": True, "n": None, "f": 1e3},
]


def ours(source: str, data: Any, value: str = "") -> str:
    compiled = compile_template(source)
    assert isinstance(compiled, Compiled), compiled
    found = compiled.extract(value, data)
    return "" if found is UNDEFINED else f"<{found.reason}>" if isinstance(found, Failure) else text_of(found)


@pytest.mark.parametrize(("source", "data"), list(product(PATHS + NUMBERS, DATA)))
def test_the_same_as_jinja(source: str, data: dict[str, Any]) -> None:
    assert ours(source, data) == ORACLE.from_string(source).render(value_json=data, value="").strip()


SCALARS = st.one_of(st.integers(-1000, 1000), st.booleans(), st.none(), st.text("abc xyz", max_size=6))
OPERANDS = st.sampled_from(["value_json.x", "value_json.y", "2", "'ab'", "value", "true", "none"])
OPERATORS = st.sampled_from(["==", "!=", "and", "or", "~", "in ['ab', 2] or"])


@given(OPERANDS, OPERATORS, OPERANDS, st.booleans(), SCALARS, SCALARS, st.text("ab2 ", max_size=3))
@settings(max_examples=300, deadline=None)
def test_expressions_are_the_same_as_jinjas(
    left: str, operator: str, right: str, negated: bool, x: Any, y: Any, value: str
) -> None:
    body = f"{left} {operator} {right}"
    source = "{{ " + (f"not ({body})" if negated else body) + " }}"
    data = json.loads(json.dumps({"x": x, "y": y}))
    expected = ORACLE.from_string(source).render(value_json=data, value=value)
    assert ours(source, data, value) == expected.strip()


SHARED = "{% set a = [1] %}{% set b = [1] %}" + "{% set a = [a, a] %}{% set b = [b, b] %}" * 30


@pytest.mark.parametrize(
    "source",
    [
        SHARED + "{{ a }}",
        SHARED + "{{ a | to_json }}",
        SHARED + "{{ a == b }}",
        SHARED + "{{ a < b }}",
        SHARED + "{{ b in [a] }}",
        SHARED + "{{ a | join }}",
        "{% set a = {'x': 1} %}" + "{% set a = {'x': a, 'y': a} %}" * 40 + "{{ a ~ a }}",
        "{{ " + "value ~ " * 80 + "value }}",
        "{{ " + "value_json ~ " * 80 + "value }}",
        "{{ " + "(value in value) or " * 80 + "(value == value) }}",
        "{{ value.strip(value) }}",
        "{{ value_json" + "[::-1]" * 200 + " }}",
        "{{ value_json" + " | list" * 3 + " }}",
        "{{ " + "(value_json | sum) + " * 80 + "0 }}",
        "{{ " + "(value | from_json | length) + " * 80 + "0 }}",
    ],
)
def test_what_is_held_twice_costs_twice(source: str) -> None:
    compiled = compile_template(source)
    if not isinstance(compiled, Compiled):
        return
    text = "[" + "1," * 30_000 + "1]"
    found = compiled.extract(text, json.loads(text))
    assert isinstance(found, Failure | bool), str(found)[:80]
