"""The `[api]` table of the configuration."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

Names = Annotated[tuple[str, ...], Field(strict=False)]  # TOML has lists only

WILDCARDS = ("0.0.0.0", "::", "*", "")  # noqa: S104


class ApiSettings(BaseModel):
    """The local API: where it listens and how much it takes."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    listen: Names = ("127.0.0.1",)
    """Interfaces by name ("eth0") or by one of their addresses. Never a wildcard."""
    port: Annotated[int, Field(ge=0, le=65535)] = 8443
    """0 picks a free port."""
    names: Names = ()
    """Further host names by which clients reach the gateway; they enter the certificate."""
    origins: Names = ()
    """Web origins, beside its own, whose pages may use the API: "https://panel.local:8123"."""
    mdns: bool = True
    """Announce `_hutong._tcp` on the named interfaces."""
    max_connections: Annotated[int, Field(ge=1, le=4096)] = 128
    max_connections_per_peer: Annotated[int, Field(ge=1, le=4096)] = 32
    max_body_kib: Annotated[int, Field(ge=1, le=16384)] = 256
    request_timeout_s: Annotated[float, Field(gt=0, le=300)] = 30.0
    """For reading a body and making an answer; above the longest time a command may take."""
    stream_queue_frames: Annotated[int, Field(ge=2, le=65536)] = 256
    stream_queue_kib: Annotated[int, Field(ge=16, le=65536)] = 4096
    """A stream client that falls behind by more than either gets the newest values only, and is told."""
    stream_gap_ms: Annotated[float, Field(ge=0, le=1000)] = 10.0
    """Up to 300 reports a second each leaves at once; of more, those within this time share a frame."""
    stream_ping_s: Annotated[float, Field(gt=0, le=600)] = 30.0

    @field_validator("listen")
    @classmethod
    def _named(cls, listen: tuple[str, ...]) -> tuple[str, ...]:
        if not listen:
            raise ValueError('name at least one interface or address, for example "127.0.0.1"')
        if wild := [name for name in listen if name in WILDCARDS]:
            raise ValueError(f'{wild[0]!r} would listen everywhere; name interfaces, for example "eth0"')
        return listen
