import re
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.core import registry
from gateway.core.registry import DeviceRegistry, Full, Identity, new_id


@dataclass
class Shelf:
    """What is on disk."""

    kept: dict[str, Identity] = field(default_factory=dict)
    is_full: bool = False

    async def save_identity(self, identity: Identity) -> None:
        if self.is_full:
            raise OSError("the disk is full")
        self.kept[identity.id] = identity


ACTIONS = st.lists(
    st.tuples(st.sampled_from(["admit", "remove", "rename", "restart"]), st.sampled_from("ab"), st.sampled_from("xyz")),
    max_size=30,
)


@given(ACTIONS)
async def test_an_id_belongs_to_one_key_for_ever(actions: list[tuple[str, str, str]]) -> None:
    shelf = Shelf()
    known = DeviceRegistry(shelf)
    ids: dict[tuple[str, str], str] = {}
    for action, adapter, key in actions:
        if action == "restart":
            known = DeviceRegistry(shelf)
            known.load(shelf.kept.values())
        elif action == "admit":
            identity = await known.admit(adapter, key)
            assert ids.setdefault((adapter, key), identity.id) == identity.id
            assert shelf.kept[identity.id] == identity  # on disk before anybody hears of it
            assert not identity.removed
        elif (adapter, key) in ids:
            one = ids[adapter, key]
            await (known.remove(one) if action == "remove" else known.rename(one, "mine"))
    assert len(set(ids.values())) == len(ids) == len(known) == len(shelf.kept)


def test_ids_have_their_form() -> None:
    made = {new_id() for _ in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(r"d_[a-z2-7]{16}", one) for one in made)


async def test_an_id_is_never_given_twice() -> None:
    ids = iter(["d_1", "d_1", "d_2"])
    known = DeviceRegistry(Shelf(), lambda: next(ids))
    assert [(await known.admit("a", key)).id for key in ("x", "y")] == ["d_1", "d_2"]


async def test_a_flood_of_devices_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "MOST_DEVICES", 2)
    known = DeviceRegistry(Shelf())
    await known.admit("a", "1")
    await known.admit("a", "2")
    with pytest.raises(Full):
        await known.admit("a", "3")
    assert (await known.admit("a", "1")).key == "1"


async def test_a_change_that_cannot_be_written_does_not_come_in_with_the_next() -> None:
    shelf = Shelf()
    known = DeviceRegistry(shelf)
    lamp = await known.admit("home", "lamp")
    shelf.is_full = True
    with pytest.raises(OSError, match="full"):
        await known.rename(lamp.id, "Refused")
    shelf.is_full = False
    await known.place(lamp.id, "Kitchen")
    assert (shelf.kept[lamp.id].name, shelf.kept[lamp.id].room) == ("", "Kitchen")
