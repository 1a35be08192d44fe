"""The live table: the home on the left, the door on the right."""

from typing import Any, Final

from rich.console import Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from gateway.demo.mirror import Mirror, Mirrored
from gateway.demo.script import Script

SHOWN_VALUES: Final = 3
SHOWN_LOG: Final = 8
HIDDEN: Final = ("/vendor/", "/deviceInformation/", "/deviceHealth/")


def frame(mirror: Mirror, script: Script, head: str) -> Group:
    """Make one picture."""
    table = Table("device", "values", "changes", expand=True, show_edge=False)
    for one in sorted(mirror.devices.values(), key=lambda d: str(d.about["name"])):
        name = Text(str(one.about["name"]), style="" if one.about["available"] else "dim strike")
        table.add_row(name, _values(one), str(one.changes))
    door = Panel("\n".join(script.log[-SHOWN_LOG:]) or "...", title=f"the way out: {script.phase}")
    counts = ", ".join(f"{n} {what}" for what, n in script.commands.items())
    return Group(Text(head), table, door, Text(f"{mirror.changes} changes seen; commands: {counts or 'none yet'}"))


def _values(one: Mirrored) -> str:
    shown = [(path, value) for path, value in one.values.items() if value is not None and not _is_hidden(path)]
    return "  ".join(f"{path.rsplit('/', 1)[1]}={_short(value)}" for path, value in shown[:SHOWN_VALUES])


def _is_hidden(path: str) -> bool:
    return any(part in path for part in HIDDEN)


def _short(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)
