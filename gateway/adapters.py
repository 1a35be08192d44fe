"""Finding adapters by entry point; nothing here, or anywhere in the gateway, names one."""

from importlib.metadata import entry_points
from pathlib import Path
from typing import Final

from adapters.sdk.contract import Manifest
from gateway.config import Config, ConfigError, ConfigFault
from gateway.position import find_line

GROUP: Final = "hutong.adapters"
SDK: Final = "1"


class AdapterError(Exception):
    """An adapter cannot be loaded."""


def adapter_types() -> tuple[str, ...]:
    """Return the names of all installed adapter types."""
    return tuple(sorted(entry_points(group=GROUP).names))


def load_manifest(name: str) -> Manifest:
    """Import one adapter and return its manifest. Raises AdapterError with what is wrong and what there is."""
    found = [e for e in entry_points(group=GROUP) if e.name == name]
    if not found:
        raise AdapterError(f"there is no adapter {name!r}; installed: {', '.join(adapter_types()) or 'none'}")
    try:
        manifest = found[0].load()
    except Exception as error:  # a vendor's package may raise anything at import
        raise AdapterError(f"adapter {name!r} does not load: {type(error).__name__}: {error}") from error
    if not isinstance(manifest, Manifest):
        raise AdapterError(f"adapter {name!r} offers {type(manifest).__name__}, not a Manifest")
    if manifest.sdk != SDK:
        raise AdapterError(f"adapter {name!r} is written against contract {manifest.sdk}, this is {SDK}; update it")
    return manifest


def check_adapters(path: Path, config: Config) -> None:
    """Let every configured adapter check its own keys. Raises ConfigError with all faults."""
    text = path.read_text("utf-8")
    faults = [
        _fault(path, text, name, complaint)
        for name, section in config.adapters.items()
        for complaint in _complaints(section.type, section.settings())
    ]
    if faults:
        raise ConfigError(*faults)


def _complaints(kind: str, settings: dict[str, object]) -> tuple[str, ...]:
    try:
        return load_manifest(kind).check(settings)
    except AdapterError as error:
        return (f"type: {error}; name an installed adapter",)


def _fault(path: Path, text: str, name: str, complaint: str) -> ConfigFault:
    key, _, rest = complaint.partition(": ")
    reason, _, fix = rest.partition("; ")
    keys = ("adapters", name, *key.split("."))
    return ConfigFault(
        file=str(path), line=find_line(text, keys), key=".".join(keys), reason=reason, fix=fix or "correct it"
    )
