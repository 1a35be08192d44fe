"""What docs/adapters/knx.md tells of the code."""

from collections import defaultdict
from typing import Final

from adapters.knx.protocol.datapoints import MAINS, TABLE
from adapters.knx.role import ETS_ROLES, ROLES, TYPES
from tests.docs.layout import table


def roles() -> str:
    """Tell every role, its usual type, and what it becomes."""

    def becomes(name: str) -> str:
        known = ROLES[name]
        found = dict.fromkeys(f"`{row.capability}.{row.name}`" for row in (*known.rows, *known.told))
        return ", ".join(found) or "vendor property"

    return table(
        ("role", "DPT", "becomes", "English", "中文"),
        ((f"`{name}`", one.dpt, becomes(name), one.en, one.zh) for name, one in ROLES.items()),
    )


def types() -> str:
    return ", ".join(f"`{name}`" for name in TYPES) + ".\n"


def ets() -> str:
    """Tell the roles of ETS."""
    return table(("role in ETS", "role here"), ((f"`{name}`", f"`{ours}`") for name, ours in ETS_ROLES.items()))


def datapoints() -> str:
    """Tell every datapoint type, one line a main type."""
    subs: dict[int, list[str]] = defaultdict(list)
    for one in sorted(TABLE.values(), key=lambda one: (one.main, one.sub or 0)):
        subs[one.main].append(f"{one.name} {one.en}{f' ({one.unit})' if one.unit else ''}")
    return table(
        ("main", "form", "subtypes"),
        ((str(main), MAINS[main].en, "; ".join(names)) for main, names in subs.items()),
    )


TABLES: Final = {"roles": roles, "types": types, "ets": ets, "datapoints": datapoints}
