"""Devices on a KNX bus, played by xknx through a tunnel: `run.py HOST OWN-ADDRESS`.

A line "set GROUP DPT VALUE" on standard input changes something at a device, "say GROUP HEX" sends any octets; what
devices are told is told on standard output.
"""

import asyncio
import json
import sys

from xknx import XKNX
from xknx.dpt.dpt import DPTBase
from xknx.dpt.payload import DPTArray, DPTBinary
from xknx.io import ConnectionConfig, ConnectionType
from xknx.telegram import GroupAddress, Telegram, TelegramDirection
from xknx.telegram.apci import GroupValueRead, GroupValueResponse, GroupValueWrite

Payload = DPTBinary | DPTArray

STATES = {  # what an actuator tells after it was written, by the group address that is written
    "1/0/1": "1/0/2",
    "1/0/3": "1/0/4",
    "1/0/6": "1/0/7",
    "1/0/8": "1/0/9",
    "1/1/1": "1/1/2",
    "2/0/3": "2/0/4",
    "2/0/5": "2/0/6",
    "3/0/2": "3/0/3",
    "3/0/4": "3/0/5",
    "3/0/7": "3/0/8",
}
UP_DOWN, POSITION_STATE = "2/0/1", "2/0/4"
LIGHTS = {"1/0/3": "1/0/2"}  # a dimmer that is set to a level is on, or off


class Bus:
    """All devices, and what their group objects hold."""

    def __init__(self, host: str, own: str) -> None:
        config = ConnectionConfig(
            connection_type=ConnectionType.TUNNELING, gateway_ip=host, local_ip=own, auto_reconnect_wait=1
        )
        self.xknx = XKNX(connection_config=config, telegram_received_cb=self.heard)
        self.values: dict[str, Payload] = {}

    def tell(self, group: str, payload: Payload, *, answer: bool = False) -> None:
        service = GroupValueResponse(payload) if answer else GroupValueWrite(payload)
        self.xknx.telegrams.put_nowait(Telegram(destination_address=GroupAddress(group), payload=service))

    def change(self, group: str, payload: Payload) -> None:
        self.values[group] = payload
        self.tell(group, payload)

    def heard(self, telegram: Telegram) -> None:
        if telegram.direction is not TelegramDirection.INCOMING:
            return
        group = str(telegram.destination_address)
        match telegram.payload:
            case GroupValueRead() if group in self.values:
                self.tell(group, self.values[group], answer=True)
            case GroupValueRead():
                print("asked", group, flush=True)  # noqa: T201
            case GroupValueWrite(value=value):
                print("told", group, shown(value), flush=True)  # noqa: T201
                self.act(group, value)
            case _:
                pass

    def act(self, group: str, value: Payload) -> None:
        if group in STATES:
            self.change(STATES[group], value)
        if group in LIGHTS:
            self.change(LIGHTS[group], DPTBinary(int(value.value != (0,))))
        if group == UP_DOWN:
            self.change(POSITION_STATE, DPTArray(255 if value.value else 0))

    def obey(self, line: str) -> None:
        word, group, *rest = line.split(" ", 3)
        if word == "set":
            transcoder = DPTBase.parse_transcoder(rest[0])
            if transcoder is None:
                raise ValueError(rest[0])
            self.change(group, transcoder.to_knx(json.loads(rest[1])))
        elif word == "say":
            self.tell(group, DPTArray(bytes.fromhex(rest[0])))


def shown(value: Payload) -> str:
    return f"={value.value}" if isinstance(value, DPTBinary) else bytes(value.value).hex()


async def lines() -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    return reader


async def main(host: str, own: str) -> None:
    bus = Bus(host, own)
    for group, dpt, value in json.loads(sys.argv[3]) if len(sys.argv) > 3 else ():
        transcoder = DPTBase.parse_transcoder(dpt)
        if transcoder is not None:
            bus.values[group] = transcoder.to_knx(value)
    await bus.xknx.start()
    print("ready", flush=True)  # noqa: T201
    reader = await lines()
    while line := (await reader.readline()).decode().strip():
        bus.obey(line)
    await bus.xknx.stop()


asyncio.run(main(sys.argv[1], sys.argv[2]))
