"""The folder that Home Assistant starts in: an empty home with one owner, one token and one MQTT broker.

Its own storage files are written beforehand, so that nobody has to click. Nothing is switched on but what it starts
with anyway, MQTT and, where wanted, the recorder; usage figures stay off, packages are never fetched.
"""

import base64
import hashlib
import hmac
import json
import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ONE: Final = "0" * 31 + "1"  # the id of the only one of its kind
DAY_S: Final = 86400
WRITTEN_AT: Final = "2025-04-01T00:00:00+00:00"
BROKER_TITLE: Final = "Broker"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where it listens, which broker and which announcements it uses, and whether it records its history."""

    port: int
    broker_port: int
    discovery_prefix: str
    recorder: bool = False


def write_config(folder: Path, settings: Settings) -> str:
    """Write a fresh configuration into `folder`; returns the token for its API."""
    storage = folder / ".storage"
    storage.mkdir(parents=True)
    text = CONFIGURATION.format(port=settings.port) + (RECORDER if settings.recorder else "")
    (folder / "configuration.yaml").write_text(text, "utf-8")
    key = secrets.token_hex(64)
    _store(storage, "auth", 1, 1, _auth(key))
    _store(storage, "onboarding", 4, 1, {"done": ["user", "core_config", "integration", "analytics"]})
    _store(storage, "core.config_entries", 1, 5, {"entries": [_broker(settings)]})
    return signed({"iss": ONE, "iat": int(time.time()) - 60, "exp": int(time.time()) + DAY_S}, key)


def signed(claims: dict[str, Any], key: str) -> str:
    """Return a JSON Web Token (RFC 7519) with HMAC-SHA-256."""
    body = _part({"alg": "HS256", "typ": "JWT"}) + "." + _part(claims)
    return body + "." + _base64(hmac.new(key.encode(), body.encode(), hashlib.sha256).digest())


def _part(claims: dict[str, Any]) -> str:
    return _base64(json.dumps(claims, separators=(",", ":")).encode())


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _store(storage: Path, key: str, version: int, minor_version: int, data: dict[str, Any]) -> None:
    whole = {"version": version, "minor_version": minor_version, "key": key, "data": data}
    (storage / key).write_text(json.dumps(whole), "utf-8")


def _auth(key: str) -> dict[str, Any]:
    """One owner with one token of a long life."""
    user = {
        "id": ONE,
        "group_ids": ["system-admin"],
        "is_owner": True,
        "is_active": True,
        "name": "bench",
        "system_generated": False,
        "local_only": False,
    }
    token = {
        "id": ONE,
        "user_id": ONE,
        "client_id": None,
        "client_name": "bench",
        "client_icon": None,
        "token_type": "long_lived_access_token",
        "created_at": WRITTEN_AT,
        "access_token_expiration": float(DAY_S),
        "token": secrets.token_hex(64),
        "jwt_key": key,
        "last_used_at": None,
        "last_used_ip": None,
        "expire_at": None,
        "credential_id": None,
        "version": "2025.4.4",
    }
    return {"users": [user], "groups": GROUPS, "credentials": [], "refresh_tokens": [token]}


def _broker(settings: Settings) -> dict[str, Any]:
    """The entry that its own form for MQTT would make, with a discovery prefix of its own."""
    return {
        "created_at": WRITTEN_AT,
        "modified_at": WRITTEN_AT,
        "data": {"broker": "127.0.0.1", "port": settings.broker_port},
        "disabled_by": None,
        "discovery_keys": {},
        "domain": "mqtt",
        "entry_id": ONE,
        "version": 1,
        "minor_version": 2,
        "options": {"discovery": True, "discovery_prefix": settings.discovery_prefix},
        "pref_disable_new_entities": False,
        "pref_disable_polling": False,
        "source": "user",
        "subentries": [],
        "title": BROKER_TITLE,
        "unique_id": None,
    }


GROUPS: Final = [
    {"id": "system-admin", "name": "Administrators"},
    {"id": "system-users", "name": "Users"},
    {"id": "system-read-only", "name": "Read Only"},
]
CONFIGURATION: Final = """\
# Made by `python -m benchmarks.peers.homeassistant`.
homeassistant:
  name: Bench
  latitude: 31.2
  longitude: 121.5
  elevation: 4
  unit_system: metric
  currency: CNY
  country: CN
  language: en
  time_zone: Asia/Shanghai
http:
  server_host: 127.0.0.1
  server_port: {port}
api:
websocket_api:
logger:
  default: warning
"""
RECORDER: Final = "recorder:\n"
