"""A file is there whole or as it was, and so is its name."""

import os
import stat
from pathlib import Path

import pytest

from gateway.core.durable import write_whole


def test_content_then_name_are_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, os.replace

    def syncing(fd: int) -> None:
        done.append("folder" if _is_folder(fd) else "file")
        fsync(fd)

    def naming(old: Path, new: Path) -> None:
        done.append("name")
        replace(old, new)

    monkeypatch.setattr(os, "fsync", syncing)
    monkeypatch.setattr(os, "replace", naming)
    write_whole(tmp_path / "key", b"1", 0o600)
    assert done == ["file", "name", "folder"]
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


def test_a_disk_that_fails_leaves_the_old_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_whole(tmp_path / "key", b"old")

    def fails(_fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(OSError, match="No space"):
        write_whole(tmp_path / "key", b"new")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("key", b"old")]


def _is_folder(fd: int) -> bool:
    return stat.S_ISDIR(os.fstat(fd).st_mode)
