"""Peers that link two exports, orderloom beside them on the same three: time, memory, links right and wrong.

`python -m bench.links --rows 100000 --left 2000 --python PEERS/bin/python`: the peers live in an environment
of their own, made by `python3.11 -m venv PEERS && PEERS/bin/pip install datacompy==1.1.0 threeway splink "duckdb<2"
polars pandas pyarrow`. They link CRM and WMS; orderloom reads all three systems, links and compares them.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.exports import AS_OF, SEED, in_process, peak_megabytes, write_exports
from bench.peer_links import MISSING, PEERS

PROGRAM = Path(__file__).with_name("peer_links.py")
HEAD = f"{'':28}{'seconds':>9}{'peak':>10}{'links right':>22}{'of mistyped':>18}{'wrong':>8}"


def ours(files: dict[str, tuple[Path, ...]], told: Any) -> None:
    """Reconcile all three exports; tell seconds, memory and the linked rows of CRM and WMS, counted from 0."""
    import time

    from orders.mapping import mappings
    from reconcile import reconcile

    start = time.perf_counter()
    result = reconcile(files, mappings("export"), mappings("owners")[0], AS_OF)
    seconds = time.perf_counter() - start
    peak = peak_megabytes()
    pairs = {
        band: [
            (int(crm) - 2, int(wms) - 2)
            for match in result.matches
            if match.band == band
            for crm in match.crm_rows.split(";")
            for wms in match.wms_rows.split(";")
            if crm and wms
        ]
        for band in ("auto", "suggested")
    }
    told.send({"seconds": seconds, "peak": peak, **pairs})


def theirs(python: str, peer: str, files: dict[str, tuple[Path, ...]], out: Path) -> dict[str, Any] | None:
    """Let a peer link two exports in its own environment; None if it is not there. Raises SystemExit with its words."""
    command = [python, str(PROGRAM), peer, str(files["crm"][0]), str(files["wms"][0]), str(out)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=1800)
    if ended.returncode == MISSING:
        return None
    if ended.returncode:
        raise SystemExit(ended.stderr[-2000:])
    told: dict[str, Any] = json.loads(out.read_text(encoding="ascii"))
    return told


def run(rows: int, left: int, python: str, seed: int) -> None:
    """Print one row a peer, and ours twice: what went by itself, and what is suggested to a person too."""
    with TemporaryDirectory() as folder:
        files, mistyped = write_exports(Path(folder), rows, seed, left)
        crm, wms = ((Path(folder) / f"{system}.lines").read_text().split() for system in ("crm", "wms"))
        lines = (list(map(int, crm)), list(map(int, wms)))
        print(f"3 x {rows:,} rows, {left:,} numbers mistyped in the WMS\n{HEAD}", flush=True)
        mine = in_process(ours, files)
        _row("orderloom (3 systems)", mine, mine["auto"], lines, mistyped)
        _row("  with suggestions", mine, [*mine["auto"], *mine["suggested"]], lines, mistyped)
        for peer in PEERS:
            told = theirs(python, peer, files, Path(folder) / "pairs.json")
            if told is not None:
                _row(f"{peer} {told['version']}", told, map(tuple, told["pairs"]), lines, mistyped)


def _row(
    name: str,
    told: dict[str, Any],
    pairs: Iterable[tuple[int, int]],
    lines: tuple[list[int], list[int]],
    mistyped: frozenset[int],
) -> None:
    linked = [(lines[0][crm], lines[1][wms]) for crm, wms in pairs]
    both = set(lines[0]) & set(lines[1])
    right = {crm for crm, wms in linked if crm == wms}
    shares = f"{len(right):,} of {len(both):,}"
    found = f"{len(right & mistyped):,} of {len(both & mistyped):,}"
    wrong = sum(crm != wms for crm, wms in linked)
    print(f"{name:28}{told['seconds']:9.1f}{told['peak']:>7.0f} MB{shares:>22}{found:>18}{wrong:>8,}", flush=True)


def main() -> int:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--left", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--python", required=True, help="python of the environment that has the peers")
    chosen = parser.parse_args()
    run(chosen.rows, chosen.left, chosen.python, chosen.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
