"""Templates of Home Assistant's MQTT discovery, compiled once to closures; no Jinja at run time, and never `eval`.

A template that is one expression keeps the type of its result; one with text around it gives a text. A look-up
that finds nothing gives UNDEFINED, which means "this message says nothing about it".
"""

from collections.abc import Iterable
from functools import lru_cache
from importlib import import_module
from select import select
from threading import Thread
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
    "is_ready",
    "text_of",
]

SOURCE_LIMIT: Final = 8_192
NAP_S: Final = 0.001


class _Parser:
    """Jinja, 2 MB, which many a home never needs: loaded beside the loop when it is first wanted."""

    def __init__(self) -> None:
        self._loading: Thread | None = None

    def is_loaded(self) -> bool:
        """Whether it is there; if not, it is being loaded from now on.

        Who asks does so at each turn of the loop. Without the nap it would hold the interpreter nearly all the time,
        and the loading, which takes 0.1 s, would take many seconds.
        """
        if self._loading is None:
            self._loading = Thread(target=import_module, args=("adapters.mqtt.template.jinja",), daemon=True)
            self._loading.start()
        if self._loading.is_alive():
            select([], [], [], NAP_S)
        return not self._loading.is_alive()


_PARSER: Final = _Parser()


def is_ready(texts: Iterable[str]) -> bool:
    """Whether these templates compile without waiting for a disk; ask again until they do."""
    return all(plain(text) for text in texts) or _PARSER.is_loaded()


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
    from adapters.mqtt.template.jinja import parsed  # noqa: PLC0415 - as `_Parser` says

    return parsed(text)
