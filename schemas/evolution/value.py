"""Differences of what values are allowed: of a property, an argument, a field, an entry of a list."""

from collections.abc import Iterator

from schemas.evolution.change import Change, Effect
from schemas.registry import Spec


def of_value(place: str, old: Spec, new: Spec) -> Iterator[Change]:
    """Give every difference of kind, unit, range, members and parts."""
    if old.kind is not new.kind:
        yield _breaks(place, f"kind {old.kind} became {new.kind}")
        return
    if old.unit != new.unit:
        yield _breaks(place, f"unit {old.unit or 'none'} became {new.unit or 'none'}")
    yield from _range(place, old, new)
    yield from _step(place, old, new)
    yield from _members(place, old, new)
    yield from _parts(place, old, new)
    if (old.zh, old.en, old.about) != (new.zh, new.en, new.about):
        yield Change(place=place, effect=Effect.TEXT, what="its texts changed")


def _breaks(place: str, what: str) -> Change:
    return Change(place=place, effect=Effect.BREAKING, what=what)


def _adds(place: str, what: str) -> Change:
    return Change(place=place, effect=Effect.ADDITIVE, what=what)


def _range(place: str, old: Spec, new: Spec) -> Iterator[Change]:
    for name, before, after, falls in (
        ("minimum", old.minimum, new.minimum, True),
        ("maximum", old.maximum, new.maximum, False),
        ("max_length", old.max_length, new.max_length, False),
    ):
        if before == after:
            continue
        wider = after is None or (before is not None and (after < before) is falls)
        what = f"{name} {_limit(before)} became {_limit(after)}"
        yield _adds(place, what) if wider else _breaks(place, what)


def _limit(limit: float | None) -> str:
    return "none" if limit is None else f"{limit:g}"


def _step(place: str, old: Spec, new: Spec) -> Iterator[Change]:
    if old.step == new.step:
        return
    coarser = new.step is not None and (old.step is None or new.step > old.step)
    what = f"step {_limit(old.step)} became {_limit(new.step)}"
    yield _breaks(place, what) if coarser else _adds(place, what)


def _members(place: str, old: Spec, new: Spec) -> Iterator[Change]:
    before, after = old.values or (), new.values or ()
    for gone in (one for one in before if one not in after):
        yield _breaks(place, f"value {gone} is gone")
    for more in (one for one in after if one not in before):
        yield _adds(place, f"value {more} is new")
    if before == after and old.texts != new.texts:
        yield Change(place=place, effect=Effect.TEXT, what="the texts of its values changed")


def _parts(place: str, old: Spec, new: Spec) -> Iterator[Change]:
    if old.item is not None and new.item is not None:
        yield from of_value(f"{place}[]", old.item, new.item)
    elif old.item is not new.item:
        yield (
            _adds(place, "its entries may be anything now")
            if new.item is None
            else _breaks(place, "its entries are of one kind now")
        )
    yield from of_fields(place, old.fields, new.fields, frozenset(old.required), frozenset(new.required))


def of_fields(
    place: str, old: tuple[Spec, ...], new: tuple[Spec, ...], needed: frozenset[str], needs: frozenset[str]
) -> Iterator[Change]:
    """Compare fields or arguments by name; what must be there now, and did not have to, breaks."""
    before, after = {one.name: one for one in old}, {one.name: one for one in new}
    for name in before.keys() - after.keys():
        yield _breaks(place, f"{name} is gone")
    for name, one in after.items():
        if name not in before:
            yield _breaks(place, f"{name} is new and required") if name in needs else _adds(place, f"{name} is new")
            continue
        yield from of_value(f"{place}.{name}", before[name], one)
        if (name in needed) is not (name in needs):
            yield _breaks(place, f"{name} is required now") if name in needs else _adds(place, f"{name} may lack now")
