"""The short keys of discovery payloads and what they stand for.

Facts: Home Assistant documentation, "MQTT Discovery", supported abbreviations; older short keys that devices in the
field still send are kept. Regular families (`<stem>_t`, `<stem>_tpl`) are built, the others are listed.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

# Stems with _cmd_t, _cmd_tpl, _stat_t and a template of the state under the short key that follows.
_COMMANDED: Final = (
    ("bri", "brightness", "bri_val_tpl", "brightness_value_template"),
    ("clr_temp", "color_temp", "clr_temp_val_tpl", "color_temp_value_template"),
    ("dir", "direction", "dir_val_tpl", "direction_value_template"),
    ("fx", "effect", "fx_val_tpl", "effect_value_template"),
    ("fan_mode", "fan_mode", "fan_mode_stat_tpl", "fan_mode_state_template"),
    ("hs", "hs", "hs_val_tpl", "hs_value_template"),
    ("hum", "target_humidity", "hum_state_tpl", "target_humidity_state_template"),
    ("mode", "mode", "mode_stat_tpl", "mode_state_template"),
    ("osc", "oscillation", "osc_val_tpl", "oscillation_value_template"),
    ("pct", "percentage", "pct_val_tpl", "percentage_value_template"),
    ("pr_mode", "preset_mode", "pr_mode_val_tpl", "preset_mode_value_template"),
    ("rgb", "rgb", "rgb_val_tpl", "rgb_value_template"),
    ("rgbw", "rgbw", "rgbw_val_tpl", "rgbw_value_template"),
    ("rgbww", "rgbww", "rgbww_val_tpl", "rgbww_value_template"),
    ("swing_mode", "swing_mode", "swing_mode_stat_tpl", "swing_mode_state_template"),
    ("swing_h_mode", "swing_horizontal_mode", "swing_h_mode_stat_tpl", "swing_horizontal_mode_state_template"),
    ("temp", "temperature", "temp_stat_tpl", "temperature_state_template"),
    ("temp_hi", "temperature_high", "temp_hi_stat_tpl", "temperature_high_state_template"),
    ("temp_lo", "temperature_low", "temp_lo_stat_tpl", "temperature_low_state_template"),
    ("xy", "xy", "xy_val_tpl", "xy_value_template"),
    ("aux", "aux", "aux_stat_tpl", "aux_state_template"),
    ("away_mode", "away_mode", "away_mode_stat_tpl", "away_mode_state_template"),
    ("hold", "hold", "hold_stat_tpl", "hold_state_template"),
    ("pow", "power", "pow_stat_tpl", "power_state_template"),
)

# Stems with _t and _tpl only.
_READ: Final = (
    ("act", "action"),
    ("curr_hum", "current_humidity"),
    ("curr_temp", "current_temperature"),
    ("json_attr", "json_attributes"),
    ("l_ver", "latest_version"),
    ("pos", "position"),
    ("set_pos", "set_position"),
    ("tilt_status", "tilt_status"),
    ("url", "url"),
    ("bat_lev", "battery_level"),
    ("chrg", "charging"),
    ("cln", "cleaning"),
    ("dock", "docked"),
    ("err", "error"),
    ("fanspd", "fan_speed"),
)

_PAYLOADS: Final = {
    "arm_away": "arm_away",
    "arm_custom_b": "arm_custom_bypass",
    "arm_home": "arm_home",
    "arm_nite": "arm_night",
    "arm_vacation": "arm_vacation",
    "avail": "available",
    "cln_sp": "clean_spot",
    "cls": "close",
    "dir_fwd": "direction_forward",
    "dir_rev": "direction_reverse",
    "disarm": "disarm",
    "home": "home",
    "inst": "install",
    "loc": "locate",
    "lock": "lock",
    "not_avail": "not_available",
    "not_home": "not_home",
    "off": "off",
    "on": "on",
    "open": "open",
    "osc_off": "oscillation_off",
    "osc_on": "oscillation_on",
    "paus": "pause",
    "prs": "press",
    "ret": "return_to_base",
    "rst": "reset",
    "rst_hum": "reset_humidity",
    "rst_mode": "reset_mode",
    "rst_pct": "reset_percentage",
    "rst_pr_mode": "reset_preset_mode",
    "stop": "stop",
    "stop_tilt": "stop_tilt",
    "stpa": "start_pause",
    "strt": "start",
    "toff": "turn_off",
    "ton": "turn_on",
    "trig": "trigger",
    "unlk": "unlock",
}

_STATES: Final = {
    "clsd": "closed",
    "closing": "closing",
    "jam": "jammed",
    "locked": "locked",
    "locking": "locking",
    "off": "off",
    "on": "on",
    "open": "open",
    "opening": "opening",
    "stopped": "stopped",
    "unlocked": "unlocked",
    "unlocking": "unlocking",
}

_SINGLE: Final = {
    "atype": "automation_type",
    "av_tones": "available_tones",
    "avty": "availability",
    "avty_mode": "availability_mode",
    "avty_t": "availability_topic",
    "avty_tpl": "availability_template",
    "b_tpl": "blue_template",
    "bri_scl": "brightness_scale",
    "bri_tpl": "brightness_template",
    "clr_temp_k": "color_temp_kelvin",
    "clr_temp_tpl": "color_temp_template",
    "clrm": "color_mode",
    "clrm_stat_t": "color_mode_state_topic",
    "clrm_val_tpl": "color_mode_value_template",
    "cmd_off_tpl": "command_off_template",
    "cmd_on_tpl": "command_on_template",
    "cmd_t": "command_topic",
    "cmd_tpl": "command_template",
    "cmps": "components",
    "cod_arm_req": "code_arm_required",
    "cod_dis_req": "code_disarm_required",
    "cod_form": "code_format",
    "cod_trig_req": "code_trigger_required",
    "cont_type": "content_type",
    "def_ent_id": "default_entity_id",
    "dev": "device",
    "dev_cla": "device_class",
    "dsp_prc": "display_precision",
    "e": "encoding",
    "en": "enabled_by_default",
    "ent_cat": "entity_category",
    "ent_pic": "entity_picture",
    "evt_typ": "event_types",
    "exp_aft": "expire_after",
    "fanspd_lst": "fan_speed_list",
    "flsh": "flash",
    "flsh_tlng": "flash_time_long",
    "flsh_tsht": "flash_time_short",
    "frc_upd": "force_update",
    "fx_list": "effect_list",
    "fx_tpl": "effect_template",
    "g_tpl": "green_template",
    "grp": "group",
    "ic": "icon",
    "img_e": "image_encoding",
    "img_t": "image_topic",
    "init": "initial",
    "json_attr": "json_attributes",
    "lrst_t": "last_reset_topic",
    "lrst_val_tpl": "last_reset_value_template",
    "max_hum": "max_humidity",
    "max_k": "max_kelvin",
    "max_mirs": "max_mireds",
    "migr_discvry": "migrate_discovery",
    "min_hum": "min_humidity",
    "min_k": "min_kelvin",
    "min_mirs": "min_mireds",
    "o": "origin",
    "obj_id": "object_id",
    "off_dly": "off_delay",
    "on_cmd_type": "on_command_type",
    "ops": "options",
    "opt": "optimistic",
    "p": "platform",
    "pl": "payload",
    "pos": "reports_position",
    "pos_clsd": "position_closed",
    "pos_open": "position_open",
    "pr_modes": "preset_modes",
    "ptrn": "pattern",
    "r_tpl": "red_template",
    "rel_s": "release_summary",
    "rel_u": "release_url",
    "ret": "retain",
    "send_cmd_t": "send_command_topic",
    "set_fan_spd_t": "set_fan_speed_topic",
    "spd_rng_max": "speed_range_max",
    "spd_rng_min": "speed_range_min",
    "src_type": "source_type",
    "stat_cla": "state_class",
    "stat_t": "state_topic",
    "stat_tpl": "state_template",
    "stat_val_tpl": "state_value_template",
    "stype": "subtype",
    "sug_dsp_prc": "suggested_display_precision",
    "sup_clrm": "supported_color_modes",
    "sup_dur": "support_duration",
    "sup_feat": "supported_features",
    "sup_vol": "support_volume_set",
    "swing_h_modes": "swing_horizontal_modes",
    "t": "topic",
    "temp_unit": "temperature_unit",
    "tilt_clsd_val": "tilt_closed_value",
    "tilt_cmd_t": "tilt_command_topic",
    "tilt_cmd_tpl": "tilt_command_template",
    "tilt_inv_stat": "tilt_invert_state",
    "tilt_opnd_val": "tilt_opened_value",
    "tilt_opt": "tilt_optimistic",
    "tit": "title",
    "trns": "transition",
    "uniq_id": "unique_id",
    "unit_of_meas": "unit_of_measurement",
    "val_tpl": "value_template",
    "whit_cmd_t": "white_command_topic",
    "whit_scl": "white_scale",
}


def _families() -> Iterator[tuple[str, str]]:
    for stem, full, short_template, template in _COMMANDED:
        yield f"{stem}_cmd_t", f"{full}_command_topic"
        yield f"{stem}_cmd_tpl", f"{full}_command_template"
        yield f"{stem}_stat_t", f"{full}_state_topic"
        yield short_template, template
    for stem, full in _READ:
        yield f"{stem}_t", f"{full}_topic"
        yield f"{stem}_tpl", f"{full}_template"
    for short, full in _PAYLOADS.items():
        yield f"pl_{short}", f"payload_{full}"
    for short, full in _STATES.items():
        yield f"stat_{short}", f"state_{full}"


KEYS: Final[Mapping[str, str]] = MappingProxyType({**dict(_families()), **_SINGLE})
DEVICE_KEYS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "cns": "connections",
        "cu": "configuration_url",
        "hw": "hw_version",
        "ids": "identifiers",
        "mdl": "model",
        "mdl_id": "model_id",
        "mf": "manufacturer",
        "sa": "suggested_area",
        "sn": "serial_number",
        "sw": "sw_version",
        "via_dev": "via_device",
    }
)
ORIGIN_KEYS: Final[Mapping[str, str]] = MappingProxyType({"sw": "sw_version", "url": "support_url"})


def expand(config: Mapping[str, Any], keys: Mapping[str, str] = KEYS) -> dict[str, Any]:
    """Write every short key out; where both forms stand side by side the long one counts."""
    full = {keys.get(key, key): value for key, value in config.items() if key in keys}
    return {**full, **{key: value for key, value in config.items() if key not in keys}}
