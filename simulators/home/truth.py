"""What was really so: JSON lines that only the examiner reads, never the gateway.

The first line (`"event": "home"`) lists devices with their addresses; then come `resident`, `state`, `happened`,
`ordered` and `fault` lines, each with `t_s` (simulated seconds since the start) and `real_s` (seconds since ready).
"""

import json
from dataclasses import dataclass
from typing import Any, TextIO


@dataclass(slots=True)
class Truth:
    """Writes lines, or nothing when nobody wants them."""

    out: TextIO | None

    def write(self, event: str, **fields: Any) -> None:
        """One line."""
        if self.out is not None:
            self.out.write(
                json.dumps({"event": event, **fields}, ensure_ascii=False, separators=(",", ":"), default=str) + "\n"
            )
            self.out.flush()
