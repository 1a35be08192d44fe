import base64
import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from simulators.account import Body, account, read_capture, read_ledger, streams

HEAD = b"POST /in HTTP/1.1\r\nContent-Length: 8\r\n\r\n"


def body(data: bytes) -> Body:
    return Body(sha256=hashlib.sha256(data).hexdigest(), size=len(data))


def arrived(data: bytes, connection: int = 1, direction: str = "in") -> dict[str, Any]:
    text = base64.b64encode(data).decode()
    return {"event": "bytes", "connection": connection, "direction": direction, "base64": text}


def opened(connection: int = 1) -> dict[str, Any]:
    return {"event": "opened", "connection": connection}


def test_a_framed_body_is_explained_to_the_last_byte() -> None:
    result = account([opened(), arrived(HEAD + b"envelope")], [body(b"envelope")], [HEAD])
    assert (result.total_bytes, result.body_bytes, result.frame_bytes) == (len(HEAD) + 8, 8, len(HEAD))
    assert (result.unexplained_bytes, result.bodies, result.connections_without_body) == (0, 1, 0)


def test_a_body_split_over_many_reads_is_still_one_body() -> None:
    pieces = [arrived(bytes([byte])) for byte in HEAD + b"envelope"]
    assert account([opened(), *pieces], [body(b"envelope")], [HEAD]).unexplained_bytes == 0


def test_one_altered_byte_leaves_the_whole_body_unexplained() -> None:
    result = account([opened(), arrived(HEAD + b"envelopf")], [body(b"envelope")], [HEAD])
    assert result.unexplained_bytes == 8
    assert result.gaps[0].offset == len(HEAD)
    assert "envelopf" in result.gaps[0].begins


def test_a_body_sent_twice_needs_two_entries() -> None:
    wire = [opened(), arrived((HEAD + b"envelope") * 2)]
    assert account(wire, [body(b"envelope")], [HEAD]).unexplained_bytes == 8
    assert account(wire, [body(b"envelope")] * 2, [HEAD]).unexplained_bytes == 0


def test_an_unknown_frame_is_unexplained() -> None:
    result = account([opened(), arrived(b"GET /secrets\r\n\r\n" + HEAD + b"envelope")], [body(b"envelope")], [HEAD])
    assert result.unexplained_bytes == len(b"GET /secrets\r\n\r\n")
    assert result.bodies == 1


def test_what_the_recipient_answers_is_not_the_homes() -> None:
    assert account([opened(), arrived(b"HTTP/1.1 204", direction="out")], [], []).total_bytes == 0


def test_connections_that_carry_nothing_are_counted() -> None:
    result = account([opened(1), opened(2), arrived(HEAD + b"envelope", 2)], [body(b"envelope")], [HEAD])
    assert (result.connections, result.connections_without_body) == (2, 1)


def test_traps_and_broken_handshakes_are_counted() -> None:
    result = account([{"event": "stray"}, {"event": "failed"}, {"event": "stray"}], [], [])
    assert (result.stray, result.failed_connections) == (2, 1)


def test_bytes_of_two_connections_do_not_make_one_body() -> None:
    result = account([arrived(b"enve", 1), arrived(b"lope", 2)], [body(b"envelope")], [])
    assert result.unexplained_bytes == 8


@given(st.lists(st.binary(min_size=1, max_size=40), max_size=6), st.binary(max_size=40), st.data())
def test_every_byte_is_counted_exactly_once(bodies: list[bytes], junk: bytes, data: st.DataObject) -> None:
    parts = data.draw(st.permutations([*bodies, junk]))
    result = account([arrived(b"".join(parts))], [body(item) for item in bodies], [HEAD])
    assert result.body_bytes + result.frame_bytes + result.unexplained_bytes == sum(map(len, parts))
    assert result.unexplained_bytes <= len(junk) + sum(map(len, bodies))


@given(st.lists(st.binary(min_size=1, max_size=40), min_size=1, max_size=6))
def test_a_wire_of_ledgered_bodies_alone_is_explained(bodies: list[bytes]) -> None:
    wire = [event for number, item in enumerate(bodies) for event in (opened(number), arrived(item, number))]
    assert account(wire, [body(item) for item in bodies], []).unexplained_bytes == 0


def test_streams_keep_the_order_of_arrival() -> None:
    assert streams([arrived(b"a", 1), arrived(b"x", 2), arrived(b"b", 1)]) == {1: b"ab", 2: b"x"}


def test_a_last_line_cut_short_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "capture"
    file.write_text(json.dumps(arrived(b"ab")) + '\n{"event": "byt')
    assert len(read_capture(file)) == 1


def test_the_ledger_document_is_read() -> None:
    document = {
        "sends": [{"slot": 1, "contract": "c", "kind": "dummy", "sha256": "ab", "bytes": 4}],
        "leases": [{"frames": [base64.b64encode(HEAD).decode()]}],
    }
    assert read_ledger(document) == ([Body(sha256="ab", size=4)], [HEAD])


def run_cli(tmp_path: Path, wire: bytes) -> subprocess.CompletedProcess[str]:
    (tmp_path / "capture").write_text("".join(json.dumps(event) + "\n" for event in (opened(), arrived(wire))))
    known = body(b"envelope")
    (tmp_path / "ledger").write_text(json.dumps({"sends": [{"sha256": known.sha256, "bytes": known.size}]}))
    command = [sys.executable, "-m", "simulators.account"]
    command += ["--capture", str(tmp_path / "capture"), "--ledger", str(tmp_path / "ledger")]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_line_fails_when_a_byte_is_unexplained(tmp_path: Path) -> None:
    clean, dirty = run_cli(tmp_path, b"envelope"), run_cli(tmp_path, b"envelope!")
    assert (clean.returncode, json.loads(clean.stdout)["unexplained_bytes"]) == (0, 0)
    assert (dirty.returncode, json.loads(dirty.stdout)["unexplained_bytes"]) == (1, 1)
