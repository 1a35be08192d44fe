"""The home on stage: steps it at the wanted speed, tells what is due, carries out what is asked."""

import asyncio
import os
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from simulators.home.devices.device import Device
from simulators.home.dialects.dialect import Asked, Dialect, Message, ReadOut, Reply
from simulators.home.dialects.homeassistant.front import Nodes
from simulators.home.dialects.zigbee2mqtt.bridge import Bridge
from simulators.home.fault import RETURN, VANISH, Fault, messages
from simulators.home.home import Home
from simulators.home.link import BrokerAddress, Link
from simulators.home.randomness import stream
from simulators.home.reporting import Reporter
from simulators.home.scene import STEP_S
from simulators.home.truth import Truth

_TICK_S: Final = 0.05
_LONGEST_RUN: Final = 300  # steps without letting the loop breathe
_MAX_PENDING: Final = 1000
_LATENCY_S: Final = (0.02, 0.15)  # radio and firmware, in real time


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Simulated seconds a real second, and the most messages a real second that devices may send (0: no limit)."""

    speed: float
    rate_limit: float = 0.0


class _Allowance:
    """A bucket of one second's messages; what is not allowed now stays due."""

    def __init__(self, rate: float) -> None:
        self._rate = rate
        self._left = rate
        self._at_s = time.monotonic()

    def spend(self) -> bool:
        if not self._rate:
            return True
        now_s = time.monotonic()
        self._left = min(self._rate, self._left + (now_s - self._at_s) * self._rate)
        self._at_s = now_s
        if self._left < 1:
            return False
        self._left -= 1
        return True


