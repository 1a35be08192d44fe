"""The power goes at boundaries of writes: what was answered is there, and the product opens what it finds."""

import secrets

import pytest

from tests.faults.cuts import Tally, run

pytestmark = [pytest.mark.network, pytest.mark.broker]


def holds(tally: Tally, cuts: int) -> None:
    told = tally.document()
    assert (told["cuts"], told["losses"], told["crashes"]) == (cuts, 0, 0), told
    assert told["syncs"] > 100


async def test_sixty_cuts() -> None:
    holds(await run(60, secrets.randbelow(10_000), 2, lives=1), 60)


@pytest.mark.long
@pytest.mark.timeout(900)
async def test_a_thousand_cuts() -> None:
    holds(await run(1000, secrets.randbelow(10_000), 15), 1000)
