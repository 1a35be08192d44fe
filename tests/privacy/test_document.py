import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy import publish
from privacy.canonical import canonical
from privacy.document import contract_hash, parse_contract
from privacy.errors import ContractInvalid
from tests.privacy.samples import DEMO_CONTRACT, WEEKLY, document, parsed


def put(tree: Any, path: str, value: Any) -> Any:
    """Set what stands at `a.0.b`; a value of ... removes it."""
    *way, last = path.split(".")
    place = tree
    for step in way:
        place = place[int(step) if step.isdigit() else step]
    key: Any = int(last) if last.isdigit() else last
    if value is ...:
        del place[key]
    else:
        place[key] = value
    return tree


@pytest.mark.parametrize(
    ("path", "value", "told", "code"),
    [
        ("purpose", "Profit", "purpose", "form"),
        ("necessity", ..., "", "form"),
        ("extra", 1, "", "form"),
        ("necessity", " ", "necessity", "empty"),
        ("words.en", "two\nlines", "words.en", "text"),
        ("words.en", "well” and more of ours: “", "words.en", "text"),
        ("recipient.affiliates", ["a\x1b[2J"], "recipient.affiliates[0]", "text"),
        ("recipient.country_of_sink", "China", "recipient.country_of_sink", "country"),
        ("recipient.countries_of_storage", [], "recipient.countries_of_storage", "empty"),
        ("inputs.1.name", "meter", "inputs[1].name", "twice"),
        ("inputs.0.name", "Meter 1", "inputs[0].name", "name"),
        ("inputs.0.alias", "d/0", "inputs[0].alias", "name"),
        ("outputs.0.input", "health", "inputs[0]", "unused"),
        ("outputs.0.input", "nothing", "outputs[0].input", "unknown-input"),
        ("outputs.0.steps.0", ..., "outputs[0].steps", "window-first"),
        ("outputs.0.steps.1", {"type": "Window", "seconds": 900, "measure": "sum", "coverage_percent": 9},
         "outputs[0].steps[1]", "one-window"),
        ("outputs.0.steps.0.seconds", 450, "outputs[0].steps[0].seconds", "window"),
        ("outputs.0.steps.0.seconds", 420, "outputs[0].steps[0].seconds", "slot"),
        ("outputs.1.steps.0.seconds", 1200, "outputs[1].steps[0].seconds", "nested"),
        ("outputs.0.steps.0.coverage_percent", 0, "outputs[0].steps[0].coverage_percent", "range"),
        ("outputs.0.steps.0.state", "on", "outputs[0].steps[0].state", "state"),
        ("outputs.0.steps.1.step", 0, "outputs[0].steps[1].step", "range"),
        ("outputs.0.steps.2.maximum", 0, "outputs[0].steps[2]", "range"),
        ("outputs.0.form.step", 0, "outputs[0].form", "range"),
        ("outputs.0.form.step", 0.000001, "outputs[0].form", "alphabet"),
        ("outputs.0.form.maximum", 5.01, "outputs[0].form", "grid"),
        ("outputs.0.form.maximum", 1e300, "outputs[0].form", "range"),
        ("outputs.1.form.values", [str(n) for n in range(257)], "outputs[1].form.values", "members"),
        ("outputs.1.form.values.0", "a b", "outputs[1].form.values[0]", "member"),
        ("outputs.1.form.values.0", 'a"b', "outputs[1].form.values[0]", "member"),
        ("cadence.entries", 1, "cadence.entries", "range"),
        ("cadence.slot_s", 0, "cadence.slot_s", "range"),
        ("cadence.slot_s", 420, "cadence.slot_s", "slot"),
        ("cadence.envelope_bytes", 256, "cadence.envelope_bytes", "size"),
        ("retention.outbox_s", 60, "retention.outbox_s", "range"),
        ("expires", "soon", "expires", "date"),
        ("expires", "20271122", "expires", "date"),
        ("sink.host", "evil host", "sink.host", "host"),
        ("sink.host", "fe80::1%eth0", "sink.host", "host"),
        ("sink.port", 0, "sink.port", "range"),
        ("sink.path", "/a b", "sink.path", "path"),
        ("sink.path", "/a\r\nX: y", "sink.path", "path"),
        ("sink.tls.ca_sha256", "00", "sink.tls.ca_sha256", "pin"),
        ("sink.tls.ca_pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "sink.tls.ca_pem", "pin"),
    ],
)  # fmt: skip
def test_a_bad_contract_names_the_place_and_the_fix(path: str, value: Any, told: str, code: str) -> None:
    with pytest.raises(ContractInvalid) as caught:
        parsed(put(document(), path, value))
    assert (told, code) in {(finding.path, finding.code) for finding in caught.value.findings}
    assert all(finding.fix for finding in caught.value.findings)


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"null", b"\xff", b'{"form": NaN}', b"[" * 70_000])
def test_what_is_no_contract_is_one_finding(data: bytes) -> None:
    with pytest.raises(ContractInvalid):
        parse_contract(data)


