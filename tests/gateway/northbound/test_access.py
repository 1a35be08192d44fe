from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from gateway.core.storage import Database
from gateway.northbound.access import CLAIM_TRIES, AccessError, AccessStore
from gateway.northbound.scope import FarEnd, Scope, View, levels_of
from schemas.vocabulary import Sensitivity
from tests.gateway.northbound.running import running


@asynccontextmanager
async def opened(tmp_path: Path) -> AsyncIterator[AccessStore]:
    async with (
        Database(tmp_path / "trust.db", migrations="trust", synchronous="FULL") as database,
        AccessStore(database) as access,
    ):
        yield access


async def test_a_token_outlives_a_restart_and_is_nowhere_in_the_file(tmp_path: Path) -> None:
    async with opened(tmp_path) as access:
        grant, secret = await access.create(
            "panel", FarEnd.LOCAL_SYSTEM, [Scope.READ], devices=["d_x"], rooms=["Study"], now_ms=5
        )
        name = access.instance
    async with opened(tmp_path) as access:
        assert access.find(secret) == grant
        assert access.find(secret + "x") is None
        assert access.instance == name
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert secret.encode() not in stored
    assert secret.removeprefix("hutong_").encode() not in stored


async def test_a_revoked_token_is_gone_at_once_and_for_good(tmp_path: Path) -> None:
    changed: list[str] = []
    async with opened(tmp_path) as access:
        access.on_changed(changed.append)
        grant, secret = await access.create("panel", FarEnd.PERSON, [Scope.READ])
        await access.revoke(grant.id)
        assert access.find(secret) is None
        assert changed == [grant.id]
        with pytest.raises(LookupError):
            await access.revoke(grant.id)
    async with opened(tmp_path) as access:
        assert access.find(secret) is None


async def test_the_last_administrator_stays(tmp_path: Path) -> None:
    async with opened(tmp_path) as access:
        first, _ = await access.create("a", FarEnd.PERSON, [Scope.ADMIN])
        with pytest.raises(AccessError, match="last administrator"):
            await access.revoke(first.id)
        await access.create("b", FarEnd.PERSON, [Scope.ADMIN])
        await access.revoke(first.id)
        assert access.is_claimed


@pytest.mark.parametrize(
    ("far_end", "scopes", "limited"),
    [
        (FarEnd.CLOUD_LINKED, [Scope.READ], False),
        (FarEnd.PERSON, [], False),
        (FarEnd.PERSON, [Scope.READ_SPECIAL], False),
        (FarEnd.PERSON, [Scope.ADMIN], True),
        (FarEnd.LOCAL_SYSTEM, [Scope.METRICS], True),
    ],
)
async def test_a_token_that_makes_no_sense(
    tmp_path: Path, far_end: FarEnd, scopes: list[Scope], *, limited: bool
) -> None:
    async with opened(tmp_path) as access:
        with pytest.raises(AccessError):
            await access.create("x", far_end, scopes, rooms=["Study"] if limited else None)
        assert access.grants() == ()


async def test_a_claim_works_once(tmp_path: Path) -> None:
    async with opened(tmp_path) as access:
        code = await access.open_first_claim()
        assert code is not None
        grant, secret = await access.claim(code.replace("-", " ").lower(), "phone")
        assert grant.scopes == frozenset(Scope)
        assert access.find(secret) == grant
        with pytest.raises(AccessError) as caught:
            await access.claim(code, "thief")
        assert caught.value.code == "claim-closed"
        assert await access.open_first_claim() is None
    assert code.replace("-", "").encode() not in (tmp_path / "trust.db").read_bytes()


async def test_ten_wrong_codes_lock_even_the_right_one_until_restart(tmp_path: Path) -> None:
    async with opened(tmp_path) as access:
        code = await access.open_first_claim()
        assert code is not None
        for _ in range(CLAIM_TRIES):
            with pytest.raises(AccessError) as caught:
                await access.claim("AAAA-AAAA-AAAA-AAAA", "thief")
            assert caught.value.code == "claim-wrong"
        with pytest.raises(AccessError) as caught:
            await access.claim(code, "late")
        assert caught.value.code == "claim-locked"
        assert not access.is_claimed
    async with opened(tmp_path) as access:
        fresh = await access.open_first_claim()
        assert fresh is not None
        assert fresh != code
        await access.claim(fresh, "phone")


