"""Templates of Home Assistant's MQTT discovery, compiled once to closures; no Jinja at run time, and never `eval`.

A template that is one expression keeps the type of its result; one with text around it gives a text. A look-up
that finds nothing gives UNDEFINED, which means "this message says nothing about it".
"""

from functools import lru_cache
from typing import Final

from adapters.mqtt.template.compiled import Compiled, Unsupported
from adapters.mqtt.template.lookup import plain
from adapters.mqtt.template.value import UNDEFINED, Absent, Failure, TemplateFault, as_json, text_of

__all__ = [
    "UNDEFINED",
    "Absent",
    "Compiled",
    "Failure",
    "TemplateFault",
    "Unsupported",
    "as_json",
    "compile_template",
    "text_of",
]

SOURCE_LIMIT: Final = 8_192


def compile_template(text: str) -> Compiled | Unsupported:
    """Compile a template. Never raises, never takes long, whatever the text is."""
    if len(text) > SOURCE_LIMIT:
        return Unsupported(f"longer than {SOURCE_LIMIT} characters")
    return _compiled(text)


@lru_cache(maxsize=1024)
def _compiled(text: str) -> Compiled | Unsupported:
    found = plain(text)
    if found is not None:
        return found
    from adapters.mqtt.template.jinja import parsed  # noqa: PLC0415 - 2 MB, which many a home never needs

    return parsed(text)
