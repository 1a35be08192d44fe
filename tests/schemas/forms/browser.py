"""A real Chromium, driven over the WebDriver protocol (W3C WebDriver, sections 8 to 12)."""

import json
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest

ELEMENT: Final = "element-6066-11e4-a52e-4f735466cecf"
QUIET: Final = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)


class Browser:
    """One session."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._session = ""

    def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(  # noqa: S310  loopback, an address we made
            f"{self._address}{self._session}{path}", data, {"Content-Type": "application/json"}, method=method
        )
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            return json.load(answer)["value"]

    def begin(self, binary: str, profile: Path, *, phone: bool = False) -> None:
        options: dict[str, Any] = {"binary": binary, "args": [*QUIET, f"--user-data-dir={profile}"]}
        if phone:
            options["mobileEmulation"] = {"deviceMetrics": {"width": 390, "height": 844, "pixelRatio": 2.0}}
        wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"}}
        made = self.call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self._session = f"/session/{made['sessionId']}"

    def end(self) -> None:
        self.call("DELETE", "")

    def open(self, url: str) -> None:
        self.call("POST", "/url", {"url": url})

    def run(self, script: str) -> Any:
        return self.call("POST", "/execute/sync", {"script": script, "args": []})

    def press(self, selector: str, keys: str) -> None:
        found = self.call("POST", "/element", {"using": "css selector", "value": selector})[ELEMENT]
        self.call("POST", f"/element/{found}/value", {"text": keys})

    def log(self, kind: str) -> list[str]:
        return [entry["message"] for entry in self.call("POST", "/se/log", {"type": kind})]


@contextmanager
def chromium(profile: Path, *, phone: bool = False) -> Iterator[Browser]:
    driver, binary = shutil.which("chromedriver"), shutil.which("chromium")
    if driver is None or binary is None:
        pytest.skip("Chromium is not installed (apt install chromium chromium-driver)")
    running = subprocess.Popen([driver, "--port=0"], stdout=subprocess.PIPE, text=True)
    try:
        browser = Browser(f"http://127.0.0.1:{_port(running)}")
        browser.begin(binary, profile, phone=phone)
        try:
            yield browser
        finally:
            browser.end()
    finally:
        running.terminate()
        running.wait(10)
        assert running.stdout
        running.stdout.close()


def _port(running: "subprocess.Popen[str]") -> int:
    assert running.stdout
    for line in running.stdout:
        if "started successfully on port" in line:
            return int(line.rstrip().rstrip(".").rpartition(" ")[2])
    raise AssertionError("chromedriver did not start")
