"""What a person writes under [adapters.<name>] for MQTT."""

import ipaddress
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, Field, model_validator

from adapters.mqtt.connect import Endpoint, TlsSettings
from adapters.mqtt.transport import Link
from adapters.sdk.settings import STRICT, Host, complaints

if TYPE_CHECKING:
    from adapters.sdk.onlink import Network


def _topic(text: str) -> str:
    if any(letter in text for letter in "+#\0") or text.startswith(("/", "$")) or text.endswith("/"):
        raise ValueError("it must be a plain topic; leave out + # and slashes at the ends")
    return text


def _network(text: str) -> str:
    try:
        ipaddress.ip_network(text)
    except ValueError as error:
        raise ValueError(f"{error}; write it like 192.168.7.0/24") from None
    return text


Topic = Annotated[str, Field(min_length=1, max_length=128), AfterValidator(_topic)]
File = Annotated[str, Field(min_length=1)]
DialectName = Literal["zigbee2mqtt", "homeassistant"]


class TlsConfig(BaseModel):
    """Encrypt the link. The broker's name is always checked against `host`."""

    model_config = STRICT

    ca_file: File | None = Field(None, description="Certificates of the authority; the system's own if left out")
    certificate_file: File | None = Field(None, description="Our certificate, where the broker asks for one")
    key_file: File | None = Field(None, description="The private key of our certificate")

    @model_validator(mode="after")
    def _pair(self) -> "TlsConfig":
        if self.key_file is not None and self.certificate_file is None:
            raise ValueError("key_file stands without certificate_file; name both")
        return self


class MqttConfig(BaseModel):
    """An MQTT broker on the local network and what is spoken over it."""

    model_config = STRICT

    type: Literal["mqtt"] = "mqtt"
    host: Host = "127.0.0.1"
    port: int | None = Field(None, ge=1, le=65535, description="1883, or 8883 with tls, if left out")
    protocol: Literal["3.1.1", "5"] = "3.1.1"
    tls: TlsConfig | None = None
    username: str = Field("", max_length=256)
    password_file: File | None = Field(None, description="A file that holds the password and nothing else")
    client_id: str = Field("", max_length=64, description="Chosen by the broker if left out")
    keepalive_s: int = Field(60, ge=5, le=3600)
    session: Literal["clean", "resume"] = Field("clean", description="resume needs client_id")
    dialects: tuple[DialectName, ...] = Field(("zigbee2mqtt", "homeassistant"), min_length=1, strict=False)
    base_topics: tuple[Topic, ...] = Field(("zigbee2mqtt",), min_length=1, max_length=16, strict=False)
    discovery_prefix: Topic = "homeassistant"
    max_message_mb: int = Field(64, ge=1, le=256, description="Longer messages are refused and reported")
    forbidden: tuple[Annotated[str, AfterValidator(_network)], ...] = Field(
        (), strict=False, description="Networks never connected to, even where they are on-link"
    )

    @model_validator(mode="after")
    def _whole(self) -> "MqttConfig":
        if self.session == "resume" and not self.client_id:
            raise ValueError("session = resume needs a client_id; name one")
        if self.password_file is not None and not self.username:
            raise ValueError("password_file stands without username; name both")
        if len(set(self.dialects)) != len(self.dialects) or len(set(self.base_topics)) != len(self.base_topics):
            raise ValueError("dialects or base_topics name one twice; name each once")
        return self

    def link(self) -> Link:
        """Give what the transport needs."""
        tls = None if self.tls is None else _tls(self.tls)
        networks: tuple[Network, ...] = tuple(ipaddress.ip_network(text) for text in self.forbidden)
        return Link(
            endpoint=Endpoint(
                host=self.host, port=self.port or (1883 if tls is None else 8883), tls=tls, forbidden=networks
            ),
            protocol=self.protocol,
            client_id=self.client_id,
            username=self.username,
            password_file=None if self.password_file is None else Path(self.password_file),
            keepalive_s=self.keepalive_s,
            resume_session=self.session == "resume",
            max_message_bytes=self.max_message_mb << 20,
        )


def _tls(config: TlsConfig) -> TlsSettings:
    return TlsSettings(
        ca_file=_path(config.ca_file), certificate_file=_path(config.certificate_file), key_file=_path(config.key_file)
    )


def _path(text: str | None) -> Path | None:
    return None if text is None else Path(text)


def schema() -> Mapping[str, Any]:
    """Give the JSON Schema of the section."""
    return MqttConfig.model_json_schema()


def check(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the faults of a section, each as "key: reason; fix"."""
    return complaints(MqttConfig, settings)