@pytest.mark.parametrize("name", ["demo-manufacturer", "manufacturer-weekly"])
def test_the_published_schema_takes_the_samples(name: str) -> None:
    jsonschema.Draft202012Validator(publish.json_schema()).validate(document(name))


def test_the_published_schema_refuses_an_unknown_operator() -> None:
    tree = put(document(), "outputs.0.steps.1.type", "Everything")
    assert list(jsonschema.Draft202012Validator(publish.json_schema()).iter_errors(tree))


def test_the_published_schema_is_up_to_date() -> None:
    assert publish.main(["--check"]) == 0


def test_the_hash_is_of_the_canonical_form_and_never_moves() -> None:
    assert contract_hash(WEEKLY) == "e4310254e6cb600f33a95ce02a832e1a0caad977488811693c2eccf2b3f0d132"


def test_the_canonical_form_reads_back_as_the_same_contract() -> None:
    assert parse_contract(canonical(DEMO_CONTRACT)) == DEMO_CONTRACT


def shuffled(tree: Any, draw: Any) -> Any:
    if isinstance(tree, dict):
        return {key: shuffled(tree[key], draw) for key in draw(st.permutations(list(tree)))}
    return [shuffled(item, draw) for item in tree] if isinstance(tree, list) else tree


@given(st.data(), st.sampled_from([None, 1, 4]))
def test_order_spacing_and_stated_defaults_do_not_change_the_hash(data: st.DataObject, indent: int | None) -> None:
    tree = put(document(), "impact", "")
    tree["outputs"][0]["form"]["maximum"] = 5.0
    text = json.dumps(shuffled(tree, data.draw), indent=indent)
    assert contract_hash(parse_contract(text.encode())) == contract_hash(DEMO_CONTRACT)


LEAVES = [
    ("name", "other"), ("recipient.role", "handler"), ("purpose", "CustomerCare"), ("words.zh", "别的"),
    ("outputs.0.steps.0.coverage_percent", 91), ("outputs.0.form.minimum", -5), ("cadence.entries", 5),
    ("retention.recipient_days", 91), ("expires", "2027-11-23"), ("sink.port", 444), ("sink.tls.ca_sha256", "1" * 64),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value"), LEAVES)
def test_any_change_is_another_contract(path: str, value: Any) -> None:
    assert contract_hash(parsed(put(document(), path, value))) != contract_hash(DEMO_CONTRACT)


junk_values = st.recursive(st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(), st.lists)
places = st.sampled_from(["inputs", "outputs.0.steps", "outputs.0.form", "cadence", "sink", "expires", "sink.port"])


@given(junk_values, places)
def test_no_document_does_anything_but_parse_or_be_refused(junk: Any, path: str) -> None:
    with pytest.raises(ContractInvalid):
        parsed(put(document(), path, junk))