async def test_the_tenth_try_may_still_be_right(tmp_path: Path) -> None:
    async with opened(tmp_path) as access:
        code = await access.open_claim()
        for _ in range(CLAIM_TRIES - 1):
            with pytest.raises(AccessError):
                await access.claim("AAAA", "thief")
        await access.claim(code, "phone")


def test_each_level_needs_its_own_scope() -> None:
    for level in Sensitivity:
        alone = {Scope.READ} if level <= Sensitivity.HOUSEHOLD else {Scope.READ, Scope(f"read:{level.name.lower()}")}
        view = View(levels=levels_of(alone))
        opened_levels = {other for other in Sensitivity if view.reads(other)}
        assert opened_levels == {Sensitivity.PUBLIC, Sensitivity.HOUSEHOLD, level}
    assert levels_of([Scope.ADMIN, Scope.CONTROL, Scope.METRICS]) == 0


@pytest.mark.network
async def test_claim_over_the_wire(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        code = await it.access.open_first_claim()
        wrong = await it.ask("POST", "/claim", json={"code": "nonsense", "name": "me"})
        assert (wrong.status, wrong.code) == (403, "claim-wrong")
        right = await it.ask("POST", "/claim", json={"code": code, "name": "me"})
        assert right.status == 201
        admin = right.body["token"]
        wish = {"name": "panel", "far_end": "local-system", "scopes": ["read", "read:behaviour"]}
        made = await it.ask("POST", "/tokens", admin, json=wish)
        assert made.status == 201
        listed = await it.ask("GET", "/tokens", admin)
        assert {token["name"] for token in listed.body["tokens"]} == {"me", "panel"}
        assert made.body["token"] not in str(listed.body)
        assert (await it.ask("DELETE", f"/tokens/{made.body['id']}", admin)).status == 204
        assert (await it.ask("GET", "/home", made.body["token"])).status == 401
        assert (await it.ask("DELETE", f"/tokens/{right.body['id']}", admin)).status == 409
        again = await it.ask("POST", "/claim/codes", admin)
        assert (await it.ask("POST", "/claim", json={"code": again.body["code"], "name": "other"})).status == 201


@pytest.mark.network
async def test_nobody_hands_on_a_reading_scope_they_lack(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        admin = await it.token(Scope.ADMIN, Scope.READ)
        wish = {"name": "x", "far_end": "person", "scopes": ["read", "read:special"]}
        reply = await it.ask("POST", "/tokens", admin, json=wish)
        assert (reply.status, reply.code) == (403, "scope-missing")
        assert (await it.ask("POST", "/claim/codes", admin)).status == 403


@pytest.mark.network
async def test_wrong_tokens_are_slowed_down_and_right_ones_are_not(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        right = await it.token(Scope.READ)
        statuses = [(await it.ask("GET", "/home", "hutong_wrong")).status for _ in range(12)]
        assert statuses == [401] * 10 + [429] * 2
        assert (await it.ask("GET", "/home", right)).status == 200
        reply = await it.ask("GET", "/home", "hutong_wrong")
        assert int(reply.headers["Retry-After"]) >= 1
        await it.clock.advance(6.5)
        assert (await it.ask("GET", "/home", "hutong_wrong")).status == 401


async def test_a_used_claim_code_is_told_of_once(tmp_path: Path) -> None:
    told: list[str] = []
    async with (
        Database(tmp_path / "trust.db", migrations="trust", synchronous="FULL") as db,
        AccessStore(db) as access,
    ):
        access.on_claimed(lambda: told.append("claimed"))
        code = await access.open_claim()
        with pytest.raises(AccessError):
            await access.claim("AAAA-AAAA-AAAA-AAAA", "stranger")
        assert told == []
        await access.claim(code, "owner")
        assert told == ["claimed"]
