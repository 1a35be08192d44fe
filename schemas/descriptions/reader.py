"""Which documents about devices can be read without an adapter, and by what."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from schemas.coverage import MapReport
from schemas.descriptions import matter, miot, smartthings, tuya


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One form of description. `recognises` looks at the first line; `report` reads all lines, ValueError if bad."""

    name: str
    en: str
    recognises: Callable[[str], bool]
    report: Callable[[Iterable[str]], MapReport]


READERS: Final = (
    Reader(name="miot", en="MIoT-Spec-V2 instances", recognises=miot.recognises, report=miot.report),
    Reader(
        name="smartthings",
        en="SmartThings device status",
        recognises=smartthings.recognises,
        report=smartthings.report,
    ),
    Reader(name="matter", en="certified Matter products", recognises=matter.recognises, report=matter.report),
    Reader(name="tuya", en="Tuya device configurations", recognises=tuya.recognises, report=tuya.report),
)
