"""Tables show what a device says as it says it, and what people copy is whole."""

import pytest

from gateway.cli import main, output
from gateway.cli.output import print_table

ID = "d_aa3ii7arozqqu6ij"


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output.console, "_width", 60)


@pytest.mark.usefixtures("narrow")
def test_no_word_of_a_device_is_markup_or_an_emoji(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("name", "key"), [("[red]lamp[/red]", "12:34:56:AB:CD:EF")])
    told = capsys.readouterr().out
    assert "[red]lamp[/red]" in told
    assert "12:34:56:AB:CD:EF" in told


@pytest.mark.usefixtures("narrow")
def test_a_narrow_table_leaves_no_letter_out(capsys: pytest.CaptureFixture[str]) -> None:
    types = "thermometer, roomAirConditioner, " + "x" * 90
    print_table(("name", "type", "id"), [("热泵 地下室 with a long name", types, ID)])
    told = capsys.readouterr().out
    assert ID in told
    assert told.count("x") == 90
    assert "…" not in told


def test_who_stops_a_command_sees_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("gateway.cli.commands.app", stopped)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 130
