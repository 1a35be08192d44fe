"""The two kinds of pydantic model at this boundary."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A body, in either direction: nothing is coerced, nothing is ignored."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Query(BaseModel):
    """Query parameters; they arrive as text, so numbers are read from it."""

    model_config = ConfigDict(strict=False, extra="forbid", frozen=True)
