"""Whether the versions say what changed."""

from collections.abc import Iterable, Iterator

from schemas.evolution.change import Change, Effect
from schemas.registry import Registry


def undeclared(old: Registry, new: Registry, found: Iterable[Change]) -> Iterator[str]:
    """Give one line for every version that does not rise as its changes demand, with the fix."""
    gravest: dict[str, Change] = {}
    for change in found:
        owner = "" if _is_whole(change, new) else change.capability
        known = gravest.get(owner)
        if known is None or _rank(change.effect) > _rank(known.effect):
            gravest[owner] = change
    for capability, change in gravest.items():
        before, after = _version(old, capability), _version(new, capability)
        wanted = _wanted(before, change.effect)
        if after and before and after < wanted:
            name = capability or "the schema"
            shown = ".".join(map(str, wanted))
            yield f"{name} must be version {shown} or later: {change.place} {change.what} ({change.effect})"


def _is_whole(change: Change, new: Registry) -> bool:
    """Whether a capability went: only the schema's own version can declare that."""
    return change.capability not in new.capabilities


def _rank(effect: Effect) -> int:
    return tuple(Effect).index(effect)


def _version(registry: Registry, capability: str) -> tuple[int, int] | None:
    one = registry.capabilities.get(capability)
    if capability and one is None:
        return None
    major, minor, *_ = (one.version if one else registry.version).split(".")
    return int(major), int(minor)


def _wanted(before: tuple[int, int] | None, effect: Effect) -> tuple[int, int]:
    major, minor = before or (0, 0)
    if effect is Effect.BREAKING:
        return major + 1, 0
    return (major, minor + 1) if effect is Effect.ADDITIVE else (major, minor)
