"""A disk that takes nothing: told once when it begins and once when it is over."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from gateway.core.errors import DiskFailed

log = logging.getLogger(__name__)


class Outage:
    """Whether the books can be written. Who raised DiskFailed through `watched` need not log it."""

    def __init__(self) -> None:
        self.is_on = False

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Tell of the first DiskFailed that passes."""
        try:
            yield
        except DiskFailed as error:
            if not self.is_on:
                log.error("%s: nothing is sent until it can be written", error)  # noqa: TRY400  no traceback
            self.is_on = True
            raise

    def over(self) -> None:
        """Tell that the books are written again, where they were not."""
        if self.is_on:
            log.warning("the books are written again")
        self.is_on = False
