"""Stands between the core and an adapter's process: limits it, watches what it uses, and leaves nothing of it behind.

Run as a script, by the standard library alone, so that it stays small:

    python -I -S warden.py parent=PID report=FD socket=FD memory_mb=… cpu_percent=… window_s=… files=… processes=…
        nice=… -- COMMAND …

It writes one JSON line to `report` for each thing to tell. All that the command starts becomes this process's child
once its own parent is gone (prctl(2), PR_SET_CHILD_SUBREAPER), so that at the end every one can be found and ended,
however it was forked. Told to end by SIGTERM, which comes too when the core dies (PR_SET_PDEATHSIG), it passes the
signal on, and shortly after ends all of them.
"""

import ctypes
import os
import resource
import signal
import sys
import time

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38

TICK_S = 1.0
GRACE_S = 0.4  # between SIGTERM and SIGKILL
REPORT_TICKS = 5
STACKS_MB = 128  # private memory that is reserved and never touched: stacks of threads
MB = 1024 * 1024
PAGE = os.sysconf("SC_PAGE_SIZE")
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
SIGNALS = {signal.SIGCHLD, signal.SIGTERM}


def prctl(option: int, value: int) -> None:
    """Set an attribute of this process. OSError where the kernel does not know it."""
    if ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def limit(order: dict[str, int]) -> None:
    """Bound what this process and all that it will become may use."""
    memory = (order["memory_mb"] + STACKS_MB) * MB
    for kind, most in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_NOFILE, order["files"])):
        resource.setrlimit(kind, (most, most))
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    try:
        os.nice(order["nice"])
        with open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:  # noqa: PTH123  before the core, this
            file.write("500")
    except OSError:  # a filter of system calls may forbid it; it is a courtesy
        pass


def become(order: dict[str, int], command: list[str]) -> None:
    """Turn a fork of the warden into the adapter's process."""
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
    limit(order)
    os.set_inheritable(order["report"], False)  # noqa: FBT003
    os.execv(command[0], command)  # noqa: S606  no shell


class Process:
    """What /proc/PID/stat tells of a process (proc(5))."""

    def __init__(self, pid: int) -> None:
        with open(f"/proc/{pid}/stat", "rb") as file:  # noqa: PTH123
            fields = file.read().rpartition(b")")[2].split()
        self.pid = pid
        self.parent = int(fields[1])
        self.cpu_s = sum(map(int, fields[11:15])) / TICKS_A_SECOND  # with that of its own ended children
        self.resident = int(fields[21]) * PAGE

    def proportional(self) -> int:
        """Count shared pages in parts, so that a fork does not count twice; resident where that is not told."""
        try:
            with open(f"/proc/{self.pid}/smaps_rollup", "rb") as file:  # noqa: PTH123
                return next(int(line.split()[1]) * 1024 for line in file if line.startswith(b"Pss:"))
        except (OSError, StopIteration):
            return self.resident


def below(root: int) -> list[Process]:
    """Give all that descends from a process."""
    children: dict[int, list[Process]] = {}
    for name in os.listdir("/proc"):  # noqa: PTH208
        if name.isdigit():
            try:
                one = Process(int(name))
            except (OSError, IndexError):  # it has just ended
                continue
            children.setdefault(one.parent, []).append(one)
    found: list[Process] = []
    waiting = [root]
    while waiting:
        here = children.get(waiting.pop(), [])
        found += here
        waiting += [one.pid for one in here]
    return found


class Budget:
    """What may be used, and whether it is kept to."""

    def __init__(self, order: dict[str, int]) -> None:
        self._order = order
        self._ticks: list[tuple[float, float]] = []  # time, CPU until then; of two windows
        self.memory_mb = 0.0
        self.cpu_percent = 0.0
        self.processes = 0
        self.warned = False

    def broken(self, found: list[Process], now_s: float) -> str:
        """Take a measure, and say what is beyond the budget; empty where all is well."""
        self.processes = len(found)
        if self.processes > self._order["processes"]:
            return f"it started more than {self._order['processes']} processes"
        resident = sum(one.resident for one in found)
        if resident > self._order["memory_mb"] * MB:
            resident = sum(one.proportional() for one in found)
        self.memory_mb = resident / MB
        if self.memory_mb > self._order["memory_mb"]:
            return f"it used more than {self._order['memory_mb']} MB"
        return self._busy(sum(one.cpu_s for one in found), now_s)

    def _busy(self, cpu_s: float, now_s: float) -> str:
        """Warn after one window beyond the share; it is broken after two."""
        window_s, share = self._order["window_s"], self._order["cpu_percent"]
        self._ticks.append((now_s, cpu_s))
        while now_s - self._ticks[1 if len(self._ticks) > 1 else 0][0] >= 2 * window_s:
            del self._ticks[0]
        self.cpu_percent = self._share(window_s)
        self.warned = now_s - self._ticks[0][0] >= window_s and self.cpu_percent > share
        if now_s - self._ticks[0][0] >= 2 * window_s and self._share(2 * window_s) > share and self.warned:
            return f"it used more than {share} % of a processor for {2 * window_s} s"
        return ""

    def _share(self, window_s: float) -> float:
        last_s, last_cpu_s = self._ticks[-1]
        first_s, first_cpu_s = next(
            (one for one in reversed(self._ticks) if last_s - one[0] >= window_s), self._ticks[0]
        )
        return max(last_cpu_s - first_cpu_s, 0.0) / (last_s - first_s) * 100 if last_s > first_s else 0.0


