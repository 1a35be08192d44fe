"""Whether a contract is well formed: what can be said without the schema, the home or a profile.

Core and egress both ask this, so egress relies on nobody else for the bounds of what it sends.
"""

import base64
import binascii
import datetime as dt
import ipaddress
import math
import re
from collections.abc import Iterator
from typing import Any, Final

from privacy import alphabet
from privacy.canonical import digest, plain
from privacy.contract import (
    MAX_ALPHABET,
    MAX_MEMBERS,
    Bin,
    Choice,
    Clamp,
    Contract,
    Count,
    Form,
    Https,
    Measure,
    Number,
    Operator,
    Output,
    Round,
    Sink,
    TimeFloor,
    Window,
)
from privacy.envelope import longest_envelope
from privacy.errors import Finding

NAME: Final = re.compile(r"[a-z][A-Za-z0-9]{0,31}")
MEMBER: Final = re.compile(r"[A-Za-z0-9_.<>+-]{1,32}")
COUNTRY: Final = re.compile(r"[A-Z]{2}")
HOST: Final = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
PATH: Final = re.compile(r"/[A-Za-z0-9._~/-]{0,199}")
TOPIC: Final = re.compile(r"[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+){0,15}")
SHA256: Final = re.compile(r"[0-9a-f]{64}")
QUOTES: Final = frozenset("“”")
"""Ours, around a recipient's own words; so nobody can end them."""
MAX_OUTPUTS: Final = 32
MAX_STEPS: Final = 8
MAX_TEXT: Final = 2000
MIN_SLOT_S: Final = 60
MAX_SLOT_S: Final = 86_400
MAX_WINDOW_S: Final = 366 * 86_400
MIN_ENVELOPE: Final = 256
MAX_ENVELOPE: Final = 65_536
MAX_ENTRIES: Final = 32
MAX_OUTBOX_S: Final = 30 * 86_400
MAX_RECIPIENT_DAYS: Final = 3660


def _finding(path: str, code: str, reason: str, fix: str) -> Finding:
    return Finding(path=path, code=code, reason=reason, fix=fix)


def structure_findings(contract: Contract) -> tuple[Finding, ...]:
    """List all that is wrong with the form of a contract; empty when it is well formed."""
    found = [
        *_texts(contract),
        *_countries(contract),
        *_inputs(contract),
        *_outputs(contract),
        *_cadence(contract),
        *_sink(contract.sink),
        *_expiry(contract.expires),
    ]
    return tuple(found) or tuple(_size(contract))


def _texts(contract: Contract) -> Iterator[Finding]:
    needed = {
        "name": contract.name,
        "recipient.legal_name": contract.recipient.legal_name,
        "recipient.contact": contract.recipient.contact,
        "necessity": contract.necessity,
        "words.zh": contract.words.zh,
        "words.en": contract.words.en,
        "rights.access": contract.rights.access,
        "rights.deletion": contract.rights.deletion,
    }
    for path, value in needed.items():
        if not value.strip():
            yield _finding(path, "empty", "it says nothing", "fill it in: a resident reads it before approving")
    for path, value in _strings("", plain(contract)):
        if len(value) > MAX_TEXT or not value.isprintable() or QUOTES & set(value):
            yield _finding(path, "text", "too long, or not printable", f"{MAX_TEXT} printable characters, no “ ”")


def _strings(path: str, tree: Any) -> Iterator[tuple[str, str]]:
    """Walk all texts of a contract but the certificate."""
    if isinstance(tree, str):
        yield path, tree
    elif isinstance(tree, list):
        for index, item in enumerate(tree):
            yield from _strings(f"{path}[{index}]", item)
    elif isinstance(tree, dict):
        for name, item in tree.items():
            if name != "ca_pem":
                yield from _strings(f"{path}.{name}" if path else name, item)


def _countries(contract: Contract) -> Iterator[Finding]:
    recipient = contract.recipient
    named = [("recipient.country_of_sink", recipient.country_of_sink)]
    named += [(f"recipient.countries_of_storage[{i}]", c) for i, c in enumerate(recipient.countries_of_storage)]
    named += [(f"recipient.onward[{i}].country", o.country) for i, o in enumerate(recipient.onward)]
    for path, country in named:
        if not COUNTRY.fullmatch(country):
            yield _finding(path, "country", f"{country!r} is no country code", "write ISO 3166-1 alpha-2, like CN")
    if not recipient.countries_of_storage:
        yield _finding("recipient.countries_of_storage", "empty", "no country is named", "name each country of storage")


