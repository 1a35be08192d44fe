"""Runs pymodbus's simulator: `run.py SITE.json HOST:PORT UNIT=DEVICE…`, the devices as its own JSON form has them.

Lines on stdin: `set UNIT SPACE ADDRESS WORD…` changes what a device holds (a bit of a coil or discrete input: 0 or 1).
Lines on stdout: `ready`; `wrote UNIT FUNCTION ADDRESS WORD…` for what a client wrote.
"""

import asyncio
import json
import logging
import sys
from pathlib import Path
from typing import Any

from pymodbus.datastore import ModbusServerContext, ModbusSimulatorContext
from pymodbus.pdu import ModbusPDU
from pymodbus.server import ModbusTcpServer

FUNCTION = {"coil": 1, "discrete": 2, "holding": 3, "input": 4}


def say(*words: object) -> None:
    print(*words, flush=True)  # noqa: T201


def told(sending: bool, pdu: ModbusPDU) -> ModbusPDU:
    """Say what was written, once it was answered."""
    if not sending and pdu.function_code in {5, 6, 15, 16}:
        words = pdu.bits if pdu.function_code in {5, 15} else pdu.registers
        say("wrote", pdu.dev_id, pdu.function_code, pdu.address, *map(int, words))
    return pdu


def put(device: ModbusSimulatorContext, space: str, address: int, words: list[int]) -> None:
    """Change what a device holds, as its own insides would."""
    start = device.fc_offset[FUNCTION[space]]
    if space in {"coil", "discrete"}:
        cell = device.registers[start + address // 16]
        mask = 1 << address % 16
        cell.value = cell.value | mask if words[0] else cell.value & ~mask
        return
    for place, word in enumerate(words):
        device.registers[start + address + place].value = word


async def main(file: str, where: str, *units: str) -> None:
    logging.disable()
    known: dict[str, Any] = json.loads(Path(file).read_text())["device_list"]
    devices = {
        int(unit): ModbusSimulatorContext(json.loads(json.dumps(known[name])), None)
        for unit, name in (one.split("=") for one in units)
    }
    host, port = where.split(":")
    server = ModbusTcpServer(ModbusServerContext(devices=dict(devices)), address=(host, int(port)), trace_pdu=told)
    await server.serve_forever(background=True)
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    say("ready")
    while line := (await reader.readline()).decode().split():
        _, unit, space, address, *words = line
        put(devices[int(unit)], space, int(address), [int(word, 0) for word in words])
        say("done", *line)


asyncio.run(main(*sys.argv[1:]))
