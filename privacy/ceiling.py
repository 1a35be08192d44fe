"""What a profile lets anybody have: purpose, sensitivity, window, step and number of members."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from privacy import alphabet
from privacy.compiled import Compiled, CompiledOutput
from privacy.contract import Bin, Choice, Number
from privacy.errors import Finding
from privacy.profile import NEVER, WEEK_S, Profile
from schemas.units import convert, convertible
from schemas.vocabulary import Sensitivity

HISTORY_S: Final = WEEK_S
"""Minutes are kept for eight days: a week, and a day in which to send it."""


def ceiling_findings(compiled: Compiled, *, demonstration: bool) -> tuple[Finding, ...]:
    """List what breaks the profile's ceilings."""
    profile = compiled.profile
    if profile.releases_nothing:
        return (_no("", "profile", f"under the profile {profile.id} nothing leaves", "choose another profile"),)
    if profile.demonstration and not demonstration:
        return (_no("", "demonstration", "the profile demo is for a simulated home only", "choose another profile"),)
    return (*_purpose(compiled), *(one for i, o in enumerate(compiled.outputs) for one in _output(i, o, profile)))


def _no(path: str, code: str, reason: str, fix: str) -> Finding:
    return Finding(path=path, code=code, reason=reason, fix=fix)


def _purpose(compiled: Compiled) -> Iterator[Finding]:
    purpose = compiled.contract.purpose
    if purpose in NEVER or purpose not in compiled.profile.purposes:
        allowed = ", ".join(sorted(compiled.profile.purposes))
        yield _no("purpose", "purpose", f"{purpose} is not let through by {compiled.profile.id}", f"one of {allowed}")


def _output(index: int, output: CompiledOutput, profile: Profile) -> Iterator[Finding]:
    path = f"outputs[{index}]"
    finest = profile.finest_window_s.get(output.sensitivity)
    if finest is None:
        label = f"S{int(output.sensitivity)}"
        yield _no(f"{path}.input", "sensitivity", f"{label} does not leave under {profile.id}", "choose another input")
        return
    if output.window.seconds > HISTORY_S:
        yield _no(f"{path}.steps[0].seconds", "history", "the home keeps no minutes that old", f"at most {HISTORY_S}")
    if output.grain_s < finest:
        yield _grain(path, output, finest)
    if output.sensitivity > Sensitivity.PUBLIC:
        yield from _step(f"{path}.form", output, profile)


def _grain(path: str, output: CompiledOutput, finest: int) -> Finding:
    if output.grain_s < output.window.seconds:
        reason = f"{output.window.measure} picks one moment, finer than {finest} s"
        return _no(f"{path}.steps[0].measure", "grain", reason, "use sum, mean, duty or count")
    reason = f"a window of {output.window.seconds} s is finer than {finest} s"
    return _no(f"{path}.steps[0].seconds", "grain", reason, f"at least {finest}")


def _step(path: str, output: CompiledOutput, profile: Profile) -> Iterator[Finding]:
    """Steps and the classes of a Bin are as wide as the profile's step; of other units there are few members."""
    bins = [step for step in output.steps if isinstance(step, Bin)]
    form = output.form
    known = _known(profile, output.unit)
    if known and (isinstance(form, Number) or bins):
        least = convert(profile.finest_step[known], known, output.unit) - convert(0, known, output.unit)
        told = form.step if isinstance(form, Number) else _narrowest(bins[0])
        if told < least * (1 - 1e-9):
            yield _no(path, "step", f"a step of {told:g} is finer than {least:g} {output.unit}", f"at least {least:g}")
    elif alphabet.size(form) > profile.members and (bins or not isinstance(form, Choice)):
        yield _no(path, "members", f"more than {profile.members} members", f"at most {profile.members}")


def _narrowest(step: Bin) -> float:
    return min((high - low for low, high in pairwise(step.edges)), default=float("inf"))


def _known(profile: Profile, unit: str) -> str | None:
    return next((known for known in profile.finest_step if convertible(known, unit)), None)
