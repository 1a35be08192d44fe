"""Commands and events as they travel: our arguments into Matter's fields, and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from schemas.conversion import ConversionError, Convert
from schemas.mapping import Misfit
from schemas.mappings.matter.claim import NOTHING, claim_argument
from schemas.mappings.matter.lookup import command_of, via_of
from schemas.mappings.matter.mode import SUPPORTED_MODES, mode_with
from schemas.mappings.matter.path import found, merged, placed
from schemas.mappings.matter.row import Argument, CommandRow, EventRow, MatterRow
from schemas.registry import Spec
from schemas.value import Value

NO_FIELDS: Final[Mapping[str, Value]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Invocation:
    """What is sent: a cluster, a command, its fields by name."""

    cluster: int
    command: int
    fields: Mapping[str, Value]
    timed: bool = False


def writing(row: MatterRow, raw: Value) -> Invocation | None:
    """Give the command that writes a raw value; None where the attribute is written itself, or not at all."""
    via = via_of(row, raw)
    if via is None:
        return None
    value = raw[row.key.field] if row.key.field and isinstance(raw, dict) else raw
    fields = {**via.also, via.field: value} if via.field else dict(via.also)
    return Invocation(cluster=via.cluster or row.key.cluster, command=via.command, fields=fields, timed=via.timed)


def written(row: MatterRow, command: int, fields: Mapping[str, Value]) -> Value:
    """Give the raw value that a command writes; None where this command does not speak of it."""
    for via in row.via:
        if via.command == command and (not via.field or via.field in fields):
            value = fields[via.field] if via.field else via.when
            return {row.key.field: value} if row.key.field else value
    return None


def choose(capability: str, name: str, arguments: Mapping[str, Value]) -> CommandRow | None:
    """Give the command row for these arguments: the first that has a place for each, else the first that holds."""
    holding = [row for row in command_of(capability, name) if _holds(row, arguments)]
    whole = (row for row in holding if set(arguments) <= _taken(row))
    return next(whole, holding[0] if holding else None)


def _holds(row: CommandRow, arguments: Mapping[str, Value]) -> bool:
    return all(arguments.get(ours) == value for ours, value in row.only_where.items())


def _taken(row: CommandRow) -> set[str]:
    """Give the arguments that a row has a place for; one that another row of the command decides is decided."""
    decided = {ours for other in command_of(row.capability, row.name) for ours in other.only_where}
    return {one.ours for one in row.arguments} | decided


def invocation(
    row: CommandRow,
    specs: tuple[Spec, ...],
    arguments: Mapping[str, Value],
    *,
    given: Mapping[int, Value] = NOTHING,
    added: Mapping[str, Value] = NO_FIELDS,
) -> Invocation:
    """Turn our arguments into fields; `added` are those that the row asks for. ConversionError where one fails."""
    fields = merged(dict(row.always), added)
    if row.mode_tag is not None:
        fields["newMode"] = _mode(row.mode_tag, given)
    for one in row.arguments:
        value = arguments.get(one.ours)
        if value is not None:
            _, encode = _conversions(one, specs, given)
            fields = merged(fields, placed(one.field, encode(value)))
    return Invocation(cluster=row.cluster, command=row.command, fields=fields, timed=row.timed)


def arguments_of(
    row: CommandRow | EventRow,
    specs: tuple[Spec, ...],
    fields: Mapping[str, Value],
    *,
    given: Mapping[int, Value] = NOTHING,
) -> dict[str, Value]:
    """Turn the fields of a command or event into our arguments; what is null or left out is left out here too."""
    ours: dict[str, Value] = dict(row.only_where) if isinstance(row, CommandRow) else {}
    for one in row.arguments if isinstance(row, CommandRow) else row.fields:
        raw = found(one.field, fields)
        if raw is not None:
            decode, _ = _conversions(one, specs, given)
            ours[one.ours] = decode(raw)
    return ours


def event_fields(
    row: EventRow, specs: tuple[Spec, ...], ours: Mapping[str, Value], *, given: Mapping[int, Value] = NOTHING
) -> dict[str, Value]:
    """Turn the fields of one of our events into Matter's, as a bridge tells it."""
    fields: dict[str, Value] = {}
    for one in row.fields:
        if ours.get(one.ours) is not None:
            _, encode = _conversions(one, specs, given)
            fields = merged(fields, placed(one.field, encode(ours[one.ours])))
    return fields


def _conversions(one: Argument, specs: tuple[Spec, ...], given: Mapping[int, Value]) -> tuple[Convert, Convert]:
    spec = next(spec for spec in specs if spec.name == one.ours)
    fit = claim_argument(one, spec, given=given)
    if isinstance(fit, Misfit):
        raise ConversionError(f"{one.ours}: {fit.reason}", None)
    return fit.decode, fit.encode


def _mode(tag: int, given: Mapping[int, Value]) -> int:
    number = mode_with(tag, given.get(SUPPORTED_MODES, []))
    if number is None:
        raise ConversionError(f"a device with a mode of tag 0x{tag:04X}", None)
    return number
