"""Guards that every test runs under: no leaked task, no blocking call in the loop, no unexpected socket."""

import asyncio
import inspect
import os
from collections.abc import AsyncIterator, Iterator

import pytest
from blockbuster import BlockBuster, blockbuster_ctx
from hypothesis import settings

from tests.patience import (  # noqa: F401  hooks of pytest, which it looks for here
    pytest_configure,
    pytest_runtest_protocol,
    pytest_timeout_cancel_timer,
    pytest_timeout_set_timer,
    pytest_unconfigure,
)

# Speed is the benchmarks' business; and a submission is judged by the same examples each time.
settings.register_profile("tests", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("tests")

LOOPBACK = ["127.0.0.1", "::1", "127.77.0.1", "localhost"]
PRIVATE = [f"10.77.0.{number}" for number in range(1, 10)]  # tests/peers/network.py
NETWORK_MARKERS = ("network", "broker", "namespace")
OURS = ["adapters", "gateway", "privacy", "schemas"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Open sockets, on loopback only, for the tests that say they need them."""
    for item in items:
        if any(item.get_closest_marker(name) for name in NETWORK_MARKERS):
            item.add_marker(pytest.mark.enable_socket)
            item.add_marker(pytest.mark.allow_hosts(LOOPBACK))
        if item.get_closest_marker("peer"):
            item.add_marker(pytest.mark.enable_socket)
            item.add_marker(pytest.mark.allow_hosts(LOOPBACK + PRIVATE))


@pytest.fixture(autouse=True)
def no_blocking_call() -> Iterator[BlockBuster]:
    """Make a blocking call from our code inside a running loop an error."""
    with blockbuster_ctx(OURS) as guard:
        yield guard


@pytest.fixture(autouse=True)
def no_leaked_task(request: pytest.FixtureRequest) -> None:
    """Fail an async test that leaves a task behind."""
    if isinstance(request.node, pytest.Function) and inspect.iscoroutinefunction(request.node.obj):
        request.getfixturevalue("task_census")


@pytest.fixture
async def task_census() -> AsyncIterator[None]:
    """Compare the running tasks before and after."""
    before = asyncio.all_tasks()
    yield
    await asyncio.sleep(0)
    leaked = [t for t in asyncio.all_tasks() - before if not t.done() and t is not asyncio.current_task()]
    assert not leaked, f"tasks left running: {leaked}"
