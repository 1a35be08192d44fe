"""Which of our commands a MIoT device obeys, and what is sent for each: an action, or a value written to a property."""

from collections.abc import Iterator
from dataclasses import dataclass

from schemas.descriptions.miot import MiotAction, MiotDevice, MiotProperty
from schemas.mappings.miot.action import ActionRow, Fixed, WriteRow, written
from schemas.value import Value
from schemas.vocabulary import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class MiotCall:
    """One command of one endpoint.

    For an action `iid` is its aiid, and `arguments` pairs our argument with the piid that takes it, encoded as that
    property is; `into` are the piids in the action's own order. For a written property `iid` is its piid and `value`
    what is written, unless `arguments` names the argument whose value is. `fixed` are the arguments for which this
    call stands.
    """

    endpoint: int
    capability: str
    command: str
    siid: int
    iid: int
    is_action: bool
    value: Value = None
    fixed: Fixed = ()
    arguments: tuple[tuple[str, int], ...] = ()
    into: tuple[int, ...] = ()


def calls(device: MiotDevice) -> tuple[MiotCall, ...]:
    """Give every call of a device, in the order of its description; one command may have several."""
    names = {(one.siid, one.name): one.piid for one in device.properties}
    return (
        *(_action(one, one.row, names) for one in device.actions if one.row is not None),
        *(call for one in device.properties for call in _writes(one)),
    )


def _action(action: MiotAction, row: ActionRow, names: dict[tuple[int, str], int]) -> MiotCall:
    pairs = ((ours, names.get((action.siid, theirs))) for ours, theirs in row.arguments)
    return MiotCall(
        endpoint=action.endpoint,
        capability=row.capability,
        command=row.command,
        siid=action.siid,
        iid=action.aiid,
        is_action=True,
        arguments=tuple((ours, piid) for ours, piid in pairs if piid in action.into and piid is not None),
        into=action.into,
    )


def _writes(one: MiotProperty) -> Iterator[MiotCall]:
    if not one.commands():
        return
    source = one.described.source
    for word in source.values or ("",):
        row = written(one.service, one.name, str(word))
        if row is not None:
            yield _write(one, row, True if source.kind is Kind.BOOLEAN else word if source.values else None)


def _write(one: MiotProperty, row: WriteRow, value: Value) -> MiotCall:
    return MiotCall(
        endpoint=one.described.endpoint,
        capability=row.capability,
        command=row.command,
        siid=one.siid,
        iid=one.piid,
        is_action=False,
        value=None if row.argument else one.raw.encode(value),
        fixed=row.fixed,
        arguments=((row.argument, one.piid),) if row.argument else (),
    )
