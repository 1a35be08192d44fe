"""What of a pairing must be in no recording: what opens a device or names one. Who is in doubt keeps quiet.

A text that was kept is a secret unless it stands under a member that is known to hold ordinary words (a model, a
version), or names something. Where it looks like a key it is a secret there too.
"""

import base64
import binascii
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote

from schemas.device import DeviceDescription
from schemas.pairing import Paired, PairingPlan

SHORT: Final = 4  # letters; shorter texts would be found everywhere, and keep nothing closed
_KEY_LENGTH: Final = 16
_SURE: Final = 6  # letters of a part of a longer base64 text; shorter ones may be anything
_CREDENTIAL: Final = re.compile(
    r"(?:token|secret|passw|pwd|psk|credential|local_?key|session_?key|nonce|signature|ltpk|ltsk|^key$|^pin$|setup_?code)",
    re.IGNORECASE,
)
_TELLING: Final = re.compile(
    r"(?:ssid|bssid|mac|serial|^sn$|^ip$|addr|^did$|uid|uuid|home_?id|latitude|longitude|location|owner|user|nick|e?mail|"
    r"phone)",
    re.IGNORECASE,
)
_NAMING: Final = re.compile(r"(?:^|_)(?:name|title|label|alias|nick|nickname|area|room)$|[a-z]Name$", re.IGNORECASE)
_ORDINARY: Final = frozenset(
    {
        "model",
        "brand",
        "manufacturer",
        "maker",
        "vendor",
        "product",
        "product_name",
        "product_id",
        "category",
        "type",
        "kind",
        "profile",
        "form",
        "format",
        "version",
        "firmware",
        "hardware",
        "protocol",
        "code",
        "unit",
        "access",
        "description",
        "dpt",
        "port",
    }
)
_NUMBERED: Final = 6  # letters of a serial number; a shorter one is "0001" or "1.0"
_HARDWARE: Final = re.compile(r"(?<![0-9A-Fa-f])[0-9A-Fa-f]{2}(?:[:-]?[0-9A-Fa-f]{2}){5,7}(?![0-9A-Fa-f])")
_KEY: Final = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
_WORDS: Final = re.compile(r"(?:[A-Za-z]{1,15}\d{0,2}|\d{1,3})(?:[_-](?:[A-Za-z]{1,15}\d{0,2}|\d{1,3}))+")
_HEX: Final = re.compile(r"[0-9A-Fa-f]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """`secrets` are found anywhere, in all their forms; `names` where something is named."""

    secrets: frozenset[str] = field(default=frozenset(), repr=False)
    names: frozenset[str] = field(default=frozenset(), repr=False)


def is_key_like(text: str) -> bool:
    """Whether a text may be a key: one run of 16 letters or more of hex or base64, and no words between dashes."""
    return bool(_KEY.fullmatch(text)) and not _WORDS.fullmatch(text)


def is_credential(name: str) -> bool:
    """Whether a member of this name holds what opens something."""
    return _CREDENTIAL.search(name.replace("-", "_")) is not None


def is_telling(name: str) -> bool:
    """Whether a member of this name holds what opens something or tells who or where somebody is."""
    return is_credential(name) or _TELLING.search(name) is not None


def is_naming(name: str) -> bool:
    """Whether a member of this name holds what a person calls something."""
    return _NAMING.search(name.replace("-", "_")) is not None


def known(
    paired: Iterable[Paired], plan: PairingPlan | None = None, settings: Mapping[str, Any] | None = None
) -> Known:
    """Give what is known of paired devices, and of the settings of their adapter."""
    asks = () if plan is None else plan.asks
    walk = _Walk(frozenset(_plain(one.id) for one in asks if one.secret))
    for one in paired:
        walk.text(one.key, "name" if one.key.isalpha() else "key")
        walk.text(one.name, "name")
        walk.tree(one.kept, "")
    walk.tree(settings or {}, "", sure=True)
    return Known(secrets=frozenset(walk.secrets), names=frozenset(walk.names))


def of_descriptions(devices: Iterable[DeviceDescription]) -> Paired:
    """Give what names devices: serial numbers, keys that are no words, hardware addresses in them, and names.

    A name that is made of maker and model names nobody, and a serial number of fewer than six letters nothing.
    """
    serials, names = set[str](), set[str]()
    for one in devices:
        numbers = {one.serial, *({one.key} if any(letter.isdigit() for letter in one.key) else ())}
        serials |= {text for text in numbers if len(text) >= _NUMBERED}
        serials |= {found[0] for text in numbers for found in _HARDWARE.finditer(text)}
        if one.name and one.name not in f"{one.manufacturer} {one.model}":
            names.add(one.name)
    return Paired(key="", name="", kept={"serial": [*sorted(serials)], "name": [*sorted(names)]})


def _plain(name: str) -> str:
    return name.replace("-", "_").lower()


class _Walk:
    def __init__(self, declared: frozenset[str]) -> None:
        self._declared = declared
        self.secrets: set[str] = set()
        self.names: set[str] = set()

    def _is_secret(self, name: str) -> bool:
        return _plain(name) in self._declared or is_credential(name)

    def tree(self, value: object, name: str, *, sure: bool = False) -> None:
        """Take note of all texts. `sure`: only of what is told by its name or its look, as a description has many."""
        if isinstance(value, Mapping):
            for key, inner in value.items():
                self.tree(inner, name if self._is_secret(name) else str(key), sure=sure)
        elif isinstance(value, list | tuple):
            for inner in value:
                self.tree(inner, name, sure=sure)
        elif isinstance(value, str):
            self.text(value, name, sure=sure)
        elif isinstance(value, int | float) and not isinstance(value, bool) and self._is_secret(name):
            self.secrets.add(json.dumps(value))

    def text(self, text: str, name: str, *, sure: bool = False) -> None:
        if not text:
            return
        inner = _json(text)
        if self._is_secret(name) or is_key_like(text):
            self.secrets.add(text)
        if inner is not None:
            self.tree(inner, name, sure=True)
        elif _plain(name) in _ORDINARY:
            return
        elif is_naming(name):
            self._name(text)
        elif not sure or is_telling(name):
            self.secrets.add(text)

    def _name(self, text: str) -> None:
        self.names.add(text)
        if not (text.isascii() and text.isalnum()):  # more than one word, or none of a protocol
            self.secrets.add(text)


def _json(text: str) -> dict[str, Any] | list[Any] | None:
    if not text.startswith(("{", "[")):
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict | list) else None


# -- forms


def raws(secret: str) -> Iterator[bytes]:
    """Give the bytes that a secret is, or that it writes in hex or base64."""
    yield secret.encode("utf-8", "surrogatepass")
    bare = re.sub(r"[:\s-]", "", secret)
    if len(bare) >= 2 * SHORT and len(bare) % 2 == 0 and _HEX.fullmatch(bare):
        yield bytes.fromhex(bare)
    if len(secret) >= _KEY_LENGTH and _KEY.fullmatch(secret):
        plain = secret.rstrip("=").translate(str.maketrans("-_", "+/"))
        try:
            yield base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
        except binascii.Error:  # one letter too many for whole bytes
            return


def forms(secret: str) -> Iterator[str]:
    """Give the texts that a secret may stand in: itself, escaped, in hex, in base64 also within a longer one."""
    yield secret
    yield json.dumps(secret)[1:-1]
    yield json.dumps(secret, ensure_ascii=False)[1:-1]
    yield quote(secret, safe="", errors="replace")
    for raw in raws(secret):
        yield raw.hex()
        yield from (raw.hex(between) for between in ":- ")
        for text in _base64(raw):
            yield text
            yield text.translate(str.maketrans("+/", "-_"))
        try:
            yield raw.decode()
        except UnicodeDecodeError:
            continue


def _base64(raw: bytes) -> Iterator[str]:
    yield base64.b64encode(raw).decode().rstrip("=")
    for before in range(3):
        text = base64.b64encode(bytes(before) + raw).decode().rstrip("=")
        first = -(-8 * before // 6)
        part = text[first : (8 * (before + len(raw))) // 6]
        if len(part) >= _SURE:
            yield part
