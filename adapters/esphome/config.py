"""What a person writes under [adapters.<name>] for ESPHome."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from adapters.sdk.settings import STRICT, Interfaces


class EsphomeConfig(BaseModel):
    """Boards are paired, not configured; this says where they are searched for."""

    model_config = STRICT

    interfaces: Interfaces = ()


def schema() -> Mapping[str, Any]:
    """Give the JSON Schema of the section."""
    return EsphomeConfig.model_json_schema()
