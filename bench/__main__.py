"""Run the benches named, else the short ones: `python -m bench [digital] [scans] [exports] [lies] [confidence]`.

`python -m bench.reading`, `bench.lies`, `bench.confidence` and `bench.peers` have options of their own.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from bench import confidence, digital, exports, lies, scans

SHORT: dict[str, Callable[[], object]] = {"digital": digital.run, "scans": scans.run, "exports": exports.run}
LONG: dict[str, Callable[[], object]] = {"lies": lies.run, "confidence": lambda: confidence.run([1])}
BENCHES = {**SHORT, **LONG}


def main(names: list[str]) -> int:
    """Run the named benches; return 2 for an unknown one, 1 if a lie got through."""
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"there is no bench {unknown[0]}; there are {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    failed = False
    for name in names or SHORT:
        print(f"── {name}", flush=True)
        failed |= BENCHES[name]() == 1
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