def _inputs(contract: Contract) -> Iterator[Finding]:
    yield from _unique("inputs", [one.name for one in contract.inputs])
    used = {output.input for output in contract.outputs}
    for index, one in enumerate(contract.inputs):
        path = f"inputs[{index}]"
        if one.name not in used:
            yield _finding(path, "unused", f"no output reads {one.name!r}", "remove it: what is not needed is not read")
        for key, word in (("device_type", one.device_type), ("alias", one.alias)):
            if word and not NAME.fullmatch(word):
                yield _finding(f"{path}.{key}", "name", f"{word!r} is no such name", "a word of letters and digits")


def _unique(path: str, names: list[str]) -> Iterator[Finding]:
    if not names:
        yield _finding(path, "empty", "the list is empty", "add at least one")
    for index, name in enumerate(names):
        if not NAME.fullmatch(name):
            yield _finding(
                f"{path}[{index}].name", "name", f"{name!r} is no name", "lowerCamelCase, at most 32 letters"
            )
        if name in names[:index]:
            yield _finding(f"{path}[{index}].name", "twice", f"{name!r} stands twice", "give each its own name")


def _outputs(contract: Contract) -> Iterator[Finding]:
    yield from _unique("outputs", [output.name for output in contract.outputs])
    if len(contract.outputs) > MAX_OUTPUTS:
        yield _finding("outputs", "too-many", f"{len(contract.outputs)} outputs", f"at most {MAX_OUTPUTS}")
    inputs = {one.name for one in contract.inputs}
    for index, output in enumerate(contract.outputs):
        path = f"outputs[{index}]"
        if output.input not in inputs:
            yield _finding(f"{path}.input", "unknown-input", f"there is no input {output.input!r}", "name an input")
        yield from _form(f"{path}.form", output.form)
        yield from _steps(path, output, contract.cadence.slot_s)


def _form(path: str, form: Form) -> Iterator[Finding]:
    match form:
        case Number():
            yield from _number(path, form)
        case Count() if not 1 <= form.maximum < MAX_ALPHABET:
            yield _finding(f"{path}.maximum", "range", "out of range", f"1 to {MAX_ALPHABET - 1}")
        case Choice():
            if not 1 <= len(form.values) <= MAX_MEMBERS or len(set(form.values)) != len(form.values):
                yield _finding(f"{path}.values", "members", "not 1 to 256 different members", "list each member once")
            for index, value in enumerate(form.values):
                if not MEMBER.fullmatch(value):
                    yield _finding(f"{path}.values[{index}]", "member", f"{value!r} is no member", "use [A-Za-z0-9_.-]")
        case _:
            return


def _number(path: str, form: Number) -> Iterator[Finding]:
    low, high, step = (alphabet.decimal(one) for one in (form.minimum, form.maximum, form.step))
    if not all(math.isfinite(one) and abs(one) <= 1e12 for one in (form.minimum, form.maximum)):
        yield _finding(path, "range", "a bound is not finite or beyond 1e12", "name real bounds")
    elif not (step >= alphabet.decimal(1e-6) and step.is_finite() and low < high):
        yield _finding(path, "range", "the range is empty or the step below 0.000001", "minimum < maximum, step > 0")
    elif (high - low) / step >= MAX_ALPHABET:
        yield _finding(path, "alphabet", "more members than any number may have", f"fewer than {MAX_ALPHABET} steps")
    elif (high - low) % step != 0 or low % step != 0:
        yield _finding(path, "grid", "the bounds are not multiples of the step", "choose bounds on the step's grid")


def _steps(path: str, output: Output, slot_s: int) -> Iterator[Finding]:
    steps = output.steps
    if not steps or not isinstance(steps[0], Window) or len(steps) > MAX_STEPS:
        yield _finding(f"{path}.steps", "window-first", "the first step is no window", "begin with a Window")
        return
    yield from _window(f"{path}.steps[0]", steps[0], slot_s)
    for index, step in enumerate(steps[1:], 1):
        yield from _step(f"{path}.steps[{index}]", step)


def _window(path: str, window: Window, slot_s: int) -> Iterator[Finding]:
    if not 0 < window.seconds <= MAX_WINDOW_S or window.seconds % 60:
        yield _finding(f"{path}.seconds", "window", "no whole minutes within a year", "a multiple of 60")
    elif slot_s > 0 and window.seconds % slot_s:
        yield _finding(f"{path}.seconds", "slot", "a window is no multiple of the slot", f"a multiple of {slot_s}")
    if not 1 <= window.coverage_percent <= 100:
        yield _finding(f"{path}.coverage_percent", "range", "no share of the window", "1 to 100")
    if (window.measure is Measure.DUTY) != bool(window.state):
        yield _finding(f"{path}.state", "state", "a state goes with duty and nothing else", "name it for duty only")


