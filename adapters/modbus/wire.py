"""The wire: pymodbus as the client, connected to a checked address, as a channel of whole messages.

A message is the unit's number and a PDU, as in the frame of Modbus TCP without transaction and length (MODBUS
Messaging on TCP/IP Implementation Guide V1.0b, §3.1.3). The library pairs answers with requests by their
transaction, and drops what answers nobody. It never connects by itself: a lost connection is lost.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from pymodbus.client import AsyncModbusTcpClient
from pymodbus.exceptions import ModbusException
from pymodbus.pdu import DecodePDU, ModbusPDU

from adapters.modbus.protocol.frame import fault_of, named
from adapters.sdk.errors import ProtocolError, UnreachableError
from adapters.sdk.network import checked

CONNECT_S: Final = 5.0
_REQUESTS: Final = DecodePDU(is_server=True)
_QUIET: Final = logging.CRITICAL + 1  # what goes wrong is told by the device's state, once


class Wire:
    """One connection, one request in flight."""

    def __init__(self, where: str, answer_s: float) -> None:
        """`where` names the far end in reasons; `answer_s` is how long an answer may take."""
        self._where = where
        self._answer_s = answer_s
        self._client: AsyncModbusTcpClient | None = None
        self._limit: asyncio.Timeout | None = None
        self._trouble: ProtocolError | UnreachableError | None = None
        self._request: ModbusPDU | None = None

    async def connect(self, address: str, port: int) -> bool:
        """Connect to an address that was checked."""
        logging.getLogger("pymodbus.logging").setLevel(_QUIET)
        self._client = AsyncModbusTcpClient(
            address,
            port=port,
            reconnect_delay=0,
            retries=0,
            timeout=CONNECT_S,
            trace_packet=self._passing,
            trace_connect=self._connected,
        )
        return await self._client.connect()

    def close(self) -> None:
        """Hang up."""
        if self._client is not None:
            self._client.close()

    def _passing(self, sending: bool, data: bytes) -> bytes:
        """Look at what comes: what is no Modbus ends the waiting at once, and the library does not see it."""
        if sending:
            return data
        if (fault := fault_of(data)) is None:
            return named(data)
        self._give_up(ProtocolError(f"{self._where} sends what is no Modbus: {fault}", code="malformed-message"))
        return b""

    def _connected(self, connected: bool) -> None:
        if not connected:
            self._give_up(UnreachableError(f"{self._where} hung up"))

    def _give_up(self, trouble: ProtocolError | UnreachableError) -> None:
        self._trouble = trouble
        if self._limit is not None and not self._limit.expired():
            self._limit.reschedule(asyncio.get_running_loop().time())

    async def send(self, message: bytes) -> None:
        request = _REQUESTS.decode(message[1:])
        if request is None:
            raise ValueError("this is no request")
        request.dev_id = message[0]
        self._request = request

    async def receive(self) -> bytes:
        """Give the answer to what was sent last. UnreachableError "no-answer" leaves the connection as it is."""
        request, self._request = self._request, None
        if request is None:
            raise RuntimeError("nothing was asked")
        answer = await self._answer(request)
        return bytes((answer.dev_id, answer.function_code)) + answer.encode()

    async def _answer(self, request: ModbusPDU) -> ModbusPDU:
        client = self._client
        if client is None or not client.connected:
            raise UnreachableError(f"{self._where} hung up")
        self._trouble = None
        try:
            async with asyncio.timeout(self._answer_s) as self._limit:
                return await client.ctx.execute(no_response_expected=False, request=request)
        except (TimeoutError, ModbusException) as error:
            raise self._why() from error
        finally:
            self._limit = None

    def _why(self) -> ProtocolError | UnreachableError:
        silent = UnreachableError(f"{self._where}: no answer in {self._answer_s:g} s", code="no-answer")
        return self._trouble or silent


@asynccontextmanager
async def wire(host: str, port: int, *, answer_s: float) -> AsyncIterator[Wire]:
    """Check the address and connect; hang up in the end. Raises LinkError."""
    where = f"{host}:{port}"
    for target in await checked(host, port):
        one = Wire(where, answer_s)
        try:
            if await one.connect(str(target.address[0]), port):
                yield one
                return
        finally:
            one.close()
    raise UnreachableError(f"{where} takes no connection", "check the address, and that Modbus TCP is switched on")
