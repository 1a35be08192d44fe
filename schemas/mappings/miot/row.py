"""How a row of the MIoT tables is written, and how it is fitted to the words and limits of one device.

MIoT-Spec-V2 names a property by its service and its own name. "*" stands for any service: the name means the same
everywhere. Makers add services of their own beside the standard; they are claimed by name too where the name is an
ordinary word whose meaning is sure.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final, TypeAlias

from schemas.conversion import (
    IDENTITY,
    NUMERIC,
    Conversion,
    ConversionError,
    enum_map,
    folded,
    scale,
    vocabulary,
)
from schemas.mapping import Row, Source
from schemas.units import normalise
from schemas.value import Scalar, Value
from schemas.vocabulary import Kind

MiotKey: TypeAlias = tuple[str, str]
"""(service, property), each the name part of its urn; service "*" is any."""

ANY: Final = "*"


def claim(
    services: str,
    names: str,
    to: str,
    convert: Conversion | None = None,
    *,
    unit: str = "",
    difference: bool = False,
) -> Iterator[Row[MiotKey]]:
    """Claim every name in every service, both written with spaces between, for one place."""
    capability, name = to.split(".")
    for service in services.split():
        for source in names.split():
            key = (service, source)
            yield Row(
                source=key,
                capability=capability,
                name=name,
                convert=IDENTITY if convert is None else convert,
                unit=unit,
                difference=difference,
            )


ON_OFF: Final = vocabulary(
    on=True,
    off=False,
    open=True,
    close=False,
    closed=False,
    opened=True,
    enable=True,
    disable=False,
    enabled=True,
    disabled=False,
    yes=True,
    no=False,
    true=True,
    false=False,
    switch_on=True,
    switch_off=False,
    turn_on=True,
    en_keepwarm=True,
    dis_keepwarm=False,
    turn_off=False,
    start=True,
    stop=False,
    打开=True,
    关闭=False,
    开启=True,
    开=True,
    关=False,
    启用=True,
    禁用=False,
    使能=True,
    是=True,
    否=False,
    有=True,
    无=False,
)
"""Words for on and off; "open" of a switch that Chinese makers mean as "on" is among them."""


def flag(services: str, names: str, to: str, words: Conversion = ON_OFF) -> Iterator[Row[MiotKey]]:
    """Claim a truth value, whether a device tells it as bool or as two words."""
    yield from claim(services, names, to)
    yield from claim(services, names, to, words)


def inverted_flag(services: str, names: str, to: str) -> Iterator[Row[MiotKey]]:
    """Claim a truth value that the vendor tells the other way round."""
    yield from claim(services, names, to, _only(enum_map({True: False, False: True}), Kind.BOOLEAN))


def states(services: str, names: str, to: str, *, true: str, false: str) -> Iterator[Row[MiotKey]]:
    """Claim a vendor's truth value for two members of ours."""
    yield from claim(services, names, to, _only(enum_map({True: true, False: false}), Kind.BOOLEAN))


def _only(convert: Conversion, kind: Kind) -> Conversion:
    return replace(convert, sources=frozenset({kind}))


def text_words(convert: Conversion) -> Conversion:
    """Let a vocabulary take plain numbers too: those pass as text."""
    return replace(convert, sources=frozenset({Kind.ENUM, Kind.STRING}))


# ---- conversions that MIoT needs besides the common ones


def _rgb(value: Value) -> Value:
    if value is None:
        return None
    if value.__class__ is not int or not 0 <= value <= 0xFFFFFF:
        raise ConversionError("a colour from 0 to 16777215", value)
    return f"#{value:06X}"


def _rgb_back(value: Value) -> Value:
    if value is None:
        return None
    if not isinstance(value, str) or re.fullmatch(r"#[0-9A-Fa-f]{6}", value) is None:
        raise ConversionError("a colour like #FF8000", value)
    return int(value[1:], 16)


RGB: Final = Conversion(name="rgb", decode=_rgb, encode=_rgb_back, sources=frozenset({Kind.INTEGER}))
"""A whole number 0xRRGGBB to #RRGGBB."""


def _digits(value: Value) -> Value:
    if value is None or isinstance(value, str):
        return value
    if value.__class__ is not int or abs(value) >= 10**18:
        raise ConversionError("a whole number or a text", value)
    return str(value)


def _digits_back(value: Value) -> Value:
    if value is None:
        return None
    if not isinstance(value, str) or re.fullmatch(r"-?[0-9]{1,18}", value) is None:
        raise ConversionError("a text of digits", value)
    return int(value)


DIGITS: Final = Conversion(name="digits", decode=_digits, encode=_digits_back, sources=frozenset({Kind.INTEGER}))
"""A number that is a code, not an amount, to text."""


def _minutes(value: Value) -> Value:
    if value is None:
        return None
    found = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::[0-5][0-9])?", value) if isinstance(value, str) else None
    if found is None:
        raise ConversionError("a time of day like 22:30", value)
    return int(found[1]) * 60 + int(found[2])


