"""Lines as a pair of them is judged: what any of their systems says first, and what the last says where two differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from reconcile.cells import MISSING, Ints
from reconcile.match.stack import CANCELLED, Wide


def attributes(wide: Wide, lines: Ints, systems: Sequence[int]) -> pd.DataFrame:
    """Describe lines by the first value any of `systems` has; `there` has a bit for each system that has them.

    Where two differ in a field, its name with `_too` is what the last of them says.
    """
    seen: dict[str, Any] = {"at": lines}
    for name in ("order", "line_id", "sku_loose", "name_root", "id_root", "currency", "waybill_id"):
        seen[name] = _any(wide[name][:, lines], systems, -1)
        seen[f"{name}_too"] = _any(wide[name][:, lines], systems[::-1], -1)
    for name in ("quantity", "unit_price", "order_date", "promised_date", "shipped_date"):
        seen[name] = _any(wide[name][:, lines], systems, MISSING)
        seen[f"{name}_too"] = _any(wide[name][:, lines], systems[::-1], MISSING)
    stages = wide["stage"][list(systems)][:, lines]
    seen["stage"], seen["cancelled"] = stages.max(0), _cancelled(stages)
    seen["there"] = sum((wide.count[system, lines] > 0).astype(np.int64) << system for system in systems)
    for end in ("", "_too"):
        seen[f"name{end}"] = np.where(seen[f"name_root{end}"] >= 0, seen[f"name_root{end}"], seen[f"id_root{end}"])
    return pd.DataFrame(seen, copy=False)


def _cancelled(stage: Ints) -> Ints:
    """Say of lines whether all known stages are cancelled (1) or none is (0); −1 where none is known, or both are."""
    known, dead = (stage >= 0).sum(0), (stage == CANCELLED).sum(0)
    return np.where((known == 0) | ((dead > 0) & (dead < known)), -1, (dead > 0).astype(np.int64))


def _any(values: Ints, systems: Sequence[int], nothing: int) -> Ints:
    out = np.full(values.shape[1], nothing, np.int64)
    for system in systems:
        out = np.where(out == nothing, values[system], out)
    return out
