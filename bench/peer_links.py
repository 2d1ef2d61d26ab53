"""Peers link two exports of `bench.exports` line by line; runs in an environment of its own, without orderloom.

`PEERS/bin/python peer_links.py NAME CRM.csv WMS.csv OUT.json`: writes version, seconds by the clock with reading, peak
memory in MB, and the pairs of rows it links (counted from 0).
"""

from __future__ import annotations

import importlib.metadata
import json
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

Pairs = list[tuple[int, int]]
MISSING = 3  # exit code
KEY = ["order_id", "line_id"]


def polars(crm: str, wms: str) -> Pairs:
    """Join on order and line: the floor."""
    import polars as pl

    frames = [pl.read_csv(file, infer_schema=False).with_row_index(name) for file, name in ((crm, "a"), (wms, "b"))]
    return list(frames[0].join(frames[1], on=KEY, how="inner").select("a", "b").iter_rows())


def duckdb(crm: str, wms: str) -> Pairs:
    """Join on order and line: the floor."""
    import duckdb as db

    connection = db.connect()
    read = "(select row_number() over () - 1 as row, * from read_csv(?, all_varchar=true))"
    query = f"select a.row, b.row from {read} a join {read} b using (order_id, line_id)"
    return list(connection.execute(query, [crm, wms]).fetchall())


def datacompy(crm: str, wms: str) -> Pairs:
    """Compare with order and line as the join columns, and write its report."""
    import datacompy as dc
    import pandas as pd

    frames = [pd.read_csv(file, dtype=str).assign(row=lambda frame: range(len(frame))) for file in (crm, wms)]
    compared = dc.PandasCompare(*frames, join_columns=KEY)
    compared.report()
    both = compared.intersect_rows
    return list(zip(both["row_df1"].astype(int).tolist(), both["row_df2"].astype(int).tolist(), strict=True))


def threeway(crm: str, wms: str) -> Pairs:
    """Match lines as its command does, the CRM as orders, the warehouse as receipts and invoices; key: order and item.

    It tells no rows: a pair is a key that both sides have, as its own join finds them.
    """
    import csv
    import subprocess
    import tempfile
    from pathlib import Path

    names = {"order_id": "po_number", "sku": "item", "quantity": "qty", "unit_price": "price"}
    with tempfile.TemporaryDirectory() as folder:
        rows: list[dict[tuple[str, str], int]] = []
        for name, file in (("po", crm), ("grn", wms)):
            with open(file, encoding="utf-8", newline="") as read, (Path(folder) / name).open("w", newline="") as out:
                writer = csv.writer(out)
                writer.writerow(names.values())
                found: dict[tuple[str, str], int] = {}
                for at, line in enumerate(csv.DictReader(read)):
                    writer.writerow(line[column] for column in names)
                    found[line["order_id"], line["sku"]] = at
                rows.append(found)
        given = ["--po", f"{folder}/po", "--grn", f"{folder}/grn", "--invoice", f"{folder}/grn", "--quiet"]
        ended = subprocess.run([sys.executable, "-m", "threeway.cli", *given], capture_output=True, check=False)
        if ended.returncode not in (0, 1):
            raise SystemExit(ended.stderr.decode())
    return [(at, rows[1][place]) for place, at in rows[0].items() if place in rows[1]]


def splink(crm: str, wms: str) -> Pairs:
    """Link by probability: its own blocking, estimation and one-to-one clustering, as its tutorial for two tables."""
    import pandas as pd
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    frames = [pd.read_csv(file, dtype=str).assign(unique_id=lambda frame: range(len(frame))) for file in (crm, wms)]
    api = DuckDBAPI()
    tables = [
        api.register(frame, dataset_display_name=name) for frame, name in zip(frames, ("crm", "wms"), strict=True)
    ]
    blocks = [block_on(*KEY), block_on("sku", "customer"), block_on("sku", "quantity")]
    exact = [cl.ExactMatch(name) for name in ("line_id", "sku", "customer", "quantity", "unit_price", "order_date")]
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[cl.LevenshteinAtThresholds("order_id", [1, 2]), *exact],
        blocking_rules_to_generate_predictions=blocks,
    )
    linker = Linker(tables, settings)
    linker.training.estimate_probability_two_random_records_match([block_on(*KEY)], recall=0.95)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on(*KEY))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("sku", "customer"))
    predicted = linker.inference.predict(threshold_match_probability=0.9)
    clustered = linker.clustering.cluster_using_single_best_links(
        predicted, duplicate_free_datasets=["crm", "wms"], threshold_match_probability=0.9
    ).as_pandas_dataframe()
    sides = [clustered[clustered["source_dataset"] == name] for name in ("crm", "wms")]
    both = sides[0].merge(sides[1], on="cluster_id")
    return list(zip(both["unique_id_x"].tolist(), both["unique_id_y"].tolist(), strict=True))


PEERS: dict[str, Callable[[str, str], Pairs]] = {
    peer.__name__: peer for peer in (polars, duckdb, datacompy, threeway, splink)
}


def main(name: str, crm: str, wms: str, out: str) -> int:
    """Time one peer; return MISSING if it is not installed."""
    try:
        version = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return MISSING
    start = time.perf_counter()
    pairs = PEERS[name](crm, wms)
    told: dict[str, Any] = {"version": version, "seconds": time.perf_counter() - start, "pairs": pairs}
    used = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    with open(out, "w", encoding="ascii") as file:
        json.dump({**told, "peak": max(used) / 1024}, file)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
