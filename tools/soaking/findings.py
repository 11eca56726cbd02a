"""What a soak counts, and what it finds wrong."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Findings:
    """`figures` are told at the end; each of `wrong` breaks a promise."""

    name: str
    figures: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def require(self, holds: bool, otherwise: str) -> None:
        """Note what is wrong, unless it holds."""
        if not holds:
            self.wrong.append(otherwise)

    def told(self) -> str:
        """All of it as lines."""
        width = max(len(name) for name in self.figures)
        lines = [f"{self.name}:", *(f"  {name.ljust(width)}  {value}" for name, value in self.figures.items())]
        return "\n".join([*lines, *(f"  WRONG: {each}" for each in self.wrong[:20])])
