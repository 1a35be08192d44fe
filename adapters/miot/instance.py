"""MIoT instances that describe models: from a pairing answer, or by model from a folder; and the list of children."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from adapters.sdk.errors import LinkError
from schemas.descriptions.miot import DescriptionError, documents
from schemas.descriptions.miot_source import text_of

LARGEST: Final = 1 << 20
MOST_CHILDREN: Final = 256
_MODEL: Final = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+")


class BadInstanceError(LinkError):
    """A description that cannot be used; a person must give another."""

    code = "bad-description"
    retry = False


def chosen(text: str, model: str) -> Mapping[str, Any]:
    """Give the instance of a model from a text with one or more. BadInstanceError."""
    try:
        found = list(documents(text.splitlines()))
    except DescriptionError as error:
        raise BadInstanceError(str(error), f"give the MIoT instance of {model}") from None
    fitting = [one for one in found if is_of(one, model)]
    if not fitting:
        others = ", ".join(named(one) for one in found[:3]) or "no model at all"
        raise BadInstanceError(
            f"the description is of {others}, and the device is {model}",
            f"give the MIoT instance of {model}",
            code="other-model",
        )
    _check_text(fitting[0])
    return fitting[0]


def _check_text(told: object) -> None:
    """Refuse half surrogate pairs, which JSON can hide and no text can carry on."""
    try:
        json.dumps(told, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise BadInstanceError("a text in it is no Unicode", "give the file as it was published") from None


def named(document: Mapping[str, Any]) -> str:
    """Name the model that an instance describes, as far as it tells."""
    return text_of(document.get("model")) or _product(document) or "an unknown model"


def _product(document: Mapping[str, Any]) -> str:
    urn = text_of(document.get("urn")) or text_of(document.get("type"))
    parts = urn.split(":")
    return parts[5] if len(parts) > 5 else ""


def is_of(document: Mapping[str, Any], model: str) -> bool:
    """Whether an instance describes a model: by its name, or by maker and product of its urn ("yeelink-lamp1")."""
    told = text_of(document.get("model"))
    if told:
        return told == model
    product = _product(document)
    parts = model.split(".")
    return not product or product.casefold() == f"{parts[0]}-{parts[-1]}".casefold()


def from_folder(folder: Path | None, model: str) -> Mapping[str, Any] | None:
    """Read MODEL.json of a folder; None where there is none. Blocks. BadInstanceError."""
    if folder is None or not _MODEL.fullmatch(model):  # a device may call itself anything
        return None
    file = folder / f"{model}.json"
    try:
        if file.stat().st_size > LARGEST:
            raise BadInstanceError(f"{file.name} is longer than {LARGEST} bytes", "give the instance of one model")
        text = file.read_text("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise BadInstanceError(f"{file.name} cannot be read: {error}", "give a text file") from error
    return chosen(text, model)


# ---- devices behind a gateway


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """One device behind a gateway, as a list names it."""

    did: str
    model: str = ""
    name: str = ""
    document: Mapping[str, Any] | None = None


def children(told: object) -> tuple[Child, ...]:
    """Read a list of children. BadInstanceError names the entry."""
    if not isinstance(told, Sequence) or isinstance(told, str) or len(told) > MOST_CHILDREN:
        raise BadInstanceError(f"the children are no list of at most {MOST_CHILDREN} devices", "give a JSON list")
    found = tuple(_child(number, one) for number, one in enumerate(told, 1))
    if len({one.did for one in found}) < len(found):
        raise BadInstanceError("two children have the same did", "name each once")
    return found


def _child(number: int, one: object) -> Child:
    did = one.get("did") if isinstance(one, Mapping) else None
    if not isinstance(one, Mapping) or not isinstance(did, str) or not 0 < len(did) <= 64:
        raise BadInstanceError(f"child {number} has no did", 'write {"did": "blt.3.1abc", "model": …, "spec": …}')
    model, spec = text_of(one.get("model")), one.get("spec")
    if spec is not None and not (isinstance(spec, Mapping) and isinstance(spec.get("services"), list)):
        raise BadInstanceError(f"child {number}: its spec is no MIoT instance", "give the object with its services")
    if spec is not None and model and not is_of(spec, model):
        raise BadInstanceError(
            f"child {number}: the description is of {named(spec)}, and not of {model}",
            f"give the MIoT instance of {model}",
            code="other-model",
        )
    return Child(did=did, model=model, name=text_of(one.get("name")), document=spec)


def children_of(text: str) -> tuple[Child, ...]:
    """Read a pairing answer. BadInstanceError."""
    try:
        told = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise BadInstanceError("the children are no JSON", 'give a list: [{"did": "blt.3.1abc", …}]') from None
    _check_text(told)
    return children(told)


def _no_constant(name: str) -> float:
    raise ValueError(name)
