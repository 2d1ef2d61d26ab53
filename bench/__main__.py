"""Run every bench, or those named: `python -m bench [digital] [scans] [exports]`."""

from __future__ import annotations

import sys
from collections.abc import Callable

from bench import digital, exports, scans

BENCHES: dict[str, Callable[[], None]] = {"digital": digital.run, "scans": scans.run, "exports": exports.run}


def main(names: list[str]) -> int:
    """Run the named benches, all without a name; return 2 for an unknown one."""
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"there is no bench {unknown[0]}; there are {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    for name in names or BENCHES:
        print(f"── {name}", flush=True)
        BENCHES[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
