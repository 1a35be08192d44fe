"""The parts that need no Home Assistant: where its Python is looked for, what it is told, how results are shown."""

import asyncio
import base64
import hashlib
import hmac
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.home import SensorHome
from benchmarks.peers import homeassistant, homeassistant_python
from benchmarks.peers.homeassistant_config import Settings, signed, write_config
from benchmarks.peers.homeassistant_python import VARIABLE, WANTED, MissingError, candidates, find_python, version_of
from benchmarks.peers.homeassistant_run import FULL, Run
from benchmarks.peers.homeassistant_stream import MARKER, SWITCH, PeerReader, peer_home, states
from benchmarks.peers.homeassistant_table import PEERS, ROWS, cells, page, report
from benchmarks.stream import SilenceError

ABOUT = {
    "homeassistant": "1.2.3",
    "homeassistant_python": "3.13.0",
    "hutong_python": "3.11.7",
    "machine": "x86_64",
    "cpus": 2,
    "load_average": 1.5,
    "date": "2026-01-02",
    "failure": "",
}


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "bin" / f"python{WANTED}"
    path.parent.mkdir()
    path.write_text(f"#!/bin/sh\necho {WANTED}\n")
    path.chmod(0o755)
    return path


def test_one_that_was_named_is_the_only_one(program: Path, tmp_path: Path) -> None:
    found = list(candidates(str(program), {VARIABLE: "other", "PATH": str(tmp_path)}, tmp_path))
    assert [one.path for one in found] == [program]
    by_variable = list(candidates(None, {VARIABLE: str(program), "PATH": ""}, tmp_path))
    assert [one.path for one in by_variable] == [program]


def test_path_comes_first_and_the_folder_of_pyenv_last(program: Path, tmp_path: Path) -> None:
    version = tmp_path / "versions" / "3.13.2"
    (version / "bin").mkdir(parents=True)
    (version / "bin" / f"python{WANTED}").touch()
    environ = {"PATH": str(program.parent), "PYENV_ROOT": str(tmp_path)}
    found = list(candidates(None, environ, tmp_path))
    assert found[0].path == program
    assert found[-1].path == version / "bin" / f"python{WANTED}"


def test_all_places_are_told_when_there_is_none(monkeypatch: pytest.MonkeyPatch, program: Path, tmp_path: Path) -> None:
    program.unlink()
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setenv("PATH", str(program.parent))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    monkeypatch.delenv(VARIABLE, raising=False)
    with pytest.raises(
        MissingError, match=r"in PATH, uv python find .*, pyenv prefix .*, the versions folder of pyenv"
    ):
        find_python(None)


def test_a_python_that_does_not_start_or_is_another_is_passed_over(program: Path) -> None:
    assert version_of(program) == WANTED
    program.write_text("#!/bin/sh\nexit 127\n")
    assert version_of(program) == ""
    assert version_of(program.parent / "missing") == ""
    with pytest.raises(MissingError, match=VARIABLE):
        find_python(str(program))


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_without_a_python_it_says_so_and_is_no_failure(
    options: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["homeassistant", "--python", "no-such-python", *options])
    assert homeassistant.main() == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1
    why = json.loads(lines[0])["skipped"] if options else lines[0].removeprefix("skipped: ")
    assert why.startswith(f"no Python {WANTED} found; looked at: the one that was named")


def test_every_package_is_pinned_with_hashes() -> None:
    text = homeassistant_python.LOCK.read_text("utf-8")
    packages = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert all("==" in line and line.endswith("\\") for line in packages)
    assert any(line.startswith("homeassistant==2025.4") for line in packages)
    assert "://" not in text


def test_the_token_is_signed_with_the_key_that_is_stored(tmp_path: Path) -> None:
    token = write_config(tmp_path / "config", Settings(port=1, broker_port=2, discovery_prefix="x"))
    stored = json.loads((tmp_path / "config" / ".storage" / "auth").read_text())["data"]["refresh_tokens"][0]
    body, _, signature = token.rpartition(".")
    expected = hmac.new(stored["jwt_key"].encode(), body.encode(), hashlib.sha256).digest()
    assert base64.urlsafe_b64decode(signature + "=") == expected
    assert json.loads(base64.urlsafe_b64decode(body.split(".")[1] + "=="))["iss"] == stored["id"]
    assert signed({"iss": "a"}, "k") != signed({"iss": "a"}, "l")


