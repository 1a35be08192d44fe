"""Capabilities of other makers: found as published JSON, checked against rules, added to the registry.

A vendor's distribution names its file by an entry point of the group `hutong.capabilities`:

    [project.entry-points."hutong.capabilities"]
    jomoo = "jomoo_schema:capabilities.json"

The vendor's package is never imported: the file is read from its folder. One bad extension is left out with one clear
line; the others, and the core, stand. A label that a vendor declares is a claim: below S2 it counts as S2.
"""

from schemas.extensions.merge import Extended, Package, extended
from schemas.extensions.rules import FLOOR, ExtensionError

__all__ = ["FLOOR", "Extended", "ExtensionError", "Package", "extended"]
