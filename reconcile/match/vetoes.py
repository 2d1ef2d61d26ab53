"""What forbids the machine to join two lines by itself, however much else agrees.

Another currency, cancelled on one side only, shipped before it was ordered: no weight makes up for these. A person may
still be asked about the pair, if nothing else stands against it and nothing better is there.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from reconcile.cells import MISSING, Ints
from reconcile.match.stack import Bools

ENTERED_WITHIN = 7  # days: a rush order is shipped first and typed in later in the week


def vetoed(left: pd.DataFrame, right: pd.DataFrame) -> Bools:
    """Say which lines set side by side (`described.attributes`) must not be joined automatically."""
    return np.asarray(_currencies(left, right) | _cancelled(left, right) | _too_soon(left, right))


def _currencies(left: pd.DataFrame, right: pd.DataFrame) -> Bools:
    one, other = left["currency"].to_numpy(), right["currency"].to_numpy()
    return np.asarray((one >= 0) & (other >= 0) & (one != other))


def _cancelled(left: pd.DataFrame, right: pd.DataFrame) -> Bools:
    """Say where all that is known of one side is that it is cancelled, and the other lives."""
    one, other = left["cancelled"].to_numpy(), right["cancelled"].to_numpy()
    return np.asarray((one >= 0) & (other >= 0) & (one != other))


def _too_soon(left: pd.DataFrame, right: pd.DataFrame) -> Bools:
    pairs = ((left, right), (right, left))
    found = [shipped_before(one["shipped_date"].to_numpy(), two["order_date"].to_numpy()) for one, two in pairs]
    return found[0] | found[1]


def shipped_before(shipped: Ints, ordered: Ints) -> Bools:
    """Say where the first goods left the house before the order was placed, later entry set aside."""
    return np.asarray((shipped != MISSING) & (ordered != MISSING) & (ordered - shipped > ENTERED_WITHIN))


def yielding(pairs: pd.DataFrame, accepted: Bools, veto: Bools, alone: Bools) -> Bools:
    """Accept pairs without a veto, and of the others those that stand `alone` against it and are no pair's rivals."""
    clean = accepted & ~veto
    taken = np.isin(pairs["p_s"], pairs["p_s"][clean]) | np.isin(pairs["p_h"], pairs["p_h"][clean])
    return np.asarray(clean | (accepted & veto & alone & ~taken))
