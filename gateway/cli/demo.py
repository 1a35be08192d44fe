"""`hutong demo`: a simulated home, the gateway and a pretend platform, with both doors shown."""

import asyncio
import shutil
import signal
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.live import Live

from gateway.cli.output import CliError, console, print_json
from gateway.demo.drill import Drill
from gateway.demo.mirror import Mirror
from gateway.demo.outside import Outside, find_outside
from gateway.demo.process import StartError
from gateway.demo.report import make_report, summary
from gateway.demo.script import Script, Times
from gateway.demo.stage import Plan, Stage
from gateway.demo.view import frame

DRILL_S: Final = 60.0
ARRIVES_S: Final = 20.0  # by then a slot or two have passed since the approval
REFRESH_S: Final = 0.5
SHORT_S: Final = 90.0  # a shorter demonstration runs its home faster, so that it shows several windows
SPEED: Final = 60.0
FASTEST: Final = 240.0
ENDS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(demo)


def demo(
    seconds: Annotated[float | None, typer.Option(help="End after so long; else at Ctrl-C.", min=10)] = None,
    speed: Annotated[float | None, typer.Option(help="Simulated seconds a second.", min=1, max=3600)] = None,
    devices: Annotated[int, typer.Option(help="Devices of the home.", min=1, max=200)] = 32,
    seed: Annotated[int, typer.Option(help="The same seed gives the same home.")] = 7,
    drill: Annotated[
        bool, typer.Option("--drill", help="Kill core, egress, broker and adapter once each (60 seconds or more).")
    ] = False,
    keep: Annotated[Path | None, typer.Option(help="Keep logs, capture and state in this folder.")] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="End with a JSON report.")] = False,
    headless: Annotated[bool, typer.Option("--headless", help="No live table.")] = False,
) -> None:
    """Show a whole home: live devices in one schema, what leaves the home, and why."""
    if keep is not None and keep.exists() and (not keep.is_dir() or any(keep.iterdir())):
        raise CliError(f"{keep}: is not an empty folder; name another for --keep")
    folder = keep or Path(tempfile.mkdtemp(prefix="hutong-demo-"))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    plan = Plan(folder=folder.resolve(), speed=speed or speed_for(seconds), devices=devices, seed=seed)
    if drill and seconds is not None and seconds < DRILL_S:
        raise CliError(f"--seconds {seconds:g}: a drill takes {DRILL_S:g} seconds or more")
    show = Show(seconds=seconds, quiet=as_json, live=not (headless or as_json), drill=drill)
    try:
        report = asyncio.run(_play(plan, show))
    except StartError as error:
        raise CliError(str(error), 1) from error
    finally:
        if keep is None:
            shutil.rmtree(folder, ignore_errors=True)
    if as_json:
        print_json(report)
    if any(one["recovered_s"] is None for one in report.get("drill", ())):
        raise CliError("the demonstration did not recover from a blow", 1)
    if seconds is not None and seconds >= ARRIVES_S and not report["bytes_out"]:
        raise CliError(
            "nothing arrived at the pretend platform; run it again with --keep FOLDER and read gateway.log", 1
        )
    if report["unexplained_bytes"] or not report["ledger"]["verified"]:
        raise CliError("bytes left the home that the ledger does not explain", 1)


def speed_for(seconds: float | None) -> float:
    """Choose how fast the home runs: 60 times, or faster where the demonstration is short."""
    if seconds is None or seconds >= SHORT_S:
        return SPEED
    return min(FASTEST, SPEED * SHORT_S / seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """How the demonstration is shown."""

    seconds: float | None
    quiet: bool  # progress to standard error, for a report on standard output
    live: bool
    drill: bool


def _drill_span(seconds: float | None) -> tuple[float, float]:
    """Strike after the contract is approved and before it is withdrawn."""
    return (30, 150) if seconds is None else (seconds * 0.3, seconds * 0.85)


async def _play(plan: Plan, show: Show) -> dict[str, Any]:
    def say(text: str) -> None:
        typer.echo(text, err=show.quiet)

    say("starting a broker, a home, a pretend platform and the gateway ...")
    outside = await find_outside()
    if outside.why:
        say(f"outside is {outside.network}: {outside.why}")
    try:
        return await _perform(plan, outside, show, say)
    finally:
        await outside.close()


async def _perform(plan: Plan, outside: Outside, show: Show, say: Callable[[str], None]) -> dict[str, Any]:
    async with Stage(plan, outside) as stage:
        token = stage.access.token if stage.access else ""
        head = f"API {stage.url}/api/v1  token {token}"
        say(f"{head}\ncertificate SHA-256 {stage.access.fingerprint if stage.access else ''}")
        mirror = Mirror(stage.client)
        script = Script(stage, mirror, Times.of(show.seconds))
        drill = Drill(stage, script.say, *_drill_span(show.seconds))
        parts = {"mirror": mirror.run(), "script": script.run()} | ({"drill": drill.run()} if show.drill else {})
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(part, name=name) for name, part in parts.items()]
            if show.live:
                await _show(mirror, script, head, show.seconds)
            else:
                await _tell(script, show.seconds, say)
            for task in tasks:
                task.cancel()
        report = await make_report(stage, script)
        if show.drill:
            report["drill"] = [asdict(recovery) for recovery in drill.recoveries]
        say(summary(report, script.commands))
        return report


async def _until(seconds: float | None, act: Callable[[], None]) -> None:
    """Act at each refresh until the time is over or somebody presses Ctrl-C."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in ENDS:
        loop.add_signal_handler(number, stop.set)
    try:
        async with asyncio.timeout(seconds):
            while not stop.is_set():
                act()
                with suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), REFRESH_S)
    except TimeoutError:
        pass
    finally:
        for number in ENDS:
            loop.remove_signal_handler(number)


async def _show(mirror: Mirror, script: Script, head: str, seconds: float | None) -> None:
    with Live(frame(mirror, script, head), console=console, refresh_per_second=4, transient=True) as live:
        await _until(seconds, lambda: live.update(frame(mirror, script, head)))


async def _tell(script: Script, seconds: float | None, say: Callable[[str], None]) -> None:
    told = 0

    def tell() -> None:
        nonlocal told
        for line in script.log[told:]:
            say(line)
        told = len(script.log)

    await _until(seconds, tell)