def _minutes_back(value: Value) -> Value:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 1440:
        raise ConversionError("minutes after midnight", value)
    return f"{value // 60:02}:{value % 60:02}"


CLOCK: Final = Conversion(
    name="clock", decode=_minutes, encode=_minutes_back, sources=frozenset({Kind.STRING}), rescales=True
)
"""A time of day, "22:30", to minutes after midnight; seconds are dropped."""


def _unfitted(value: Value) -> Value:
    raise ConversionError("a row that was fitted to its device", value)


FRACTION: Final = replace(IDENTITY, name="fraction", sources=frozenset({Kind.NUMBER}))
"""As it is, where the vendor tells fractions: a whole number without a unit may be a hundredth of anything."""


PERCENT: Final = Conversion(name="percent-of-own-range", decode=_unfitted, encode=_unfitted, sources=frozenset())
"""A share: per cent as it is, or a level 0..n of a device as per cent of n. Fits nothing until `fitted_row`."""

OF_HUNDRED: Final = Conversion(name="level-of-100", decode=_unfitted, encode=_unfitted, sources=frozenset())
"""A level that a device counts to exactly 100, which is per cent. Fits nothing else."""

WORD_LEVELS: Final = vocabulary(
    off=0,
    close=0,
    closed=0,
    none=0,
    low=1,
    min=1,
    weak=1,
    mild=1,
    soft=1,
    middle=2,
    medium=2,
    mid=2,
    normal=2,
    high=3,
    strong=3,
    max=3,
    关闭=0,
    低=1,
    低档=1,
    弱=1,
    中=2,
    中档=2,
    高=3,
    高档=3,
    强=3,
    **{f"{word}{number}": number for number in range(11) for word in ("level", "gear", "level_", "gear_", "level-")},
)
"""Words that number a step; a device that numbers its steps itself needs none of them."""


def fitted_rows(rows: Iterable[Row[MiotKey]], source: Source) -> tuple[Row[MiotKey], ...]:
    """Fit rows to one device; of several vocabularies the one that knows most of its words comes first."""
    fitted = (fitted_row(row, source) for row in rows)
    return (
        tuple(fitted) if source.values is None else tuple(sorted(fitted, key=lambda row: -_known(row, source.values)))
    )


def _known(row: Row[MiotKey], words: tuple[Scalar, ...] | None) -> float:
    """Give the share of the words that a fitted row knows; a row that takes any text stands at a half."""
    if row.convert.pairs is None:
        return 0.49
    return sum(folded(word) in row.convert.pairs for word in words or () if isinstance(word, str)) / len(words or (0,))


def fitted_row(row: Row[MiotKey], source: Source) -> Row[MiotKey]:
    """Fit a row to one device: its words find their meaning however they are spelt, its levels their share."""
    if row.convert is OF_HUNDRED and source.kind in NUMERIC and source.maximum == 100:
        return replace(row, convert=IDENTITY, unit="%")
    if row.convert is PERCENT:
        return replace(row, convert=_share(source), unit="" if _own_range(source) else "%")
    table = row.convert.pairs
    if table is None or source.values is None or not all(isinstance(word, str) for word in table):
        return row
    return replace(row, convert=_for_words(row, table, source))


def _own_range(source: Source) -> bool:
    return source.kind in NUMERIC and not normalise(source.unit) and source.maximum not in {None, 100}


def _share(source: Source) -> Conversion:
    if source.kind not in NUMERIC or (source.minimum or 0) < 0 or not (source.maximum or 100) > 0:
        return PERCENT
    top = (source.maximum or 100) if _own_range(source) else 100
    return replace(scale(100, top), rescales=_own_range(source))


def _for_words(row: Row[MiotKey], table: Mapping[Scalar, Scalar], source: Source) -> Conversion:
    """Fit a vocabulary to a device's words. What can be written keeps each word apart, so that each can be chosen."""
    meanings = _compact(table)
    found: dict[str, Scalar] = {}
    for word in source.values or ():
        ours = meaning(meanings, word) if isinstance(word, str) else None
        if ours is not None and not ("w" in source.access and ours in found.values() and isinstance(ours, str)):
            found[folded(str(word))] = ours
    return replace(vocabulary(**found), sources=row.convert.sources) if found else row.convert


def _compact(table: Mapping[Scalar, Scalar]) -> Mapping[str, Scalar]:
    return {compact(str(word)): ours for word, ours in reversed(tuple(table.items()))}


def compact(word: str) -> str:
    """Give the letters and digits of a word alone: "No Faults", "no-faults" and "NoFaults" are one."""
    return "".join(letter for letter in word.casefold() if letter.isalnum())


_TAILS: Final = ("mode", "wind", "level", "gear", "status", "state", "模式", "档", "状态")


def meaning(table: Mapping[str, Scalar], word: str) -> Scalar | None:
    """Find a word in a compact table, without its `#n`, then without what adds nothing to it."""
    plain = compact(re.sub(r"#\d+$", "", word))
    if plain in table:
        return table[plain]
    for tail in _TAILS:
        if plain.endswith(tail) and plain[: -len(tail)] in table:
            return table[plain[: -len(tail)]]
    return None
