from collections.abc import Iterator

import pytest

from tests.peers.network import private_network


@pytest.fixture
def alone() -> Iterator[None]:
    """A private network for the whole test, its event loop included: ask for it first."""
    with private_network():
        yield