def test_the_recorder_is_off_unless_wanted(tmp_path: Path) -> None:
    for recorder in (False, True):
        write_config(tmp_path / str(recorder), Settings(port=1, broker_port=2, discovery_prefix="x", recorder=recorder))
        assert ("recorder:" in (tmp_path / str(recorder) / "configuration.yaml").read_text()) is recorder


def test_both_homes_have_the_same_messages_on_topics_of_their_own() -> None:
    ours, theirs = SensorHome(devices=2), peer_home(2)
    assert theirs.properties == ours.properties
    for mine, other in zip(ours.announcements(), theirs.announcements(), strict=True):
        assert other[0] == mine[0].replace("homeassistant", theirs.discovery_prefix)
        assert other[1] == mine[1].replace(b'"bench/', b'"peer/')
    assert ours.message(7)[1] == theirs.message(7)[1]
    assert ours.message(7)[0] != theirs.message(7)[0]
    switch = json.loads(list(theirs.announcements())[-1][1])
    assert switch["state_topic"] == theirs.switch_topic
    assert switch["command_topic"] == f"{theirs.switch_topic}/set"


def _reader() -> PeerReader:
    def opened() -> None:
        raise AssertionError

    return PeerReader(opened)  # type: ignore[arg-type]


def test_a_reader_counts_changed_states_in_coalesced_messages() -> None:
    reader = _reader()
    seen: list[float] = []
    reader._take({"id": 2, "type": "event", "event": {"a": {"sensor.sensor_1_temperature_0": {"s": "unknown"}}}})
    assert (reader.changed, len(reader.known), len(reader.valued)) == (0, 1, 0)
    reader.on_value = seen.append
    changes = {"sensor.sensor_1_temperature_0": {"+": {"s": "21.5", "lc": 1}}, SWITCH: {"+": {"s": "on"}}}
    mark = {MARKER: {"+": {"s": "12.34"}}}
    reader._take([{"type": "event", "event": {"c": changes}}, {"type": "event", "event": {"c": mark}}])
    assert (reader.changed, seen, reader.switched, reader.mark) == (1, [21.5], "on", 12.34)
    reader._take({"id": 11, "type": "result", "success": True})
    assert reader.outcomes["11"]["success"] is True


def test_a_change_of_attributes_alone_is_no_state() -> None:
    assert list(states({"c": {"sensor.sensor_1": {"+": {"a": {"x": 1}}}}})) == []
    assert list(states({"r": ["sensor.sensor_1"]})) == []


class _Troubled(Run):
    """Its first part fails, its last takes for ever."""

    async def _traffic(self) -> None:
        raise SilenceError("nothing came")

    async def _memory(self, devices: int) -> None:
        self.results[f"memory_mb_{devices}"] = {}

    async def _stalls(self) -> None:
        raise TimeoutError

    async def _flash(self) -> None:
        await asyncio.Event().wait()


async def test_a_part_that_fails_does_not_keep_the_others_from_being_measured(tmp_path: Path) -> None:
    run = _Troubled(replace(FULL, limit_s=0.01), tmp_path, tmp_path)
    with pytest.raises(TimeoutError):
        await run.all()
    assert list(run.results) == ["memory_mb_200", "memory_mb_1000"]
    assert run.troubles == ["nothing came", "a part took too long"]


def test_the_table_shows_every_side_and_the_ratios() -> None:
    plain, recorded = PEERS
    flash = {"hutong": 100.0, recorded: 1000.0}
    rate = {"hutong": 40000.0, plain: 5000.0, recorded: 4000.0}
    tree = report({"flash_mb_per_day_1000": flash, "updates_per_s": rate}, ABOUT)
    assert list(cells(tree)) == [
        ("updates to one WebSocket client, sustained (more is better)", "1/s", "40,000", "5,000", "8", "4,000", "10"),
        ("written a day at 500/s with history (estimate)", "MB", "100", "", "", "1,000", "0.1"),
    ]
    assert tree["measures"]["updates_per_s"]["ratio"] == {plain: 8.0, recorded: 10.0}


def test_the_page_has_every_measure_and_no_path() -> None:
    text = page(report({row.name: dict.fromkeys(("hutong", *PEERS), 1.0) for row in ROWS}, ABOUT))
    assert all(row.en in text for row in ROWS)
    assert "{" not in text
    assert "Home Assistant core 1.2.3 on Python 3.13.0" in text
    assert text.splitlines()[2].startswith("中文摘要")
