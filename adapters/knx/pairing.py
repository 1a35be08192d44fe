"""Finding KNXnet/IP interfaces and routers, and taking one into the home. The interface keeps nothing of it."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence

from adapters.knx.installation import kept_of
from adapters.knx.link import Tunnel
from adapters.knx.mapping import LINK
from adapters.knx.project import ProjectError, exported
from adapters.knx.protocol.address import AddressError, individual_address, individual_text
from adapters.knx.protocol.frame import Described
from adapters.knx.way import Interfaced, SpeaksUdp, everybody
from adapters.sdk.beside import beside
from adapters.sdk.errors import RejectedError
from adapters.sdk.network import Datagrams
from schemas.pairing import Candidate, Paired
from schemas.value import Value

NO_TUNNELS = "it offers no tunnels; hear routers with `routing` in the settings"


class KnxPairer:
    """Searches by multicast on the configured interfaces, and pairs with what answers at an address."""

    def __init__(
        self,
        interfaces: Sequence[str],
        make: Callable[[str, int], Interfaced],
        paired: tuple[str, str] = ("", ""),
        *,
        configured: bool = False,
    ) -> None:
        """`make` gives the way to a host, with an individual address of ours, or 0; `paired` are its host and mac.

        `configured`: the settings name the way to the bus, so that there is nothing to pair.
        """
        self._interfaces = tuple(interfaces)
        self._make = make
        self._host, self._mac = paired
        self._configured = configured

    async def discover(self, seconds: float) -> tuple[Candidate, ...]:
        found = await everybody(self._interfaces, seconds)
        return tuple(self._candidate(host, one) for host, one in found.items())

    def _candidate(self, host: str, one: Described) -> Candidate:
        is_ours = one.mac == self._mac if self._mac else host == self._host
        return Candidate(
            key=LINK if is_ours else one.serial or one.mac or host,
            name=one.name or f"KNX {individual_text(one.address)}",
            address=host,
            model="KNXnet/IP router" if one.routing else "KNXnet/IP interface",
            paired=is_ours,
            answers=(("host", host),),
            note="" if one.tunnelling else NO_TUNNELS,
        )

    async def pair(self, answers: Mapping[str, str]) -> AsyncIterator[str | Paired]:
        host = answers["host"]
        yield "connect"
        if self._configured:
            raise RejectedError(
                "the configuration names the way to this bus",
                "remove `host` or `routing` there to pair",
                code="configured",
            )
        wanted = _individual(answers.get("individual-address", ""))
        way = self._make(host, wanted)
        async with await Datagrams.open(host, way.port, source=await way.source(host)) as link:
            tunnel = Tunnel(
                SpeaksUdp(link),
                link.own,
                lambda _: None,
                lambda _: None,
                answer_s=way.pace.answer_s,
                pause_s=way.pace.pause_s,
            )
            async with beside(tunnel.listen(), name="knx listener"):
                yield "describe"
                server = await tunnel.describe()
                yield "tunnel"
                await tunnel.connect(link.peer, wanted)
                await tunnel.disconnect()
        yield "addresses"
        kept: dict[str, Value] = {
            "host": host,
            "individual-address": answers.get("individual-address", ""),
            "mac": server.mac,
            "addresses": _addresses(answers.get("addresses", "")),
        }
        self._host, self._mac = host, server.mac
        yield Paired(key=LINK, name=server.name or "KNX", kept=kept)

    async def forget(self, paired: Paired) -> None:
        """Nothing is told: the interface knows of no pairing."""
        del paired
        self._host = self._mac = ""


def _individual(text: str) -> int:
    if not text:
        return 0
    try:
        return individual_address(text)
    except AddressError as error:
        raise RejectedError(str(error), code="bad-address") from error


def _addresses(text: str) -> list[Value]:
    if not text.strip():
        return []
    try:
        return kept_of(exported(text).groups)
    except ProjectError as error:
        fix = "export the group addresses in ETS as XML or CSV; a project file belongs into the settings"
        raise RejectedError(str(error), fix, code="bad-project") from error
