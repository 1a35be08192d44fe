"""What a spectator sees."""

from collections import Counter
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from rich.console import Console

from gateway.demo.mirror import Mirror, Mirrored
from gateway.demo.view import frame

if TYPE_CHECKING:
    from gateway.demo.script import Script


def test_devices_their_values_and_the_door_are_shown() -> None:
    lamp = Mirrored(
        about={"name": "书桌灯", "available": True},
        values={"1/onOff/onOff": True, "1/levelControl/currentLevel": 40.15748, "1/vendor/zigbee2mqtt.linkquality": 7},
        changes=3,
    )
    mirror = SimpleNamespace(devices={"d_1": lamp}, changes=12)
    script = SimpleNamespace(log=["0 s  nothing leaves"], phase="local-only", commands=Counter(confirmed=2))
    console = Console(width=100, record=True, file=None, force_terminal=False, no_color=True, quiet=False)
    with console.capture() as shown:
        console.print(frame(cast("Mirror", mirror), cast("Script", script), "API https://127.0.0.1:1"))
    text = shown.get()
    assert "书桌灯" in text
    assert "onOff=True  currentLevel=40.16" in text
    assert "linkquality" not in text
    assert "the way out: local-only" in text
    assert "nothing leaves" in text
    assert "12 changes seen; commands: 2 confirmed" in text
