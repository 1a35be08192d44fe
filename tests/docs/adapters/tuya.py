"""What docs/adapters/tuya.md tells of the code."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from adapters.tuya.mapping import ARGUMENTS, COMMANDS, MEANINGS
from tests.docs.layout import table


def rows() -> str:
    """Tell every property and command that a code becomes."""

    def found() -> Iterator[tuple[str, ...]]:
        codes: dict[str, dict[str, None]] = defaultdict(dict)
        for one in MEANINGS:
            within = f" ({', '.join(sorted(one.within))})" if one.within else ""
            codes[f"`{one.row.capability}.{one.row.name}`"][f"{one.code}{within}"] = None
        commands = {code: [to for _, _, to in offers] for code, offers in COMMANDS.items()}
        for code, offered in (*commands.items(), *((code, [to]) for code, (to, _) in ARGUMENTS.items())):
            for to in offered:
                codes[f"command `{to}`"][code] = None
        for to in sorted(codes):
            yield to, ", ".join(codes[to])

    return table(("what", "codes (of these categories only)"), found())


TABLES: Final = {"rows": rows}
