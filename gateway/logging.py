"""Logs go to standard error, one line an event; the journal or the container keeps them."""

import logging
import sys

TEXT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"


def set_up_logging(level: str, form: str) -> None:
    """Configure the root logger once, at start. `form` is "text" or "json"."""
    handler = logging.StreamHandler(sys.stderr)
    if form == "json":
        from pythonjsonlogger.json import JsonFormatter  # noqa: PLC0415 - where nobody wants it, it is not loaded

        fields = "%(asctime)s %(levelname)s %(name)s %(message)s"
        handler.setFormatter(JsonFormatter(fields, rename_fields={"asctime": "time", "levelname": "level"}))
    else:
        handler.setFormatter(logging.Formatter(TEXT))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
