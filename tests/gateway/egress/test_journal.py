"""The slot journal: what a kill leaves behind at each point of a slot, torn tails, damage, compaction."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from gateway.egress import journal as module
from gateway.egress.errors import JournalError
from gateway.egress.journal import Journal, WindowMark, parse

CONTRACT = "c" * 64
MARKS = (WindowMark(window=7, sha256="a" * 64), WindowMark(window=8, sha256="b" * 64))


class Killed(BaseException):
    """The process ends here."""


def journal(path: Path, fsync: Callable[[int], None] = os.fsync) -> Journal:
    return Journal(path / "journal", now_ms=lambda: 1_800_000_000_000, fsync=fsync)


async def open_one(j: Journal, slot: int, marks: tuple[WindowMark, ...] = ()) -> None:
    kind = "envelope" if marks else "dummy"
    await j.open_slot(CONTRACT, slot, kind=kind, sha256="d" * 64, size=1100, marks=marks)  # type: ignore[arg-type]


async def one_slot(j: Journal, slot: int, marks: tuple[WindowMark, ...] = ()) -> None:
    await open_one(j, slot, marks)
    await j.close_slot(CONTRACT, result="delivered", sent_bytes=1100, reason="")


async def test_a_slot_is_never_opened_twice_even_after_a_restart(tmp_path: Path) -> None:
    async with journal(tmp_path) as j:
        await one_slot(j, 5)
        with pytest.raises(JournalError):
            await open_one(j, 5)
        with pytest.raises(JournalError):
            await open_one(j, 4)
    async with journal(tmp_path) as j:
        with pytest.raises(JournalError):
            await open_one(j, 5)
        await one_slot(j, 6)
        assert [e.told().slot for e in j.entries(0, 10)] == [5, 6]


async def test_a_kill_between_send_and_acknowledgement_is_marked_unknown(tmp_path: Path) -> None:
    async with journal(tmp_path) as j:
        await open_one(j, 5, MARKS)
    async with journal(tmp_path) as j:
        assert j.uncertain == 1
        (entry,) = j.entries(0, 10)
        assert (entry.told().result, entry.told().kind, entry.told().bytes) == ("unknown", "envelope", 1100)
        assert j.progress(CONTRACT).pending == {7: "a" * 64, 8: "b" * 64}
        assert j.progress(CONTRACT).confirmed == -1
    async with journal(tmp_path) as j:
        assert j.uncertain == 0, "marked once, not at each start"
        assert len(j.entries(0, 10)) == 1


@pytest.mark.parametrize("survives", [True, False], ids=["record reached the disk", "record was lost"])
@pytest.mark.parametrize("kill_at", range(1, 9))
async def test_killed_at_each_fsync_no_slot_is_sent_twice_unmarked(
    tmp_path: Path, kill_at: int, *, survives: bool
) -> None:
    """A send happens exactly between `open_slot` and `close_slot`; four slots are tried across the kill."""
    sends: list[int] = []
    calls = 0
    synced = 0

    def fsync(fd: int) -> None:
        nonlocal calls, synced
        calls += 1
        if calls == kill_at:
            if not survives:
                os.ftruncate(fd, synced)
            raise Killed
        os.fsync(fd)
        synced = os.fstat(fd).st_size

    async def run(slots: range, fsync: Callable[[int], None]) -> None:
        async with journal(tmp_path, fsync) as j:
            for slot in slots:
                if slot <= j.progress(CONTRACT).slot:
                    continue
                await open_one(j, slot, (WindowMark(window=slot, sha256="e" * 64),))
                sends.append(slot)
                await j.close_slot(CONTRACT, result="delivered", sent_bytes=1100, reason="")

    with pytest.raises(Killed):
        await run(range(1, 5), fsync)
    await run(range(1, 5), os.fsync)
    async with journal(tmp_path) as j:
        results = {e.opened.slot: e.closed.result for e in j.entries(0, 10)}
    assert len(sends) == len(set(sends)), "a slot was sent twice"
    assert set(sends) <= set(results), "a send the journal does not know"
    cut = (kill_at + 1) // 2
    opening = kill_at % 2 == 1
    # An opening on disk, or a closing that is not: nobody can say what was sent. Else it is known, or done anew.
    assert results[cut] == ("unknown" if opening == survives else "delivered")


async def test_a_full_disk_refuses_the_slot_and_leaves_a_sound_file(tmp_path: Path) -> None:
    full = False

    def fsync(fd: int) -> None:
        if full:
            raise OSError(28, "No space left on device")
        os.fsync(fd)

    async with journal(tmp_path, fsync) as j:
        await one_slot(j, 1)
        full = True
        with pytest.raises(JournalError, match="No space"):
            await open_one(j, 2)
        full = False
        with pytest.raises(JournalError):
            await open_one(j, 2)  # tried once, whatever came of it
        await one_slot(j, 3)
    async with journal(tmp_path) as j:
        assert j.torn_bytes == 0
        assert [e.opened.slot for e in j.entries(0, 10)] == [1, 3]


async def test_what_a_failed_write_left_is_cut_off_before_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a record is written, and the disk takes no cut either: what follows must not stand behind the half."""
    async with journal(tmp_path) as j:
        await one_slot(j, 1)
        with monkeypatch.context() as broken:
            write = os.write
            written: list[int] = []

            def half(fd: int, data: memoryview) -> int:
                if written:
                    _fails(fd, data)
                written.append(write(fd, data[:5]))
                return written[0]

            broken.setattr(os, "write", half)
            broken.setattr(os, "ftruncate", _fails)
            with pytest.raises(JournalError, match="cut back"):
                await open_one(j, 2)
            with pytest.raises(JournalError, match="cut back"):
                await open_one(j, 3)
        await one_slot(j, 4)
    async with journal(tmp_path) as j:
        assert [e.opened.slot for e in j.entries(0, 10)] == [1, 4]


