"""Callables that are imported when they are first called, so that to list adapters costs nothing."""

from collections.abc import Callable
from importlib import import_module, metadata
from typing import Any, Final

_OURS: Final = "hutong"


class MissingPackageError(Exception):
    """The library that an adapter speaks through is not installed; its text says which, and how to get it."""


def later(place: str) -> Callable[..., Any]:
    """Give a function that stands for another, named as "package.module:name".

    The call raises MissingPackageError where the module needs a package that is not installed.
    """
    module, _, name = place.partition(":")

    def call(*arguments: Any) -> Any:
        return getattr(_imported(module), name)(*arguments)

    call.__name__ = call.__qualname__ = name
    return call


def _imported(module: str) -> Any:
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if not missing or missing == module.partition(".")[0]:
            raise  # a module of the adapter itself: its author's fault
        raise MissingPackageError(not_installed(module, missing)) from error


def not_installed(module: str, missing: str) -> str:
    """Say which package a module of an adapter needs, and how to get it."""
    return f"the package {missing} is not installed; {_fix(module, missing)}"


def _fix(module: str, missing: str) -> str:
    extra = [*module.split("."), ""][1]
    if module.startswith("adapters.") and extra in (_extras() or ()):
        return f"pip install '{_OURS}[{extra}]', and start anew"
    return f"install {missing} beside the adapter, and start anew"


def _extras() -> list[str] | None:
    try:
        return metadata.metadata(_OURS).get_all("Provides-Extra")
    except metadata.PackageNotFoundError:
        return None
