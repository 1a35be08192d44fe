"""Checks of what stands inside a list or an object; the rule names the part that breaks it."""

from collections.abc import Mapping

from schemas.value import Check, Value


def entries(whole: Check, one: Check) -> Check:
    """Check a list, then each of its entries."""

    def check(value: Value) -> str | None:
        rule = whole(value)
        if rule or not isinstance(value, list):
            return rule
        rules = ((index, one(entry)) for index, entry in enumerate(value))
        return next((f"entry {index} {rule}" for index, rule in rules if rule), None)

    return check


def fields(whole: Check, named: Mapping[str, Check], required: frozenset[str]) -> Check:
    """Check an object, then each of its fields; a field that may lack may also be null."""

    def check(value: Value) -> str | None:
        rule = whole(value)
        if rule or not isinstance(value, dict):
            return rule
        missing = required - value.keys()
        if missing:
            return f"must have {', '.join(sorted(missing))}"
        return next((rule for rule in (_field(named, key, one) for key, one in value.items()) if rule), None)

    return check


def _field(named: Mapping[str, Check], key: str, value: Value) -> str | None:
    check = named.get(key)
    if check is None:
        return f"must not have {key!r}; it has {', '.join(named)}"
    rule = check(value)
    return f"{key} {rule}" if rule else None
