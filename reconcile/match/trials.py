"""What a step of the matching has tried, for whoever wants it explained."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from reconcile.cells import Ints


@dataclass(frozen=True)
class Trial:
    """Scored pairs of one step and system: positions into seekers and homes, whose `at` are numbers of `line`."""

    step: str
    scored: pd.DataFrame
    seekers: pd.DataFrame
    homes: pd.DataFrame
    line: Ints
