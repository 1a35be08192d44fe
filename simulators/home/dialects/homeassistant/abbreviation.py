"""Short forms of discovery keys (integrations/mqtt, "Supported abbreviations"); only what this home's devices use."""

from collections.abc import Mapping
from typing import Any, Final

SHORT: Final[Mapping[str, str]] = {
    "availability": "avty",
    "availability_mode": "avty_mode",
    "availability_topic": "avty_t",
    "brightness_command_topic": "bri_cmd_t",
    "brightness_scale": "bri_scl",
    "brightness_state_topic": "bri_stat_t",
    "color_temp_command_topic": "clr_temp_cmd_t",
    "color_temp_state_topic": "clr_temp_stat_t",
    "command_template": "cmd_tpl",
    "command_topic": "cmd_t",
    "current_humidity_template": "curr_hum_tpl",
    "current_humidity_topic": "curr_hum_t",
    "current_temperature_template": "curr_temp_tpl",
    "current_temperature_topic": "curr_temp_t",
    "action_template": "act_tpl",
    "action_topic": "act_t",
    "components": "cmps",
    "device": "dev",
    "device_class": "dev_cla",
    "enabled_by_default": "en",
    "entity_category": "ent_cat",
    "event_types": "evt_typ",
    "expire_after": "exp_aft",
    "fan_mode_command_topic": "fan_mode_cmd_t",
    "fan_mode_state_topic": "fan_mode_stat_t",
    "icon": "ic",
    "json_attributes_template": "json_attr_tpl",
    "json_attributes_topic": "json_attr_t",
    "max_humidity": "max_hum",
    "min_humidity": "min_hum",
    "max_mireds": "max_mirs",
    "min_mireds": "min_mirs",
    "mode_command_topic": "mode_cmd_t",
    "mode_state_topic": "mode_stat_t",
    "mode_state_template": "mode_stat_tpl",
    "object_id": "obj_id",
    "optimistic": "opt",
    "options": "ops",
    "origin": "o",
    "payload_available": "pl_avail",
    "payload_close": "pl_cls",
    "payload_not_available": "pl_not_avail",
    "payload_off": "pl_off",
    "payload_on": "pl_on",
    "payload_open": "pl_open",
    "payload_press": "pl_prs",
    "payload_stop": "pl_stop",
    "platform": "p",
    "position_template": "pos_tpl",
    "position_topic": "pos_t",
    "set_position_topic": "set_pos_t",
    "state_class": "stat_cla",
    "state_off": "stat_off",
    "state_on": "stat_on",
    "state_topic": "stat_t",
    "state_value_template": "stat_val_tpl",
    "suggested_display_precision": "sug_dsp_prc",
    "supported_color_modes": "sup_clrm",
    "swing_mode_command_topic": "swing_mode_cmd_t",
    "swing_mode_state_topic": "swing_mode_stat_t",
    "target_humidity_command_topic": "hum_cmd_t",
    "target_humidity_state_topic": "hum_stat_t",
    "target_humidity_state_template": "hum_state_tpl",
    "temperature_command_topic": "temp_cmd_t",
    "temperature_state_template": "temp_stat_tpl",
    "temperature_state_topic": "temp_stat_t",
    "temperature_unit": "temp_unit",
    "topic": "t",
    "unique_id": "uniq_id",
    "unit_of_measurement": "unit_of_meas",
    "value_template": "val_tpl",
}
SHORT_DEVICE: Final[Mapping[str, str]] = {
    "connections": "cns",
    "hw_version": "hw",
    "identifiers": "ids",
    "manufacturer": "mf",
    "model": "mdl",
    "model_id": "mdl_id",
    "suggested_area": "sa",
    "sw_version": "sw",
}
SHORT_ORIGIN: Final[Mapping[str, str]] = {"sw_version": "sw", "support_url": "url"}


def abbreviate(config: Mapping[str, Any]) -> dict[str, Any]:
    """The same configuration in short forms; device, origin and availability entries have tables of their own."""
    return {SHORT.get(key, key): _inner(key, value) for key, value in config.items()}


def _inner(key: str, value: Any) -> Any:
    if key == "device":
        return {SHORT_DEVICE.get(name, name): item for name, item in value.items()}
    if key == "origin":
        return {SHORT_ORIGIN.get(name, name): item for name, item in value.items()}
    if key == "components":
        return {name: abbreviate(item) for name, item in value.items()}
    if key == "availability":
        return [abbreviate(item) for item in value]
    return value
