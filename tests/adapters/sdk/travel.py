"""A loop whose time jumps instead of passing: what would be waited for is over at once."""

import asyncio
import functools
import selectors
from collections.abc import Callable, Coroutine
from typing import Any, Final, ParamSpec, TypeVar, TypeVarTuple

_P = ParamSpec("_P")
_T = TypeVar("_T")
_Ts = TypeVarTuple("_Ts")
MOMENT_S: Final = 0.005


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


class _LateJump(_Jump):
    """Time jumps only where nothing has come for a real moment: the kernel may need it for loopback."""

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            return super().select(None)
        ready = selectors.DefaultSelector.select(self, min(timeout, MOMENT_S))
        if not ready and timeout > 0:
            self.now += timeout
        return ready


class TravelLoop(asyncio.SelectorEventLoop):
    """Time is what its timers say."""

    def __init__(self, jump: _Jump | None = None) -> None:
        self._jump = jump or _Jump()
        super().__init__(self._jump)

    def time(self) -> float:
        return self._jump.now


class LoopbackLoop(TravelLoop):
    """That, with sockets of loopback; what else would run in a thread (the look-up of an address) is done at once."""

    def __init__(self) -> None:
        super().__init__(_LateJump())

    def run_in_executor(self, executor: Any, func: Callable[[*_Ts], _T], *args: *_Ts) -> asyncio.Future[_T]:
        del executor
        done: asyncio.Future[_T] = self.create_future()
        try:
            done.set_result(func(*args))
        except OSError as error:
            done.set_exception(error)
        return done


def travels(test: Callable[_P, Coroutine[Any, Any, None]]) -> Callable[_P, None]:
    """Run an async test in a loop whose time jumps, and see that it leaves no task behind."""
    return _travelling(test, TravelLoop)


def travels_on_loopback(test: Callable[_P, Coroutine[Any, Any, None]]) -> Callable[_P, None]:
    """Do that for a test with sockets of loopback; it is marked `network` besides."""
    return _travelling(test, LoopbackLoop)


def _travelling(
    test: Callable[_P, Coroutine[Any, Any, None]], make: Callable[[], asyncio.AbstractEventLoop]
) -> Callable[_P, None]:

    async def run(*args: _P.args, **kwargs: _P.kwargs) -> None:
        await test(*args, **kwargs)
        await asyncio.sleep(0)
        left = [one for one in asyncio.all_tasks() - {asyncio.current_task()} if not one.done()]
        assert not left, f"tasks left running: {left}"

    @functools.wraps(test)
    def travelling(*args: _P.args, **kwargs: _P.kwargs) -> None:
        with asyncio.Runner(loop_factory=make) as runner:
            runner.run(run(*args, **kwargs))

    return travelling


def now_ns() -> int:
    return round(asyncio.get_running_loop().time() * 1e9)


def now_s() -> float:
    return asyncio.get_running_loop().time()
