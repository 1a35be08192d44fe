"""An interface that the configuration names and that is not there: told, and looked for again."""

import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from pathlib import Path

import pytest

from adapters.sdk import session
from adapters.sdk.contract import AdapterContext
from adapters.sdk.errors import UnreachableError
from adapters.sdk.network import absent_interfaces, interfaces
from adapters.sdk.session import SessionAdapter
from schemas.updates import AdapterStateChanged

GONE = "there is no interface late0 with an IPv4 address; name one of eth0, lo"


@asynccontextmanager
async def states(
    monkeypatch: pytest.MonkeyPatch, look: Callable[[tuple[str, ...]], str], *wanted: str
) -> AsyncIterator[AsyncGenerator[AdapterStateChanged, None]]:
    """Enter an adapter that looks often, and give its states."""
    monkeypatch.setattr(session, "absent_interfaces", look)
    monkeypatch.setattr(session, "LOOK_S", 0.001)
    context = AdapterContext(name="guest", state_dir=Path("unused"), monotonic_ns=lambda: 0)
    async with SessionAdapter(context, interfaces=wanted) as it:

        async def told() -> AsyncGenerator[AdapterStateChanged, None]:
            async for batch in it.updates():
                for one in batch:
                    assert isinstance(one, AdapterStateChanged)
                    yield one

        async with aclosing(told()) as found:
            yield found


async def test_it_is_degraded_until_the_interface_is_there(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    looks = iter([GONE, GONE, "", "", GONE])

    def look(wanted: tuple[str, ...]) -> str:
        assert wanted == ("late0",)
        return next(looks, GONE)

    with caplog.at_level(logging.WARNING, "adapters.sdk.session"):
        async with states(monkeypatch, look, "late0") as told:
            degraded = AdapterStateChanged(state="degraded", reason=GONE)
            assert [await anext(told) for _ in range(3)] == [degraded, AdapterStateChanged(state="connected"), degraded]
    back = "adapter guest: all its interfaces are there now"
    assert [one.getMessage() for one in caplog.records] == [f"adapter guest: {GONE}", back, f"adapter guest: {GONE}"]


async def test_one_that_names_none_does_not_look(monkeypatch: pytest.MonkeyPatch) -> None:
    async with states(monkeypatch, lambda _: pytest.fail("it looked")) as told:
        assert await anext(told) == AdapterStateChanged(state="connected")


def test_what_is_not_there_is_named_with_what_is() -> None:
    assert absent_interfaces(["lo", "127.0.0.1"]) == ""
    said = absent_interfaces(["absent7", "lo", "192.0.2.7"])
    assert said.startswith("there is no interface absent7 or 192.0.2.7 with an IPv4 address; name one of ")
    assert "lo" in said.rpartition(" of ")[2].split(", ")
    with pytest.raises(UnreachableError) as caught:
        interfaces(["absent7"])
    assert caught.value.code == "no-interface"
