"""Taking units into the home. Nothing secret is asked for: a unit gives its key to who asks on the local network."""

from collections.abc import AsyncIterator, Mapping

from adapters.gree.line import Line
from adapters.gree.mapping import FIRST, present
from adapters.gree.protocol import Form, Found, plain_mac
from adapters.gree.reach import Access, Reach, Whereabouts, scan
from adapters.gree.unit import Identity
from adapters.sdk.errors import DeviceError, ProtocolError, UnreachableError
from adapters.sdk.polling import Lane
from schemas.pairing import Candidate, Paired
from schemas.value import Value


def identity(mac: str, kept: Mapping[str, Value]) -> Identity:
    """Give who a unit is, by what was kept of it."""
    told = {name: str(kept.get(name) or "") for name in ("name", "brand", "model", "firmware")}
    return Identity(key=mac, is_gateway=bool(kept.get("gateway")), **told)


def access(mac: str, kept: Mapping[str, Value]) -> Access:
    """Give what it takes to speak with a unit, by what was kept of it. KeyError, ValueError where that is broken."""
    key = str(kept["key"]).encode()
    if len(key) != 16:
        raise ValueError("a unit's key has 16 characters")
    return Access(
        host=str(kept["host"]), mac=mac, form=Form(str(kept["form"])), key=key, is_gateway=bool(kept.get("gateway"))
    )


class GreePairer:
    """Finds units and takes them in."""

    def __init__(self, whereabouts: Whereabouts, *, answer_s: float) -> None:
        """`answer_s`: how long an answer may take before a question is repeated."""
        self._whereabouts = whereabouts
        self._answer_s = answer_s

    async def discover(self, seconds: float) -> tuple[Candidate, ...]:
        found = await self._whereabouts.everybody(seconds)
        return tuple(_candidate(host, one) for host, one in found.values())

    async def pair(self, answers: Mapping[str, str]) -> AsyncIterator[str | Paired]:
        host = answers["host"]
        yield "scan"
        found = await self._who(host, plain_mac(answers.get("mac", "")))
        yield "bind"
        reach = Reach(_access(host, found), self._whereabouts, answer_s=self._answer_s)
        if not await reach.bind():
            raise UnreachableError(
                f"{host}: it gives no key",
                "check the MAC address, and that no app has locked the unit",
                code="no-key",
            )
        yield "read"
        await self._try_reading(reach)
        yield Paired(key=found.mac, name=_name(found), kept=_kept(reach.access, found))

    async def forget(self, paired: Paired) -> None:
        """Nothing is told: a unit knows of no pairing."""

    async def _who(self, host: str, mac: str) -> Found:
        found = await scan(host, answer_s=self._answer_s)
        if found is None and mac:
            return Found(mac=mac, name="", brand="", model="", mid="", version="", sub_count=0, form=Form.ECB)
        if found is None:
            raise UnreachableError(
                f"{host}: nobody answers", "for a unit that answers no search, give its MAC address too"
            )
        if mac not in {"", found.mac}:
            raise ProtocolError(
                f"another unit answers at {host}: {found.mac}", "leave the MAC address out", code="foreign-device"
            )
        return found

    async def _try_reading(self, reach: Reach) -> None:
        """Read some values: what has none is no unit of ours. DeviceError."""
        async with reach.channel() as channel:
            line = Line(channel, Lane())
            told = await line.units() if reach.access.is_gateway else present(await line.status(FIRST))
        if not told:
            raise DeviceError("it tells none of the values of an air conditioner", code="nothing-readable")


def _access(host: str, found: Found) -> Access:
    return Access(host=host, mac=found.mac, is_gateway=found.sub_count > 0)


def _name(found: Found) -> str:
    return found.name or f"Gree {found.mac[-4:]}"


def _model(found: Found) -> str:
    """Most units call their model "gree"; the number of the board tells more."""
    return found.mid if found.model.casefold() in {"", "gree"} else found.model


def _kept(way: Access, found: Found) -> dict[str, Value]:
    return {
        "host": way.host,
        "key": "" if way.key is None else way.key.decode(),
        "form": way.form.value,
        "gateway": way.is_gateway,
        "name": _name(found),
        "brand": found.brand or "gree",
        "model": _model(found),
        "firmware": (found.firmware or found.version)[:64],
    }


def _candidate(host: str, found: Found) -> Candidate:
    note = f"a gateway of {found.sub_count} units" if found.sub_count else ""
    return Candidate(
        key=found.mac, name=_name(found), address=host, model=_model(found), answers=(("host", host),), note=note
    )
