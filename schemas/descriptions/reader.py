"""Which documents about devices can be read without an adapter, and by what."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from schemas.coverage import MapReport
from schemas.descriptions import matter, miot, smartthings, tuya


def _none(_: MapReport) -> Mapping[str, MapReport]:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One form of description. `recognises` looks at the first line; `report` reads all lines, ValueError if bad.

    `readings` gives parts of a report that are worth a figure of their own, by name.
    """

    name: str
    en: str
    recognises: Callable[[str], bool]
    report: Callable[[Iterable[str]], MapReport]
    readings: Callable[[MapReport], Mapping[str, MapReport]] = _none


READERS: Final = (
    Reader(name="miot", en="MIoT-Spec-V2 instances", recognises=miot.recognises, report=miot.report),
    Reader(
        name="smartthings",
        en="SmartThings device status",
        recognises=smartthings.recognises,
        report=smartthings.report,
        readings=smartthings.readings,
    ),
    Reader(name="matter", en="certified Matter products", recognises=matter.recognises, report=matter.report),
    Reader(name="tuya", en="Tuya device configurations", recognises=tuya.recognises, report=tuya.report),
)
