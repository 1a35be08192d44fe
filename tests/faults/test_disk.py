"""The disk that loses its power: what may be there after a cut, and what must."""

from random import Random

from tests.faults.disk import SECTOR, Disk
from tests.faults.tape import Operation


def did(what: str, path: str = "/d/f", at: int = 0, data: bytes = b"") -> Operation:
    return Operation(at_ns=0, what=what, path=path, at=at, data=data)


def disk(*operations: Operation) -> Disk:
    found = Disk()
    for one in operations:
        found.do(one)
    return found


def states(found: Disk) -> set[tuple[tuple[str, bytes], ...]]:
    return {tuple(sorted(found.torn(Random(seed)).items())) for seed in range(200)}  # noqa: S311


def test_what_is_synced_is_there() -> None:
    assert states(disk(did("write", data=b"abc"), did("synced"))) == {(("/d/f", b"abc"),)}


def test_what_is_not_synced_is_there_or_not_or_in_part() -> None:
    found = states(disk(did("write", data=b"a"), did("synced"), did("write", at=1, data=b"b" * SECTOR)))
    contents = {dict(one)["/d/f"] for one in found}
    assert {b"a", b"a" + b"b" * SECTOR} <= contents
    assert b"a" + b"b" * (SECTOR - 1) in contents, "the first of two sectors"
    assert b"a" + bytes(SECTOR - 1) + b"b" in contents, "the second without the first"


def test_a_later_write_may_overtake_an_earlier_one() -> None:
    found = states(disk(did("write", data=b"1" * SECTOR), did("write", at=SECTOR, data=b"2" * SECTOR)))
    assert (("/d/f", bytes(SECTOR) + b"2" * SECTOR),) in found


def test_a_name_is_sure_once_its_folder_is_synced() -> None:
    written = (did("write", "/d/new", data=b"x"), did("synced", "/d/new"), did("rename", "/d/new", data=b"/d/f"))
    assert states(disk(*written)) == {(("/d/f", b"x"),), (("/d/new", b"x"),)}
    assert states(disk(*written, did("folder", "/d"))) == {(("/d/f", b"x"),)}


def test_a_truncation_waits_like_a_write() -> None:
    found = states(disk(did("write", data=b"abc"), did("synced"), did("truncate", at=1)))
    assert found == {(("/d/f", b"abc"),), (("/d/f", b"a"),)}
