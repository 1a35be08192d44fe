"""Hue and saturation to and from the chromaticity that lamps speak (sRGB primaries, IEC 61966-2-1)."""

import colorsys


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _companded(channel: float) -> float:
    return 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def xy_of(hue: float, saturation: float) -> tuple[float, float]:
    """CIE 1931 x, y of a hue in degrees and a saturation in per cent."""
    red, green, blue = (_linear(channel) for channel in colorsys.hsv_to_rgb(hue / 360, saturation / 100, 1.0))
    big_x = 0.4124 * red + 0.3576 * green + 0.1805 * blue
    big_y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    big_z = 0.0193 * red + 0.1192 * green + 0.9505 * blue
    total = big_x + big_y + big_z
    return round(big_x / total, 4), round(big_y / total, 4)


def hs_of_rgb(red: float, green: float, blue: float) -> tuple[int, int]:
    """Hue in degrees and saturation in per cent of 0-255 channels."""
    hue, saturation, _ = colorsys.rgb_to_hsv(red / 255, green / 255, blue / 255)
    return round(hue * 360) % 360, round(saturation * 100)


def hs_of_xy(x: float, y: float) -> tuple[int, int]:
    """Hue and saturation nearest to a chromaticity; what the lamp cannot show is clipped."""
    y = max(y, 1e-4)
    big_x, big_y, big_z = x / y, 1.0, (1 - x - y) / y
    linear = (
        3.2406 * big_x - 1.5372 * big_y - 0.4986 * big_z,
        -0.9689 * big_x + 1.8758 * big_y + 0.0415 * big_z,
        0.0557 * big_x - 0.2040 * big_y + 1.0570 * big_z,
    )
    brightest = max(*linear, 1e-6)
    red, green, blue = (255 * _companded(max(0.0, channel) / brightest) for channel in linear)
    return hs_of_rgb(red, green, blue)
