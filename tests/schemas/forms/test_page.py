"""The reference in both languages: whole, self-contained, and usable in a real browser."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.catalogue import catalogue
from schemas.forms import words
from schemas.forms.page import page, type_text
from schemas.registry import PUBLISHED
from schemas.units import UNITS
from schemas.vocabulary import Hazard, Kind, Sensitivity
from tests.schemas.forms.browser import Browser, chromium

PAGES = {name: (PUBLISHED / "html" / f"{name}.html").read_text("utf-8") for name in ("en", "zh")}
SHOWN = "return [...document.querySelectorAll('.row, .type')].filter(n => n.checkVisibility()).map(n => n.id)"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with chromium(tmp_path_factory.mktemp("chromium")) as one:
        yield one


def opened(browser: Browser, language: str, rest: str = "") -> None:
    browser.open("about:blank")
    browser.open(f"{(PUBLISHED / 'html' / f'{language}.html').as_uri()}{rest}")


@pytest.mark.parametrize("language", PAGES)
def test_everything_has_its_anchor_once(language: str) -> None:
    found = re.findall(r' id="([^"]+)"', PAGES[language])
    assert len(found) == len(set(found))
    wanted = {f"{spec.capability}.{spec.name}" for spec in catalogue().specs.values()}
    wanted |= set(catalogue().capabilities) | {f"device-type.{name}" for name in catalogue().device_types}
    assert wanted <= set(found)


@pytest.mark.parametrize("language", PAGES)
def test_it_asks_for_nothing_else(language: str) -> None:
    assert not re.search(
        r"""(src|href)=["']?(https?:)?//|@import|url\((?!data:)|<(script|link)[^>]+src""", PAGES[language]
    )
    assert len(PAGES[language].encode()) < 1_500_000


def test_texts_are_escaped() -> None:
    bare = catalogue()
    assert "<script>alert" not in page(bare, lambda *_: {"matter": ["<script>alert(1)</script>"]}, "en")


def test_every_closed_list_is_in_words() -> None:
    assert set(words.SENSITIVITIES) == {level.name.lower() for level in Sensitivity}
    assert set(words.HAZARDS) == set(Hazard)
    assert set(words.KINDS) == set(Kind)
    assert {spec.category for spec in catalogue().specs.values()} <= set(words.CATEGORIES)
    assert {one.group for one in catalogue().capabilities.values()} <= set(words.GROUPS)
    assert {one for kind in catalogue().device_types.values() for one in kind.scenarios} <= set(words.SCENARIOS)


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({"type": "number", "unit": "Cel", "minimum": -40, "maximum": 87.5}, "\u221240 … 87.5 °C"),
        ({"type": "integer", "minimum": 0, "maximum": 4294967294, "unit": "s"}, "0 … 4\u202f294\u202f967\u202f294 s"),
        ({"type": "number", "maximum": 5}, "≤ 5"),
        ({"type": "enum", "values": [{"value": "a"}, {"value": "b"}]}, "one of 2"),
        ({"type": "list", "items": {"type": "string"}}, "list · text"),
        ({"type": "boolean", "unit": ""}, "boolean"),
    ],
)
def test_values_in_a_few_words(row: dict[str, object], text: str) -> None:
    assert type_text(row, "en") == text


@pytest.mark.parametrize(
    ("code", "sign"),
    [
        ("Cel", "°C"),
        ("kW.h", "kWh"),
        ("ug/m3", "µg/m³"),
        ("[ppm]", "ppm"),
        ("V.A{reactive}", "var"),
        ("uS/cm", "µS/cm"),
    ],
)
def test_units_as_people_write_them(code: str, sign: str) -> None:
    assert words.symbol(code) == sign
    assert not any(set("[]{}") & set(words.symbol(each)) for each in UNITS)


@pytest.mark.network
@pytest.mark.parametrize(
    ("language", "query"), [("en", "制热设定"), ("zh", "heating setpoint"), ("zh", "heatingSetpoint")]
)
def test_names_of_either_language_and_ids_are_found(browser: Browser, language: str, query: str) -> None:
    opened(browser, language)
    everything = browser.run(SHOWN)
    browser.press("#q", query)
    shown = browser.run(SHOWN)
    assert "thermostat.heatingSetpoint" in shown
    assert len(shown) < 40 < len(everything)
    assert str(len(shown)) in browser.run("return document.getElementById('count').textContent")


@pytest.mark.network
def test_the_filters_hold_together(browser: Browser) -> None:
    opened(browser, "en", "?g=entry&s=behaviour&h=security")
    shown = browser.run(SHOWN)
    specs = catalogue().specs.values()
    entry = {one.id for one in catalogue().capabilities.values() if one.group == "entry"}
    wanted = {
        f"{spec.capability}.{spec.name}"
        for spec in specs
        if spec.capability in entry and spec.sensitivity is Sensitivity.BEHAVIOUR and Hazard.SECURITY in spec.hazards
    }
    assert set(shown) == wanted


@pytest.mark.network
def test_nothing_found_says_so_and_clears(browser: Browser) -> None:
    opened(browser, "en", "?q=xyzzy")
    assert browser.run(SHOWN) == []
    assert browser.run("return document.getElementById('none').checkVisibility()")
    browser.run("document.getElementById('clear').click()")
    assert len(browser.run(SHOWN)) > 500


@pytest.mark.network
def test_slash_focuses_the_search_and_escape_clears_it(browser: Browser) -> None:
    opened(browser, "zh")
    browser.press("body", "/")
    assert browser.run("return document.activeElement.id") == "q"
    browser.press("#q", "lock\ue00c")
    assert browser.run("return document.getElementById('q').value") == ""


@pytest.mark.network
def test_an_anchor_opens_what_it_names_even_where_it_was_filtered_out(browser: Browser) -> None:
    opened(browser, "en", "?q=lock#thermostat.systemMode")
    state = "const n = document.getElementById('thermostat.systemMode'); return [n.open, n.checkVisibility(), "
    assert browser.run(
        f"{state}n.getBoundingClientRect().top >= 0 && n.getBoundingClientRect().top < innerHeight]"
    ) == [
        True,
        True,
        True,
    ]


@pytest.mark.network
def test_the_other_language_opens_at_the_same_place(browser: Browser) -> None:
    opened(browser, "en", "?q=setpoint#thermostat.heatingSetpoint")
    there = browser.run("return document.getElementById('lang').href")
    assert there.endswith("/zh.html?q=setpoint#thermostat.heatingSetpoint")


@pytest.mark.network
def test_light_and_dark(browser: Browser) -> None:
    opened(browser, "en")
    colour = "return getComputedStyle(document.body).backgroundColor"
    first = browser.run(colour)
    browser.run("document.getElementById('theme').click()")
    assert browser.run(colour) != first


@pytest.mark.network
def test_nothing_is_fetched_and_nothing_fails(browser: Browser) -> None:
    browser.log("browser")
    browser.log("performance")
    opened(browser, "zh")
    assert browser.log("browser") == []
    sent = [entry for entry in browser.log("performance") if "Network.requestWillBeSent" in entry]
    assert [entry for entry in sent if '"url":"http' in entry] == []


@pytest.mark.network
@pytest.mark.parametrize("language", PAGES)
def test_a_phone_needs_no_sideways_scrolling(tmp_path: Path, language: str) -> None:
    with chromium(tmp_path, phone=True) as browser:
        opened(browser, language)
        browser.run("document.querySelectorAll('details').forEach(one => { one.open = true })")
        width, room = browser.run("return [document.documentElement.scrollWidth, innerWidth]")
        assert width <= room == 390
