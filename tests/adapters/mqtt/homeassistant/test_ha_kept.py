"""What is kept of a discovery message once it was read."""

import re
from pathlib import Path

from adapters.mqtt.homeassistant import device, mapping
from adapters.mqtt.homeassistant.entity import Entity

LOOKS = re.compile(r'entity\.(?:config\.get|words|text|number|flag|template)\("(\w+)"')


def test_every_key_that_putting_a_device_together_looks_at_is_kept() -> None:
    sources = [Path(str(module.__file__)).read_text("utf-8") for module in (device, mapping)]
    looked_at = {key for source in sources for key in LOOKS.findall(source)}
    assert looked_at == mapping.LOOKED_AT


def test_the_rest_is_forgotten() -> None:
    config = {"device_class": "battery", "device": {"identifiers": ["1"]}, "state_topic": "t"}
    entity = Entity("sensor", "sensor/1", "homeassistant/sensor/1/config", config, "Battery", "battery")
    entity.forget_all_but(mapping.LOOKED_AT)
    assert entity.config == {"device_class": "battery"}


def test_devices_with_the_same_company_share_it() -> None:
    assert mapping.shared_company(battery=True, actor=False, kinds=frozenset({"lock"})) is mapping.shared_company(
        battery=True, actor=False, kinds=frozenset(["lock"])
    )
