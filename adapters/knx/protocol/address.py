"""Group and individual addresses as text and as numbers (KNX Standard v2.1, 3/3/2 §2.4 and §2.5)."""

from typing import Final

_LEVELS: Final = {1: (16,), 2: (5, 11), 3: (5, 3, 8)}  # bits of each part of a group address
_INDIVIDUAL: Final = (4, 4, 8)  # area, line, device


class AddressError(ValueError):
    """A text that is no address."""


def group_address(text: str) -> int:
    """Read "1/2/3", "1/515" or "2563". AddressError; 0 is for broadcasts and no group."""
    parts = text.strip().split("/")
    bits = _LEVELS.get(len(parts))
    number = None if bits is None else _number(parts, bits)
    if not number:
        raise AddressError(f"{text[:20]!r} is no group address; write it like 1/2/3, at most 31/7/255")
    return number


def group_text(number: int) -> str:
    """Write a group address in three levels, which is the form used everywhere here."""
    return f"{number >> 11}/{number >> 8 & 7}/{number & 255}"


def individual_address(text: str) -> int:
    """Read "1.1.250". AddressError."""
    number = _number(text.strip().split("."), _INDIVIDUAL)
    if number is None:
        raise AddressError(f"{text[:20]!r} is no individual address; write it like 1.1.250, at most 15.15.255")
    return number


def individual_text(number: int) -> str:
    """Write an individual address."""
    return f"{number >> 12}.{number >> 8 & 15}.{number & 255}"


def _number(parts: list[str], bits: tuple[int, ...]) -> int | None:
    if len(parts) != len(bits):
        return None
    number = 0
    for part, width in zip(parts, bits, strict=True):
        if not (part.isascii() and part.isdecimal() and len(part) <= 5 and int(part) < 1 << width):
            return None
        number = number << width | int(part)
    return number
