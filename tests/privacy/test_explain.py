from dataclasses import replace

from privacy import phrase
from privacy.compile import compile_contract
from privacy.contract import LawfulBasis, Measure, Onward, Purpose
from privacy.explain import explain
from privacy.profile import DEMO, MANUFACTURER
from schemas.registry import Registry
from schemas.vocabulary import Sensitivity
from tests.privacy.samples import DEMO_CONTRACT, WEEKLY, compiled, with_recipient

WEEKLY_EN = """\
Recipient: Example Appliances Co., Ltd. (processor), contact: privacy@appliances.example.
Sent to sink.appliances.example:8883 (MQTT) in CN; stored in CN.
Purpose: to improve products and services that exist. Ground the recipient names: your consent; without your consent nothing is sent.
Profile of the home: Manufacturer: weekly totals in steps and daily fault levels.
What leaves:
- energy: the total of “Cumulative energy imported” of every device that has it when you approve for every 1 week, from 0 to 200 kWh in steps of 1 kWh (S2 behaviour).
- fault: the highest of “Fault severity” of every device that has it when you approve for every 1 day, only one of: none, info, warning, error, critical, other (S1 household).
"""  # noqa: E501


def test_the_text_says_what_the_table_holds() -> None:
    told = explain(compile_contract(WEEKLY, Registry.load(), MANUFACTURER))
    assert told.en.startswith(WEEKLY_EN)
    assert "Sent once every 15 minutes, always exactly" in told.en
    assert "Upper bound: 27.3 bits a week" in told.en
    assert "hutong contracts withdraw manufacturerWeekly" in told.en
    assert "internet address" in told.en
    assert "demonstration" not in told.en
    assert "- energy：批准时家中全部具备它的设备的“累计用电量”每 1 周的总量，" in told.zh
    assert "从 0 到 200 千瓦时，每 1 千瓦时一级（S2 行为）。" in told.zh


def test_both_languages_say_as_much() -> None:
    for contract, profile in ((DEMO_CONTRACT, DEMO), (WEEKLY, MANUFACTURER)):
        told = explain(compiled(contract, profile))
        assert len(told.zh.splitlines()) == len(told.en.splitlines())


def test_the_demonstration_says_that_it_is_one() -> None:
    told = explain(compiled())
    assert "This is a demonstration" in told.en
    assert "这是演示" in told.zh


def test_who_else_gets_it_and_separate_consents_are_named() -> None:
    onward = Onward(legal_name="Lab Ltd", country="SG", why="tests")
    contract = with_recipient(DEMO_CONTRACT, affiliates=("Sister Ltd",), onward=(onward,))
    told = explain(compiled(contract))
    assert "Affiliates: Sister Ltd." in told.en
    assert "Handed on to: Lab Ltd (SG), because, it says: “tests”." in told.en
    assert "Needs your separate consent to: leaving the mainland, handing to another handler." in told.en


def test_the_recipients_words_stand_apart() -> None:
    told = explain(compiled(replace(DEMO_CONTRACT, necessity="Because.")))
    assert told.en.splitlines()[-1] == "Why the recipient says it is needed: “Because.”"


def test_no_page_says_anonymous_or_compliant() -> None:
    told = explain(compiled())
    assert not any(word in told.en.lower() + told.zh for word in ("anonym", "complian", "匿名", "合规"))


def test_every_word_of_the_closed_lists_has_both_languages() -> None:
    for table, words in (
        (phrase.PURPOSES, Purpose),
        (phrase.MEASURES, Measure),
        (phrase.BASES, LawfulBasis),
        (phrase.SENSITIVITIES, Sensitivity),
    ):
        assert set(table) == set(words)
        assert all(said.zh and said.en for said in table.values())


def test_units_are_said_as_people_write_them() -> None:
    assert phrase.unit("Cel").en == "°C"
    assert phrase.unit("Cel").zh == "摄氏度"
    assert phrase.unit("%").zh == "%"
    assert phrase.unit("1").en == phrase.unit("").zh == ""


def test_durations() -> None:
    assert phrase.duration(900).en == "15 minutes"
    assert phrase.duration(86_400).en == "1 day"
    assert phrase.duration(90).zh == "90 秒"
