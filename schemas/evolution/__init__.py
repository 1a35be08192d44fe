"""How the schema may change: every difference between two versions is named, and a breaking one must be declared.

Each capability has a semantic version. What adds raises the minor number; what breaks raises the major one. A lowered
sensitivity and a removed hazard break, because somebody relied on them.
"""

from schemas.evolution.change import Change, Effect
from schemas.evolution.compare import changes
from schemas.evolution.declared import undeclared

__all__ = ["Change", "Effect", "changes", "undeclared"]
