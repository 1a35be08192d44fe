"""Which devices somebody wants to pair: from the answers, before anything is sent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from adapters.sdk.errors import LinkError, RejectedError
from adapters.tuya.devicefile import BadFileError, Listed, gateway_of, read_text
from adapters.tuya.household import MOST_CHILDREN, local_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One device with an address of its own, and those behind it. Address and version may not be known yet."""

    head: Listed
    key: bytes = field(repr=False)
    children: tuple[Listed, ...] = ()


def wanted(answers: Mapping[str, str]) -> tuple[list[Wanted], list[tuple[str, LinkError]]]:
    """Give what is to be paired, and of a file what cannot be, by name. Raises where nothing is left."""
    listed = _listed(answers)
    chosen = _chosen(listed, answers.get("device") or answers.get("id") or "")
    failed = [(one.name, error) for one in chosen if (error := _orphan(one, listed)) is not None]
    found: list[Wanted] = []
    for head in chosen:
        if not _is_behind(head):
            try:
                found.append(_whole(head, listed, answers if len(chosen) == 1 else {}))
            except LinkError as error:
                failed.append((head.name, error))
    if not found:
        raise failed[0][1] if failed else RejectedError("the file has no device with an address", code="bad-file")
    return found, failed


def _listed(answers: Mapping[str, str]) -> tuple[Listed, ...]:
    text = answers.get("file", "").strip()
    if text:
        try:
            return read_text(text)
        except BadFileError as error:
            reason, _, fix = str(error).partition("; ")
            raise RejectedError(reason, fix, code="bad-file") from None
    if not answers.get("id") or not answers.get("local-key"):
        fix = "give --file devices.json, or --id and --local-key"
        raise RejectedError("it needs a file, or the id and the local key of a device", fix, code="missing-answer")
    return (Listed(id=answers["id"], name=answers.get("name") or f"Tuya {answers['id'][-6:]}"),)


def _is_behind(one: Listed) -> bool:
    return one.is_sub or bool(one.parent)


def _chosen(listed: Sequence[Listed], device: str) -> list[Listed]:
    """Give the devices to be paired; for one behind a gateway, its gateway with all that is behind it."""
    if not device:
        return list(listed)
    one = next((each for each in listed if each.id == device), None)
    if one is None:
        raise RejectedError(f"the file has no device {device}", "give an id that is in it", code="unknown-device")
    return [(gateway_of(one, listed) or one) if _is_behind(one) else one]


def _orphan(one: Listed, listed: Iterable[Listed]) -> LinkError | None:
    if not _is_behind(one) or gateway_of(one, listed) is not None:
        return None
    return RejectedError("its gateway is not in the file", "fetch the file anew, with the gateway", code="no-gateway")


def _given(head: Listed, answers: Mapping[str, str]) -> Listed:
    """Let what was given beside the file hold."""
    return replace(
        head,
        key=answers.get("local-key") or head.key,
        host=answers.get("host") or head.host,
        version=answers.get("version") or head.version,
    )


def _whole(listed_head: Listed, listed: Iterable[Listed], answers: Mapping[str, str]) -> Wanted:
    head = _given(listed_head, answers)
    try:
        key = local_key(head.key)
    except ValueError:
        fix = "fetch the file anew with tinytuya's wizard"
        raise RejectedError(f"the local key of {head.name} has not 16 characters", fix, code="bad-key") from None
    everybody = tuple(listed)
    behind = [one for one in everybody if _is_behind(one) and gateway_of(one, everybody) == listed_head and one.cid]
    children = {one.cid: one for one in behind}
    if len(children) > MOST_CHILDREN:
        raise RejectedError(f"{head.name} has more than {MOST_CHILDREN} devices behind it", code="too-many-devices")
    return Wanted(head=head, key=key, children=tuple(children.values()))
