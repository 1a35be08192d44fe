"""What a person writes under [adapters.<name>] for ECHONET Lite."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, Field

from adapters.sdk.settings import STRICT, Interfaces, complaints


class EchonetConfig(BaseModel):
    """ECHONET Lite nodes. Which ones comes from pairing; there is no secret."""

    model_config = STRICT

    type: Literal["echonet"] = "echonet"
    interfaces: Interfaces = ()
    poll_s: float = Field(10.0, ge=0.2, le=300, strict=False, description="How often states are asked for")
    answer_s: float = Field(
        2.0, ge=0.1, le=5, strict=False, description="How long an answer may take before the question is repeated"
    )
    pause_s: float = Field(
        0.05, ge=0, le=5, strict=False, description="How long a node is left alone between two questions"
    )


def schema() -> Mapping[str, Any]:
    """Give the JSON Schema of the section."""
    return EchonetConfig.model_json_schema()


def complaints_of(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the faults of a section, each as "key: reason; fix"."""
    return complaints(EchonetConfig, settings)
