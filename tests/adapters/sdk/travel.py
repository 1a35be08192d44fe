"""A loop whose time jumps instead of passing: what would be waited for is over at once."""

import asyncio
import functools
import selectors
from collections.abc import Callable, Coroutine
from typing import Any, ParamSpec

_P = ParamSpec("_P")


class _Jump(selectors.DefaultSelector):
    """Waits for nothing: where nothing is ready, the time that would be waited is over."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            return super().select(None)
        ready = super().select(0)
        if not ready and timeout > 0:
            self.now += timeout
        return ready


class TravelLoop(asyncio.SelectorEventLoop):
    """Time is what its timers say."""

    def __init__(self) -> None:
        self._jump = _Jump()
        super().__init__(self._jump)

    def time(self) -> float:
        return self._jump.now


def travels(test: Callable[_P, Coroutine[Any, Any, None]]) -> Callable[_P, None]:
    """Run an async test in such a loop, and see that it leaves no task behind."""

    async def run(*args: _P.args, **kwargs: _P.kwargs) -> None:
        await test(*args, **kwargs)
        await asyncio.sleep(0)
        left = [one for one in asyncio.all_tasks() - {asyncio.current_task()} if not one.done()]
        assert not left, f"tasks left running: {left}"

    @functools.wraps(test)
    def travelling(*args: _P.args, **kwargs: _P.kwargs) -> None:
        with asyncio.Runner(loop_factory=TravelLoop) as runner:
            runner.run(run(*args, **kwargs))

    return travelling


def now_ns() -> int:
    return round(asyncio.get_running_loop().time() * 1e9)


def now_s() -> float:
    return asyncio.get_running_loop().time()
