"""Small MIoT instances for tests, in both forms."""

from typing import Any


def prop(siid: int, piid: int, name: str, form: str = "bool", **more: Any) -> dict[str, Any]:
    """One property of the flat form; read, written and notified unless `access` says otherwise."""
    told = {"access": ["read", "write", "notify"], "ns": "miot-spec-v2", "description": name} | more
    return {"siid": siid, "piid": piid, "type": name, "format": form} | told


def words(*told: str) -> list[dict[str, Any]]:
    """A value list that numbers words from 0."""
    return [{"value": number, "description": word} for number, word in enumerate(told)]


def device(kind: str, services: dict[int, str], *props: dict[str, Any], **more: Any) -> dict[str, Any]:
    """One instance of the flat form."""
    return {
        "model": f"maker.{kind}.one",
        "urn": f"urn:miot-spec-v2:device:{kind}:0000A000:maker-one:1",
        "services": [{"siid": siid, "type": name, "ns": "miot-spec-v2"} for siid, name in services.items()],
        "props": list(props),
    } | more


def urn(part: str, name: str, namespace: str = "miot-spec-v2") -> str:
    """The type of a part in the form of the standard's own site."""
    return f"urn:{namespace}:{part}:{name}:00000000:maker-one:1"