def _step(path: str, step: Operator) -> Iterator[Finding]:
    match step:
        case Window():
            yield _finding(path, "one-window", "a second window", "one window an output")
        case Round(step=size) if not (math.isfinite(size) and size > 0):
            yield _finding(f"{path}.step", "range", "no step to round to", "more than 0")
        case Clamp() if not step.minimum < step.maximum:
            yield _finding(path, "range", "the range is empty", "minimum < maximum")
        case Bin():
            yield from _bin(path, step)
        case TimeFloor(seconds=seconds) if seconds < 1:
            yield _finding(f"{path}.seconds", "range", "no period", "at least 1")
        case _:
            return


def _bin(path: str, step: Bin) -> Iterator[Finding]:
    if len(step.labels) != len(step.edges) + 1:
        yield _finding(f"{path}.labels", "labels", "labels and edges do not fit", "one label more than edges")
    if not step.edges or list(step.edges) != sorted(set(step.edges)):
        yield _finding(f"{path}.edges", "edges", "edges do not rise", "list them in rising order")


def _cadence(contract: Contract) -> Iterator[Finding]:
    cadence, retention = contract.cadence, contract.retention
    bounds = (
        ("cadence.slot_s", cadence.slot_s, MIN_SLOT_S, MAX_SLOT_S),
        ("cadence.envelope_bytes", cadence.envelope_bytes, MIN_ENVELOPE, MAX_ENVELOPE),
        ("cadence.entries", cadence.entries, 2, MAX_ENTRIES),
        ("retention.outbox_s", retention.outbox_s, cadence.slot_s, MAX_OUTBOX_S),
        ("retention.recipient_days", retention.recipient_days, 1, MAX_RECIPIENT_DAYS),
    )
    for path, value, low, high in bounds:
        if not low <= value <= high:
            yield _finding(path, "range", f"{value} is out of range", f"{low} to {high}")
    if cadence.slot_s > 0 and (cadence.slot_s % 60 or 86_400 % cadence.slot_s):
        yield _finding("cadence.slot_s", "slot", "slots do not fill a day", "whole minutes that divide 86400 s")


def _sink(sink: Sink) -> Iterator[Finding]:
    if not _is_host(sink.host):
        yield _finding("sink.host", "host", f"{sink.host!r} is no host", "a name in lower case or an address")
    if sink.tls.server_name and not HOST.fullmatch(sink.tls.server_name):
        yield _finding("sink.tls.server_name", "host", "no host name", "a name in lower case")
    if not 1 <= sink.port <= 65_535:
        yield _finding("sink.port", "range", f"{sink.port} is no port", "1 to 65535")
    place, value, pattern = ("path", sink.path, PATH) if isinstance(sink, Https) else ("topic", sink.topic, TOPIC)
    if not pattern.fullmatch(value) or len(value) > 200:
        yield _finding(f"sink.{place}", place, f"{value!r} is no {place}", "letters, digits and / . _ -; no wildcards")
    yield from _pin(sink)


def _is_host(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return HOST.fullmatch(host) is not None
    return "%" not in host


def _pin(sink: Sink) -> Iterator[Finding]:
    tls = sink.tls
    if not SHA256.fullmatch(tls.ca_sha256):
        yield _finding("sink.tls.ca_sha256", "pin", "no SHA-256", "64 lower-case hexadecimal digits")
    elif tls.ca_pem and der_sha256(tls.ca_pem) != tls.ca_sha256:
        yield _finding("sink.tls.ca_pem", "pin", "it is not the certificate that ca_sha256 names", "put in that one")


def der_sha256(pem: str) -> str:
    """Hash the one certificate in a PEM text; empty where there is not exactly one."""
    parts = re.findall(r"-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----", pem)
    if len(parts) != 1:
        return ""
    try:
        return digest(base64.b64decode("".join(parts[0].split()), validate=True))
    except binascii.Error:
        return ""


def _expiry(expires: str) -> Iterator[Finding]:
    try:
        good = dt.date.fromisoformat(expires).isoformat() == expires
    except ValueError:
        good = False
    if not good:
        yield _finding("expires", "date", f"{expires!r} is no day", "write it like 2027-11-22")


def _size(contract: Contract) -> Iterator[Finding]:
    longest = longest_envelope(contract)
    if longest > contract.cadence.envelope_bytes:
        yield _finding(
            "cadence.envelope_bytes", "size", f"an envelope can need {longest} bytes", f"write at least {longest}"
        )
    base = min(output.steps[0].seconds for output in contract.outputs if isinstance(output.steps[0], Window))
    for index, output in enumerate(contract.outputs):
        first = output.steps[0]
        if isinstance(first, Window) and first.seconds % base:
            yield _finding(
                f"outputs[{index}].steps[0].seconds", "nested", "windows are not nested", f"a multiple of {base}"
            )