def _fails(_fd: int, _what: object) -> int:
    raise OSError(5, "Input/output error")


@pytest.mark.parametrize("tail", [b"\x00", b"\x00\x00\x01\x00", b"\x00\x00\x00\x05\x01\x02\x03\x04abcde", bytes(4096)])
async def test_a_torn_tail_is_cut_off(tmp_path: Path, tail: bytes) -> None:
    async with journal(tmp_path) as j:
        await one_slot(j, 1)
    with (tmp_path / "journal").open("ab") as file:
        file.write(tail)
    async with journal(tmp_path) as j:
        assert j.torn_bytes == len(tail)
        await one_slot(j, 2)
    async with journal(tmp_path) as j:
        assert j.torn_bytes == 0
        assert j.progress(CONTRACT).slot == 2


@pytest.mark.parametrize("lost", [(0, 512), (512, 1024), (0, 1024)])
async def test_a_record_of_which_sectors_are_missing_is_cut_off(tmp_path: Path, lost: tuple[int, int]) -> None:
    """A disk writes the sectors of one record in any order; the power went between two of them."""
    marks = tuple(WindowMark(window=window, sha256="e" * 64) for window in range(16))
    async with journal(tmp_path) as j:
        await one_slot(j, 1)
        sound = j.size
        await open_one(j, 2, marks)
    data = bytearray((tmp_path / "journal").read_bytes())
    begin, end = (sound + one for one in lost)
    data[begin:end] = bytes(end - begin)
    (tmp_path / "journal").write_bytes(data)
    async with journal(tmp_path) as j:
        assert j.size == sound
        await one_slot(j, 2)


async def test_every_cut_of_the_file_is_read_as_a_torn_tail(tmp_path: Path) -> None:
    async with journal(tmp_path) as j:
        await one_slot(j, 1)
        await one_slot(j, 2, MARKS)
    data = (tmp_path / "journal").read_bytes()
    whole = [len(parse(data[:size])[0]) for size in range(len(data) + 1)]
    assert whole == sorted(whole)
    assert whole[-1] == 4


async def test_damage_before_the_end_stops_everything(tmp_path: Path) -> None:
    async with journal(tmp_path) as j:
        await one_slot(j, 1)
        await one_slot(j, 2)
    data = bytearray((tmp_path / "journal").read_bytes())
    data[20] ^= 1
    (tmp_path / "journal").write_bytes(data)
    with pytest.raises(JournalError, match="damaged at byte 0"):
        await journal(tmp_path).__aenter__()


async def test_compaction_keeps_what_forbids_a_second_send(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "COMPACT_BYTES", 20_000)
    monkeypatch.setattr(module, "KEPT_SLOTS", 20)
    async with journal(tmp_path) as j:
        for slot in range(1, 200):
            await one_slot(j, slot, (WindowMark(window=slot, sha256="e" * 64),))
            assert j.size < 40_000
        assert (tmp_path / "journal").stat().st_size == j.size
        numbers = [e.seq for e in j.entries(0, 1000)]
    async with journal(tmp_path) as j:
        assert j.progress(CONTRACT).slot == 199
        assert j.progress(CONTRACT).floor == 200
        assert [e.seq for e in j.entries(0, 1000)][-5:] == numbers[-5:]
        with pytest.raises(JournalError):
            await open_one(j, 199)


async def test_a_window_that_did_not_arrive_stays_pending_until_it_does(tmp_path: Path) -> None:
    async with journal(tmp_path) as j:
        await open_one(j, 1, MARKS)
        await j.close_slot(CONTRACT, result="failed", sent_bytes=0, reason="connect")
        assert set(j.progress(CONTRACT).pending) == {7, 8}
        assert j.progress(CONTRACT).floor == 7
        await one_slot(j, 2, MARKS[:1])
        assert set(j.progress(CONTRACT).pending) == {8}
        assert j.progress(CONTRACT).floor == 8