class Warden:
    """One adapter's process, from its start until nothing of it is left."""

    def __init__(self, order: dict[str, int], pid: int) -> None:
        self._order = order
        self._pid = pid
        self._budget = Budget(order)
        self._code: int | None = None
        self._warned = False

    def tell(self, kind: str, **fields: object) -> None:
        """Write one line; a core that does not read loses it."""
        parts = [f'"{key}": {_json(value)}' for key, value in {"type": kind, **fields}.items()]
        try:  # noqa: SIM105  contextlib is not worth its memory here
            os.write(self._order["report"], f"{{{', '.join(parts)}}}\n".encode())
        except OSError:
            pass

    def run(self) -> None:
        """Watch until the process ended, or must."""
        tick, due_s = 0, time.monotonic()
        while self._code is None:
            left_s = max(due_s - time.monotonic(), 0)
            told = signal.sigtimedwait(SIGNALS, left_s)
            if told is not None and told.si_signo == signal.SIGTERM:
                self._terminate()
                break
            self._reap()
            if told is None and self._code is None:
                due_s = time.monotonic() + TICK_S
                if reason := self._measure(tick):
                    self.tell("Stopped", reason=reason)
                    break
                tick += 1
        self._end_all()
        self.tell("Ended", code=self._code if self._code is not None else -signal.SIGKILL)

    def _measure(self, tick: int) -> str:
        budget = self._budget
        reason = budget.broken(below(os.getpid()), time.monotonic())
        if budget.warned is not self._warned:
            self._warned = budget.warned
            self.tell("Warned", reason=self._warning() if budget.warned else "")
        if tick % REPORT_TICKS == 1:
            cpu, memory = round(budget.cpu_percent, 1), round(budget.memory_mb, 1)
            self.tell("Measured", memory_mb=memory, cpu_percent=cpu, processes=budget.processes)
        return reason

    def _warning(self) -> str:
        return f"it uses {self._budget.cpu_percent:.0f} % of a processor; allowed are {self._order['cpu_percent']} %"

    def _reap(self) -> bool:
        """Take note of whatever ended; false when there are no children at all."""
        try:
            while (found := os.waitpid(-1, os.WNOHANG))[0]:
                if found[0] == self._pid:
                    self._code = os.waitstatus_to_exitcode(found[1])
        except ChildProcessError:
            return False
        return True

    def _terminate(self) -> None:
        """Let it leave in order, for a moment."""
        _kill(self._pid, signal.SIGTERM)
        until_s = time.monotonic() + GRACE_S
        while self._code is None and (left_s := until_s - time.monotonic()) > 0:
            signal.sigtimedwait({signal.SIGCHLD}, left_s)
            self._reap()

    def _end_all(self) -> None:
        """End everything below; what is forked meanwhile is found in the next round."""
        while self._reap():
            for one in below(os.getpid()):
                _kill(one.pid, signal.SIGKILL)
            signal.sigtimedwait({signal.SIGCHLD}, 0.05)


def _kill(pid: int, number: int) -> None:
    try:  # noqa: SIM105  as above
        os.kill(pid, number)
    except ProcessLookupError:
        pass


def _json(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)


def main(arguments: list[str]) -> int:
    """Run the command line above."""
    at = arguments.index("--")
    order = {key: int(number) for key, _, number in (one.partition("=") for one in arguments[:at])}
    prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != order["parent"]:  # it was quicker
        return 1
    prctl(PR_SET_CHILD_SUBREAPER, 1)
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.set_blocking(order["report"], False)
    signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    pid = os.fork()
    if not pid:
        try:
            become(order, arguments[at + 1 :])
        finally:
            os._exit(127)
    os.close(order["socket"])  # so that the core sees its end when the adapter's process has gone
    warden = Warden(order, pid)
    warden.tell("Spawned", pid=pid)
    warden.run()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