class Performance:
    """One home, two dialects, one broker. Orders wait their latency; more than a thousand waiting are dropped."""

    def __init__(self, home: Home, address: BrokerAddress, pace: Pace, truth: Truth) -> None:
        self.counts: Counter[str] = Counter()
        self._home = home
        self._pace = pace
        self._truth = truth
        self._allowance = _Allowance(pace.rate_limit)
        self._reporters = [Reporter(device) for device in home.devices]
        self._vanished: set[str] = set()
        self._latency = stream(home.seed, "latency")
        self._pending: set[asyncio.TimerHandle] = set()
        self._began_s = time.monotonic()
        self._stages = _stages(home)
        self._by_device = {name: stage for stage in self._stages for name in stage.devices}
        self._links = {
            name: self._link(name, dialect, address) for name, dialect in zip(_NAMES, self._stages, strict=True)
        }

    @property
    def t_real_s(self) -> float:
        """Real seconds since the performance began."""
        return time.monotonic() - self._began_s

    async def connected(self) -> None:
        """Wait until both front ends have announced everything."""
        for link in self._links.values():
            await link.ready.wait()

    async def run(self, faults: Sequence[Fault] = ()) -> None:
        """Play until cancelled."""
        try:
            async with asyncio.TaskGroup() as group:
                for name, link in self._links.items():
                    group.create_task(link.run(), name=f"link {name}")
                await self.connected()
                self._began_s = time.monotonic()
                self._introduce()
                for fault in faults:
                    group.create_task(self._commit(fault), name=f"fault {fault.kind}")
                await self._play()
        finally:
            for handle in self._pending:
                handle.cancel()

    def directory(self) -> list[Mapping[str, Any]]:
        """Who lives here, for the truth file."""
        return [
            {
                "name": entry.place.name,
                "zh": entry.place.zh,
                "room": entry.place.room,
                "model": entry.model,
                "dialect": entry.dialect,
                "orders": sorted(device.orders),
                "address": self._by_device[device.name].address(device),
            }
            for entry, device in zip(self._home.entries, self._home.devices, strict=True)
        ]

    def _introduce(self) -> None:
        doing = {resident.name: resident.activity for resident in self._home.residents}
        home = self._home
        self._truth.write("home", seed=home.seed, start=home.start, residents=doing, devices=self.directory())

    def summary(self) -> dict[str, Any]:
        """Counts since the start."""
        sent = sum(link.sent for link in self._links.values())
        dropped = sum(link.dropped for link in self._links.values())
        return {
            "devices": len(self._home.devices),
            "simulated_s": self._home.t_s,
            "real_s": round(self.t_real_s, 3),
            "messages": sent,
            "dropped": dropped,
            "orders": self.counts["orders"],
            "ignored": self.counts["ignored"],
        }

    def _link(self, name: str, dialect: Dialect, address: BrokerAddress) -> Link:
        return Link(
            address,
            f"home-{name}-{os.getpid()}",  # two homes at one broker must not push each other out
            will=dialect.will,
            subscriptions=dialect.subscriptions,
            announce=dialect.announce,
            hear=lambda topic, payload: self._hear(dialect, topic, payload),
        )

    async def _play(self) -> None:
        tick_s = max(_TICK_S, STEP_S / self._pace.speed / 4)
        while True:
            behind = int(self.t_real_s * self._pace.speed / STEP_S) - self._home.steps
            for _ in range(min(behind, _LONGEST_RUN)):
                self.step()
            await asyncio.sleep(0 if behind > _LONGEST_RUN else tick_s)

    def step(self) -> None:
        """One simulated second, and what there is to tell of it."""
        self._home.step()
        for resident in self._home.residents:
            if resident.changed:
                self._note("resident", resident=resident.name, activity=resident.activity, room=resident.room)
        for reporter in self._reporters:
            self._tell_events(reporter.device)
            due = reporter.due(self._home.t_s)
            if due and self._allowance.spend():
                self._tell(reporter, due)

    def _tell(self, reporter: Reporter, due: set[str]) -> None:
        device = reporter.device
        dialect = self._by_device[device.name]
        reporter.told(dialect.carried(device, due), self._home.t_s)
        if device.name in self._vanished:
            return
        self._send(dialect, dialect.report(device, due))
        self._note("state", device=device.name, state=dict(device.state))

    def _tell_events(self, device: Device) -> None:
        if not device.events:
            return
        for event in device.events:
            self._send(self._by_device[device.name], self._by_device[device.name].happened(device, event))
            self._note("happened", device=device.name, what=event)
        device.events.clear()

    def _send(self, dialect: Dialect, batch: Any) -> None:
        link = self._links[_NAMES[self._stages.index(dialect)]]
        for message in batch:
            link.publish(message)

    def _hear(self, dialect: Dialect, topic: str, payload: bytes) -> None:
        for received in dialect.receive(topic, payload):
            if isinstance(received, Reply):
                self._send(dialect, received.messages)
            elif len(self._pending) < _MAX_PENDING:
                self._after_latency(received)
            else:
                self.counts["ignored"] += 1

    def _after_latency(self, received: Asked | ReadOut) -> None:
        def act() -> None:
            self._pending.discard(handle)
            self._act(received)

        handle = asyncio.get_running_loop().call_later(self._latency.uniform(*_LATENCY_S), act)
        self._pending.add(handle)

    def _act(self, received: Asked | ReadOut) -> None:
        """The device takes or ignores what was asked, and tells how it is now."""
        if received.device in self._vanished:
            return
        device = self._home.device(received.device)
        reporter = next(reporter for reporter in self._reporters if reporter.device is device)
        if isinstance(received, Asked):
            for name, value in received.orders:
                self._order(device, name, value)
        self._tell_events(device)
        self._tell(reporter, set(device.state))

    def _order(self, device: Device, name: str, value: Any) -> None:
        taken = device.order(name, value)
        self.counts["orders"] += 1
        self._note("ordered", device=device.name, order=name, value=value, taken=taken)
        if not taken:
            self.counts["ignored"] += 1
            self._send(self._by_device[device.name], self._by_device[device.name].ignored(device, name))

    async def _commit(self, fault: Fault) -> None:
        await asyncio.sleep(fault.at_s)
        name = fault.device or self._home.devices[0].name
        device, dialect = self._home.device(name), self._by_device[name]
        if fault.kind == VANISH:
            self._vanished.add(name)
        elif fault.kind == RETURN:
            self._vanished.discard(name)
        self._note("fault", kind=fault.kind, device=name)
        batch: list[Message] = list(messages(fault, dialect, device))
        for number, message in enumerate(batch):
            self._send(dialect, [message])
            if number % 200 == 199:
                await asyncio.sleep(0.01)  # a flood, but one that the own sending queue survives

    def _note(self, event: str, **fields: Any) -> None:
        self._truth.write(event, t_s=self._home.t_s, real_s=round(self.t_real_s, 3), **fields)


_NAMES: Final = ("zigbee2mqtt", "homeassistant")


def _stages(home: Home) -> tuple[Dialect, Dialect]:
    pairs = list(zip(home.entries, home.devices, strict=True))
    zigbee = [pair for pair in pairs if pair[0].dialect == "zigbee2mqtt"]
    others = [pair for pair in pairs if pair[0].dialect == "homeassistant"]
    return Bridge(zigbee, home.seed), Nodes(others, home.seed)
