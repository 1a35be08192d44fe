"""What a contract reads is compared with what it was."""

from dataclasses import replace

from privacy.contract import Contract, Input
from privacy.reading import Fact, changed, facts_of, from_text, renamed, to_text
from schemas.registry import Registry
from tests.gateway.egress.stage import make_contract
from tests.schemas.evolution.oven import AFTER, BEFORE


def contract(*inputs: Input) -> Contract:
    return replace(make_contract(1, ""), inputs=inputs)


def reads(capability: str, name: str) -> Input:
    return Input(name=name, capability=capability, property=name)


OVEN = contract(reads("oven", "heat"), reads("oven", "mode"), reads("oven", "colour"))


def test_what_it_reads_is_written_down_and_read_again() -> None:
    facts = facts_of(OVEN, BEFORE)
    assert facts["mode"] == Fact(property="oven/mode", signature="enum", values=("off", "bake", "grill"))
    assert from_text(to_text(facts)) == facts


def test_another_unit_and_a_lost_value_are_found_each_with_its_place() -> None:
    found = changed(OVEN, facts_of(OVEN, BEFORE), facts_of(OVEN, AFTER))
    assert [(one.path, one.code) for one in found] == [
        ("inputs[0].property", "changed-unit"),
        ("inputs[1].property", "changed-values"),
    ]
    assert found[0].reason == "oven/temperature was number Cel and is number [degF] now"
    assert found[1].reason == "oven/mode is never grill any more"


def test_a_new_value_changes_nothing() -> None:
    assert changed(OVEN, facts_of(OVEN, AFTER), facts_of(OVEN, AFTER)) == ()
    mode = contract(reads("oven", "mode"))
    assert changed(mode, facts_of(mode, AFTER), facts_of(mode, BEFORE)) == ()


def test_both_names_are_told_also_of_a_vendors_property_that_was_promoted() -> None:
    heat = Input(name="seat", capability="vendor", property="acme.heat")
    assert renamed(contract(heat, reads("oven", "mode")), AFTER) == ("seat: vendor/acme.heat is seat/warmth today",)
    assert renamed(OVEN, Registry.load()) == ()
