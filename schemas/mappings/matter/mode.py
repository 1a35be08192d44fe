"""Mode clusters: a mode has a number of the device's own choice, and tags that say what it is.

Matter 1.6 Application Cluster Specification, 1.10 "Mode Base Cluster". So a mode means something only together with
SupportedModes, from which `modes` builds the conversion for one device; `options` builds that list for a bridge.
"""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Final

from schemas.conversion import VENDOR_PREFIX, Conversion, ConversionError, numbered
from schemas.mappings.matter.row import Given
from schemas.value import Value
from schemas.vocabulary import Kind

SUPPORTED_MODES: Final = 0x0000
_OWN: Final = 0x4000  # tags from here on are a cluster's own, and say more than the common ones
_AUTO: Final = 0x0000

COMMON_TAGS: Final[Mapping[str, int]] = {
    "auto": 0x0000, "quick": 0x0001, "quiet": 0x0002, "lowNoise": 0x0003, "lowEnergy": 0x0004,
    "vacation": 0x0005, "min": 0x0006, "max": 0x0007, "night": 0x0008, "day": 0x0009,
}  # fmt: skip


def mode_tags(**words: int) -> Conversion:
    """Our words and the mode tag of each. On its own it converts tags; with SupportedModes see `modes`."""
    return numbered(**words)


def supported(**words: int) -> Given:
    """Say that a mode is read by SupportedModes, with these words of ours and their tags."""
    return Given(attributes=(SUPPORTED_MODES,), names=("SupportedModes",), build=partial(modes, words))


def modes(words: Mapping[str, int], options_of_device: Value) -> Conversion:
    """Build the conversion between the modes of one device and our words.

    The mode with the fewest tags chooses first, and a tag of the cluster's own comes before a common one. A mode for
    which no word is left is `vendor:<its label>`.
    """
    by_tag = {tag: word for word, tag in words.items()}
    meanings: dict[int, str] = {}
    for number, label, tags in sorted(_read(options_of_device), key=lambda one: len(one[2])):
        free = [by_tag[tag] for tag in tags if tag in by_tag and by_tag[tag] not in meanings.values()]
        same = [word for word in (label,) if word in words and word not in meanings.values()]
        meanings[number] = next(iter((*same, *free)), f"{VENDOR_PREFIX}{label or number}")
    return choice(meanings)


def _read(value: Value) -> Iterable[tuple[int, str, list[int]]]:
    """Give number, label and tags of each option, the most telling tags first."""
    if not isinstance(value, list):
        raise ConversionError("a list of modes", value)
    for option in value:
        number = option.get("mode") if isinstance(option, dict) else None
        if not isinstance(option, dict) or not isinstance(number, int):
            raise ConversionError("a mode with its number", option)
        tags = sorted(_tags(option), key=lambda tag: (tag < _OWN, tag == _AUTO))
        yield number, str(option.get("label") or ""), tags


def _tags(option: dict[str, Value]) -> list[int]:
    """Give the standard tags; those of a manufacturer mean nothing here."""
    tags = option.get("modeTags")
    found = tags if isinstance(tags, list) else []
    standard = [tag.get("value") for tag in found if isinstance(tag, dict) and not tag.get("mfgCode")]
    return [tag for tag in standard if isinstance(tag, int)]


def choice(meanings: Mapping[int, str]) -> Conversion:
    """Convert between numbers and words; two modes of one label keep the first number on the way back."""
    numbers: dict[str, int] = {}
    for number, word in meanings.items():
        numbers.setdefault(word, number)

    def decode(value: Value) -> Value:
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            raise ConversionError("the number of a choice", value)
        return meanings.get(value) or f"{VENDOR_PREFIX}{value}"

    def encode(value: Value) -> Value:
        if value is None:
            return None
        if not isinstance(value, str) or value not in numbers:
            raise ConversionError(f"one of {', '.join(numbers)}", value)
        return numbers[value]

    sources = frozenset({Kind.ENUM, Kind.INTEGER, Kind.STRING})
    return Conversion(
        name="choice", decode=decode, encode=encode, sources=sources, pairs=dict(meanings.items()), rescales=True
    )


def options(words: Mapping[str, int], members: Iterable[str]) -> list[Value]:
    """Build SupportedModes for a device of ours: our members in their order, numbered from 0, labelled by their word.

    A word without a tag gets none, which the specification allows; `modes` still finds it by its label.
    """
    return [
        {"label": word, "mode": number, "modeTags": [{"value": words[word]}] if word in words else []}
        for number, word in enumerate(members)
    ]


def mode_with(tag: int, options_of_device: Value) -> int | None:
    """Give the number of the device's mode with that tag, the one with the fewest tags where several have it."""
    found = [(len(tags), number) for number, _, tags in _read(options_of_device) if tag in tags]
    return min(found)[1] if found else None
