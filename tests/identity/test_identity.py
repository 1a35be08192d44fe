"""Whatever happens to a device or the gateway: the same ids, rooms and names, north as well as inside."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.identity.house import BLIND, FIRST, LAMP, PLUG, SECOND, House, copied, grown, house

pytestmark = pytest.mark.network

Story = Callable[[House], Awaitable[None]]
STORIES: dict[str, Story] = {}


def story(told: Story) -> Story:
    STORIES[told.__name__.replace("_", " ").strip()] = told
    return told


@story
async def a_restart(h: House) -> None:
    await h.restart()
    await h.describe()


@story
async def a_kill(h: House) -> None:
    await h.restart(kill=True)
    await h.describe()


@story
async def three_restarts_in_a_row(h: House) -> None:
    for _ in range(3):
        await h.restart(kill=True)
    await h.describe()


@story
async def a_late_start_of_the_adapters(h: House) -> None:
    await h.restart()
    await h.it.advance(3600)
    await h.describe()


@story
async def adapters_that_say_nothing(h: House) -> None:
    await h.restart()


@story
async def another_order(h: House) -> None:
    await h.restart()
    await h.describe(PLUG)
    await h.describe(BLIND)
    await h.describe(LAMP)


@story
async def an_adapter_that_starts_again(h: House) -> None:
    h.it.adapter.entered = False
    h.it.home.restart_adapter(FIRST)
    while not h.it.adapter.entered:  # its pause is drawn by chance
        await h.it.advance(1)
    await h.describe()


@story
async def pairing_anew(h: House) -> None:
    await h.remove(LAMP)
    await h.describe(LAMP)


@story
async def pairing_anew_after_a_restart(h: House) -> None:
    await h.remove(LAMP)
    await h.restart()
    assert (FIRST, LAMP) not in h.ids()
    await h.describe()


@story
async def removal_and_return_after_a_year(h: House) -> None:
    await h.remove(LAMP)
    await h.restart(away_s=365 * 86_400)
    await h.describe(BLIND, PLUG)
    await h.restart(kill=True)
    await h.describe()


@story
async def an_adapter_switched_off_for_a_while(h: House) -> None:
    await h.restart(FIRST)
    assert (SECOND, LAMP) not in h.ids()
    await h.restart()
    await h.describe()


@story
async def an_update_of_the_firmware(h: House) -> None:
    await h.describe(LAMP, changed=grown())


@story
async def a_restore_from_a_copy(h: House) -> None:
    await h.close()
    h.folder = copied(h.folder, h.folder.with_name("copy"))
    await h.open()
    await h.describe()


@story
async def a_restore_from_an_older_copy(h: House) -> None:
    await h.close()
    old = copied(h.folder, h.folder.with_name("copy"))
    await h.open()
    await h.describe("new since")
    await h.it.home.rename(h.id(BLIND), "Named since")
    await h.close()
    h.folder = old
    await h.open()
    await h.describe()


@pytest.mark.parametrize("told", STORIES.values(), ids=STORIES)
async def test_everything_is_known_by_the_same_id(tmp_path: Path, told: Story) -> None:
    async with house(tmp_path / "state") as h:
        before = await h.seen()
        assert len(before.ids) == len(set(before.ids.values())) == 3
        assert before.names == before.stream
        assert before.allowed == before.in_room == {h.id(LAMP)}
        await told(h)
        assert await h.seen() == before


async def test_renaming_changes_the_name_and_nothing_else(tmp_path: Path) -> None:
    async with house(tmp_path / "state") as h:
        before, lamp = await h.seen(), h.id(LAMP)
        reply = await h.api.ask("PATCH", f"/devices/{lamp}", h.admin, json={"name": "Night lamp"})
        assert (reply.status, reply.body["id"]) == (200, lamp)
        named = before.names | {lamp: ("Night lamp", "书房")}
        for _ in range(2):
            assert await h.seen() == replace(before, names=named, stream=named)
            await h.restart(kill=True)
            await h.describe()


async def test_renaming_a_room_takes_its_devices_and_tokens_along(tmp_path: Path) -> None:
    async with house(tmp_path / "state") as h:
        before, lamp = await h.seen(), h.id(LAMP)
        assert (await h.api.ask("PATCH", "/rooms/书房", h.admin, json={"name": "客厅"})).status == 200
        placed = before.names | {lamp: ("Reading lamp", "客厅")}
        await h.restart(kill=True)
        await h.describe()
        assert await h.seen() == replace(before, names=placed, stream=placed)


async def test_a_name_of_the_maker_that_changes_is_shown_where_the_resident_gave_none(tmp_path: Path) -> None:
    async with house(tmp_path / "state") as h:
        before, blind = await h.seen(), h.id(BLIND)
        await h.describe(BLIND, changed=grown(BLIND))
        named = before.names | {blind: ("Lamp Pro", "")}
        assert await h.seen() == replace(before, names=named, stream=named)


async def test_what_was_new_since_the_copy_gets_an_id_that_nobody_has(tmp_path: Path) -> None:
    async with house(tmp_path / "state") as h:
        await h.close()
        old = copied(h.folder, tmp_path / "copy")
        await h.open()
        await h.describe("new since")
        lost = h.id("new since")
        await h.close()
        h.folder = old
        await h.open()
        await h.describe()
        before = h.ids()
        await h.describe("new since")
        assert h.id("new since") not in {lost, *before.values()}
        assert before.items() < h.ids().items()


async def test_an_instance_under_another_name_is_another_adapter_until_it_has_its_name_again(tmp_path: Path) -> None:
    """The name in the configuration is half of what an id belongs to."""
    async with house(tmp_path / "state") as h:
        before = await h.seen()
        h.second = "annex"
        await h.restart()
        await h.describe()
        assert (SECOND, LAMP) not in h.ids()
        assert h.id(LAMP, "annex") not in before.ids.values()
        h.second = SECOND
        await h.restart()
        await h.describe()
        assert await h.seen() == before
