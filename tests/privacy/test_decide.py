import copy
import pickle
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy.consent import Consent, Withdrawal, day_start_ms, ends, goes_abroad, json_ld, separate_needed
from privacy.decide import Decision, Standing, Veto, decide
from privacy.document import contract_hash
from privacy.entry import Entry
from privacy.envelope import EnvelopeRefused
from privacy.errors import ReleasedForbidden
from privacy.released import Released, release
from tests.privacy.samples import DEMO_CONTRACT, compiled, with_recipient

TABLE = compiled()
GIVEN = day_start_ms("2026-12-01")
NOW = GIVEN + 1000
CONSENT = Consent(id="c" * 32, contract=TABLE.hash, key_id="k", given_at_ms=GIVEN)
YES = Standing(consents=(CONSENT,), approved=frozenset({CONSENT.id}))
SLOT = NOW // 300_000 + 1
ENTRIES = (Entry(window=SLOT * 300 // 900 - 1, values=(1, None)),)


def test_with_an_approved_consent_it_is_permitted() -> None:
    assert decide(TABLE, YES, NOW) == Decision(permitted=True, consents=(CONSENT.id,))


@pytest.mark.parametrize(
    ("standing", "now", "reason"),
    [
        (Standing(), NOW, "no-consent"),
        (YES, None, "clock-unset"),
        (YES, day_start_ms("2027-11-22"), "expired"),
        (YES, GIVEN - 1, "consent-from-the-future"),
        (replace(YES, approved=frozenset()), NOW, "unapproved"),
        (replace(YES, withdrawals=(Withdrawal(contract=TABLE.hash, at_ms=NOW),)), NOW, "withdrawn"),
        (replace(YES, withdrawals=(Withdrawal(contract=TABLE.hash, consent=CONSENT.id, at_ms=0),)), NOW, "withdrawn"),
        (replace(YES, vetoes=(Veto(contract=TABLE.hash, key_id="other", at_ms=0),)), NOW, "vetoed"),
        (replace(YES, consents=(replace(CONSENT, until="2026-12-01"),)), NOW, "consent-ended"),
        (replace(YES, consents=(replace(CONSENT, until="whenever"),)), NOW, "consent-ended"),
        (replace(YES, consents=(replace(CONSENT, contract="0" * 64),)), NOW, "no-consent"),
    ],
)
def test_every_other_standing_is_denied_with_its_reason(standing: Standing, now: int | None, reason: str) -> None:
    decision = decide(TABLE, standing, now)
    assert not decision.permitted
    assert decision.reasons == (reason,)
    assert decision.consents == ()


def test_the_last_millisecond_before_the_expiry_is_still_good() -> None:
    assert decide(TABLE, YES, day_start_ms("2027-11-22") - 1).permitted


def test_a_changed_contract_has_no_consent() -> None:
    changed = compiled(replace(DEMO_CONTRACT, name="changed"))
    assert decide(changed, YES, NOW).reasons == ("no-consent",)


def test_a_withdrawal_of_another_contract_ends_nothing() -> None:
    assert not ends(Withdrawal(contract="0" * 64, at_ms=NOW), CONSENT)
    assert not ends(Withdrawal(contract=TABLE.hash, consent="d" * 32, at_ms=NOW), CONSENT)


def test_a_consent_of_the_same_moment_as_the_withdrawal_is_ended() -> None:
    assert ends(Withdrawal(contract=TABLE.hash, at_ms=GIVEN), CONSENT)
    assert not ends(Withdrawal(contract=TABLE.hash, at_ms=GIVEN - 1), CONSENT)


def test_consent_can_be_given_anew_after_a_withdrawal() -> None:
    again = replace(CONSENT, id="e" * 32, given_at_ms=NOW + 1)
    standing = Standing(
        consents=(CONSENT, again),
        approved=frozenset({CONSENT.id, again.id}),
        withdrawals=(Withdrawal(contract=TABLE.hash, at_ms=NOW),),
    )
    assert decide(TABLE, standing, NOW + 2).consents == (again.id,)


def test_another_handler_and_another_country_need_separate_consent() -> None:
    table = compiled(with_recipient(DEMO_CONTRACT, role="handler", countries_of_storage=("CN", "SG")))
    assert goes_abroad(table.contract)
    assert separate_needed(table) == {"handler", "abroad"}
    consent = replace(CONSENT, contract=table.hash, separate=("abroad",))
    standing = replace(YES, consents=(consent,))
    assert decide(table, standing, NOW).reasons == ("separate-consent-missing",)
    second = replace(consent, id="d" * 32, separate=("handler",))
    both = Standing(consents=(consent, second), approved=frozenset({consent.id, second.id}))
    assert decide(table, both, NOW).permitted


consents = st.builds(
    Consent,
    id=st.sampled_from(["a" * 32, "b" * 32]),
    contract=st.sampled_from([TABLE.hash, "0" * 64]),
    key_id=st.just("k"),
    given_at_ms=st.integers(GIVEN - 5, GIVEN + 5),
    until=st.sampled_from(["", "2026-11-30", "2027-01-01", "?"]),
)
withdrawals = st.builds(
    Withdrawal,
    contract=st.sampled_from([TABLE.hash, "0" * 64]),
    at_ms=st.integers(GIVEN - 5, GIVEN + 5),
    consent=st.sampled_from(["", "a" * 32, "b" * 32]),
)
vetoes = st.builds(Veto, contract=st.sampled_from([TABLE.hash, "0" * 64]), key_id=st.just("k"), at_ms=st.just(0))
standings = st.builds(
    Standing,
    consents=st.lists(consents, max_size=3).map(tuple),
    approved=st.frozensets(st.sampled_from(["a" * 32, "b" * 32])),
    withdrawals=st.lists(withdrawals, max_size=2).map(tuple),
    vetoes=st.lists(vetoes, max_size=1).map(tuple),
)
moments = st.none() | st.integers(GIVEN - 10, GIVEN + 10)


def naive(standing: Standing, now: int | None) -> bool:
    """The same rules, as one sentence."""
    return (
        now is not None
        and not any(v.contract == TABLE.hash for v in standing.vetoes)
        and any(
            c.contract == TABLE.hash
            and c.id in standing.approved
            and c.given_at_ms <= now
            and c.until in ("", "2027-01-01")
            and not any(
                w.contract == TABLE.hash and (w.consent == c.id or (w.consent == "" and c.given_at_ms <= w.at_ms))
                for w in standing.withdrawals
            )
            for c in standing.consents
        )
    )


@given(standings, moments)
def test_it_is_total_and_denies_by_default(standing: Standing, now: int | None) -> None:
    decision = decide(TABLE, standing, now)
    assert decision.permitted == naive(standing, now)
    assert bool(decision.reasons) != decision.permitted
    assert bool(decision.consents) == decision.permitted


@given(standings, moments, withdrawals, vetoes)
def test_a_forbid_never_allows_more(standing: Standing, now: int | None, gone: Withdrawal, veto: Veto) -> None:
    before = decide(TABLE, standing, now).permitted
    more = replace(standing, withdrawals=(*standing.withdrawals, gone), vetoes=(*standing.vetoes, veto))
    assert before or not decide(TABLE, more, now).permitted


def test_a_permitted_decision_makes_released() -> None:
    released = release(TABLE, YES, NOW, SLOT, ENTRIES)
    assert isinstance(released, Released)
    assert (released.contract, released.slot, released.entries) == (TABLE.hash, SLOT, ENTRIES)
    assert released == release(TABLE, YES, NOW, SLOT, ENTRIES)
    assert len({released, release(TABLE, YES, NOW, SLOT, ENTRIES)}) == 1
    assert released != ENTRIES


def test_a_denied_one_makes_none() -> None:
    assert release(TABLE, Standing(), NOW, SLOT, ENTRIES) == Decision(permitted=False, reasons=("no-consent",))


def test_consent_does_not_let_undeclared_values_through() -> None:
    with pytest.raises(EnvelopeRefused):
        release(TABLE, YES, NOW, SLOT, (replace(ENTRIES[0], values=(101, None)),))


def test_nobody_else_makes_or_changes_a_released() -> None:
    with pytest.raises(ReleasedForbidden):
        Released(object(), TABLE.hash, SLOT, ENTRIES)
    released = release(TABLE, YES, NOW, SLOT, ENTRIES)
    assert isinstance(released, Released)
    for attack in (
        lambda: setattr(released, "entries", ()),
        lambda: delattr(released, "slot"),
        lambda: pickle.dumps(released),
        lambda: copy.copy(released),
    ):
        with pytest.raises(ReleasedForbidden):
            attack()
    assert "entries=1" in repr(released)


def test_the_record_of_consent_is_json_ld() -> None:
    record = json_ld(CONSENT, DEMO_CONTRACT)
    assert record["@type"] == "dpv:ConsentRecord"
    assert record["dpv:hasConsentStatus"] == "dpv:ConsentGiven"
    assert record["dpv:hasNotice"] == f"urn:sha256:{contract_hash(DEMO_CONTRACT)}"
    assert record["dpv:hasActivity"][0]["dct:date"] == "2026-12-01T00:00:00Z"
    ended = json_ld(CONSENT, DEMO_CONTRACT, (Withdrawal(contract=TABLE.hash, at_ms=NOW),))
    assert ended["dpv:hasConsentStatus"] == "dpv:ConsentWithdrawn"
