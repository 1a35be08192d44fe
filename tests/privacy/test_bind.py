from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from privacy.bind import Candidate, bind, unbound
from privacy.binding import Source
from privacy.document import contract_hash
from tests.privacy.samples import DEMO_CONTRACT, HEALTH, METER

ENERGY = Candidate(
    source=METER,
    capability="electricalEnergyMeasurement",
    name="cumulativeEnergyImported",
    device_types=frozenset({"plug"}),
    aliases=frozenset({"washer"}),
)
SECOND = replace(ENERGY, source=Source(device="d_a", path=METER.path), device_types=frozenset(), aliases=frozenset())
FAULT = Candidate(source=HEALTH, capability="deviceHealth", name="faultSeverity")
ALL = [ENERGY, SECOND, FAULT]


def test_an_input_takes_every_property_of_its_ability() -> None:
    binding = bind(DEMO_CONTRACT, ALL)
    assert binding.contract == contract_hash(DEMO_CONTRACT)
    assert binding.sources("meter") == (SECOND.source, METER)
    assert binding.sources("health") == (HEALTH,)
    assert unbound(binding) == ()


def test_a_type_or_a_word_narrows_it() -> None:
    for narrowed in ({"device_type": "plug"}, {"alias": "washer"}):
        inputs = (replace(DEMO_CONTRACT.inputs[0], **narrowed), DEMO_CONTRACT.inputs[1])
        assert bind(replace(DEMO_CONTRACT, inputs=inputs), ALL).sources("meter") == (METER,)
    inputs = (replace(DEMO_CONTRACT.inputs[0], alias="dryer"), DEMO_CONTRACT.inputs[1])
    assert unbound(bind(replace(DEMO_CONTRACT, inputs=inputs), ALL)) == ("meter",)


@given(st.permutations([*ALL, ENERGY]))
def test_the_order_of_the_home_does_not_matter(candidates: list[Candidate]) -> None:
    assert bind(DEMO_CONTRACT, candidates) == bind(DEMO_CONTRACT, ALL)
