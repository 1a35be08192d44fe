"""What goes wrong at the JSON edge.

ValueError
    CodecError    a message is not what it should be
"""


class CodecError(ValueError):
    """A message that is not what it should be: where (a JSON path), what is wrong, and what to do."""

    def __init__(self, problem: str, fix: str, path: str = "") -> None:
        """Start at the place of the fault; the way to it is put before it on the way out."""
        super().__init__(problem, fix, path)
        self.problem = problem
        self.fix = fix
        self.path = path

    def __str__(self) -> str:
        return f"${self.path}: {self.problem}; {self.fix}"

    def under(self, step: str) -> "CodecError":
        """Put one step of the path before it."""
        self.path = step + self.path
        return self
