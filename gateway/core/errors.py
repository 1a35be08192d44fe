"""What the core raises.

CoreError
├── AdapterBroke              the adapter author's: it raised, ended or passed its deadline
└── StoreError                the machine's: the disk or the key does not give back what was written
    ├── StoreDamaged          one stored block cannot be opened; the rest goes on without it
    └── DiskFailed            the disk is full, read-only or broken; once it is not, the same call succeeds

A device that is not there is a KeyError. Bad input from adapters is never raised: it becomes a fault of its device.
"""


class CoreError(Exception):
    """Root of the tree. `code` is stable; `retry` says whether the same call can succeed later."""

    code = "core"
    retry = False


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


class StoreDamaged(StoreError):  # noqa: N818
    """One stored block cannot be opened or read."""

    code = "store-damaged"

    def __init__(self, table: str, place: str) -> None:
        super().__init__(f"{table}: {place} cannot be read; it is left out")
        self.table = table
        self.place = place


class DiskFailed(StoreError):  # noqa: N818
    """Nothing can be written, or read, at present."""

    code = "disk-failed"
    retry = True

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason
