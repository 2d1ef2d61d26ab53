"""How often something was right, and between which bounds its true rate lies."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

Z = 1.959963984540054  # of the normal distribution: 95 % lie within


@dataclass(frozen=True)
class Share:
    """So many of all that were judged were right."""

    right: int
    judged: int

    @property
    def rate(self) -> float | None:
        """The share, None of nothing."""
        return self.right / self.judged if self.judged else None

    @property
    def interval(self) -> tuple[float, float]:
        """The bounds of the true rate at 95 %; 0 and 1 of nothing.

        The score interval of E. B. Wilson, Probable inference, the law of succession, and statistical inference,
        Journal of the American Statistical Association 22 (1927), 209-212: the rates p of which the observed one lies
        no further than z standard errors √(p(1−p)/n).
        """
        if not self.judged:
            return 0.0, 1.0
        rate, squared = self.right / self.judged, Z * Z / self.judged
        middle = rate + squared / 2
        half = sqrt(rate * (1 - rate) * squared + squared * squared / 4)
        low, high = ((middle + sign * half) / (1 + squared) for sign in (-1, 1))
        return (low if self.right else 0.0), (high if self.right < self.judged else 1.0)
