"""What the core raises.

CoreError
├── ConfigError               the resident's: a configuration that cannot run
│   └── UnknownAdapter        no installed distribution offers this adapter type
├── AdapterBroke              the adapter author's: it raised, ended or passed its deadline
└── StoreError                the machine's: the disk or the key does not give back what was written
    └── StoreDamaged          one stored block cannot be opened; the rest goes on without it

A device that is not there is a KeyError. Bad input from adapters is never raised: it becomes a fault of its device.
"""


class CoreError(Exception):
    """Root of the tree. `code` is stable; `retry` says whether the same call can succeed later."""

    code = "core"
    retry = False


class ConfigError(CoreError):
    """A configuration that cannot run; the text names the key and the fix."""

    code = "config"


class UnknownAdapter(ConfigError):  # noqa: N818
    """No installed distribution offers this adapter type."""

    code = "unknown-adapter"

    def __init__(self, kind: str, installed: tuple[str, ...]) -> None:
        offered = ", ".join(installed) or "none"
        super().__init__(f"no adapter type {kind!r} is installed; installed are: {offered}")
        self.kind = kind
        self.installed = installed


class AdapterBroke(CoreError):  # noqa: N818
    """An adapter raised, ended by itself or passed a deadline; the supervisor starts it again."""

    code = "adapter-broke"
    retry = True

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(reason)
        self.name = name
        self.reason = reason


class StoreError(CoreError):
    """The disk does not give back what was written."""

    code = "store"


class StoreDamaged(StoreError):
    """One stored block cannot be opened or read."""

    code = "store-damaged"

    def __init__(self, table: str, place: str) -> None:
        super().__init__(f"{table}: {place} cannot be read; it is left out")
        self.table = table
        self.place = place
