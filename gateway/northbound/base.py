"""The two kinds of pydantic model at this boundary. Their validators are built at first use: start stays short."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A body, in either direction: nothing is coerced, nothing is ignored."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)


class Query(BaseModel):
    """Query parameters; they arrive as text, so numbers are read from it."""

    model_config = ConfigDict(strict=False, extra="forbid", frozen=True, defer_build=True)
