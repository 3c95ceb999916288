#!/usr/bin/env python3
"""Opens published runs as users do, with each reader there is a package for, and holds what each sees against the manifest.

usage: readers.py [--spark] RUN_DIR [RUN_DIR...]   (needs: pip install duckdb polars pandas pyarrow pysail pyspark-client==4.0.*)

Of `purchases/`: rows and sum by year to the cent, lines of no year among them, and the types of the columns, which must be
the same to all readers; of the other tables the types too. One line a check; the exit code is 1 when any failed.
With --spark Apache Spark itself stands in the place of Sail, which needs the whole of `pyspark` and Java.
"""

import json
import os
import sys
import warnings
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.dataset as ds
import pyarrow.parquet as pq

warnings.filterwarnings("ignore")

# By their names in each reader, the types that tables have.
KINDS = {
    "text": ["VARCHAR", "String", "string"],
    "flag": ["BOOLEAN", "Boolean", "bool", "boolean"],
    "day": ["DATE", "Date", "date32[day]", "date"],
    "integer": ["INTEGER", "Int32", "int32", "int"],
    "long": ["BIGINT", "Int64", "int64", "bigint"],
    "money": ["DECIMAL(18,2)", "Decimal(precision=18, scale=2)", "decimal128(18, 2)", "decimal(18,2)"],
    "ratio": ["DECIMAL(18,6)", "Decimal(precision=18, scale=6)", "decimal128(18, 6)", "decimal(18,6)"],
    "figure": ["DECIMAL(38,6)", "Decimal(precision=38, scale=6)", "decimal128(38, 6)", "decimal(38,6)"],
}
KIND = {name: kind for kind, names in KINDS.items() for name in names}
SERVERS = []  # a server ends with its object, and the client then waits for it for minutes
BY_YEAR = "SELECT year, count(*), sum(amount) FROM {} GROUP BY year"


def by_duckdb(path):
    of = f"'{path}/*.parquet'" if path.is_dir() else f"'{path}'"
    types = {name: kind for name, kind, *_ in duckdb.sql(f"DESCRIBE FROM {of}").fetchall()}
    return types, duckdb.sql(BY_YEAR.format(of)).fetchall() if path.is_dir() else None


def by_polars(frame, path):
    types = {name: str(kind) for name, kind in frame.collect_schema().items()}
    if not path.is_dir():
        return types, None
    return types, frame.group_by("year").agg(pl.len(), pl.col("amount").sum()).collect().rows()


def by_pandas(path):
    """pandas keeps days and decimals as Python objects, so that its types are asked of Arrow's backend."""
    table = pd.read_parquet(path, dtype_backend="pyarrow")
    types = {name: str(kind.pyarrow_dtype) for name, kind in table.dtypes.items()}
    plain = pd.read_parquet(path)
    return types, list(zip(plain["year"].tolist(), plain["amount"].tolist())) if path.is_dir() else None


def by_arrow(table, path):
    types = {field.name: str(field.type) for field in table.schema}
    return types, list(zip(table["year"].to_pylist(), table["amount"].to_pylist())) if path.is_dir() else None


def by_spark(session, path):
    frame = session.read.parquet(str(path))
    types = dict(frame.dtypes)  # first of all, since the client tries for minutes to make a view of what Sail refuses
    if not path.is_dir():
        return types, None
    frame.createOrReplaceTempView("purchases")
    return types, [tuple(row) for row in session.sql(BY_YEAR.format("purchases")).collect()]


def sail():
    from pysail.spark import SparkConnectServer
    from pyspark.sql.connect.session import SparkSession
    server = SparkConnectServer()
    server.start(background=True)
    SERVERS.append(server)
    return SparkSession.builder.remote(f"sc://localhost:{server.listening_address[1]}").getOrCreate()


def spark():
    from pyspark.sql import SparkSession
    builder = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    return builder.config("spark.log.level", "OFF").getOrCreate()


def readers(engine, session):
    return {
        "DuckDB": by_duckdb,
        "Polars read_parquet": lambda path: by_polars(pl.read_parquet(path).lazy(), path),
        "Polars scan_parquet": lambda path: by_polars(pl.scan_parquet(path), path),
        "pandas read_parquet": by_pandas,
        "pyarrow read_table": lambda path: by_arrow(pq.read_table(path), path),
        "pyarrow dataset": lambda path: by_arrow(ds.dataset(path).to_table(), path),
        "pyarrow dataset, hive": lambda path: by_arrow(ds.dataset(path, partitioning="hive").to_table(), path),
        engine: lambda path: by_spark(session, path),
    }


def added_up(rows):
    """Lines and sum by year, whether a reader gave lines or sums; None is no year, as NaN is to pandas."""
    sums = defaultdict(lambda: (0, Decimal(0)))
    for year, *rest in rows:
        count, amount = rest if len(rest) == 2 else (1, *rest)
        key = None if year is None or year != year else int(year)
        sums[key] = (sums[key][0] + count, sums[key][1] + amount)
    return dict(sums)


def expected(run):
    """Lines and sum by the year in which an accounting year begins, as the manifest has them."""
    by_year = json.loads((run / "manifest.json").read_text())["totals"]["by_year"]
    return {None if period == "undated" else int(period[:4]): (part["lines"], Decimal(part["amount"]))
            for period, part in by_year.items()}


def check(run, all_readers):
    failed = 0
    tables = [run / "purchases", *sorted(run.glob("*.parquet"))]
    sums, first = expected(run), {}
    for reader, read in all_readers.items():
        faults = []
        for path in tables:
            try:
                types, rows = read(path)
            except Exception as error:
                faults.append(f"{path.name}: {type(error).__name__}: {str(error).splitlines()[0]}")
                continue
            kinds = {name: KIND.get(kind, kind) for name, kind in types.items()}
            if first.setdefault(path, kinds) != kinds:
                off = [f"{name} {kinds.get(name)}" for name in kinds if kinds.get(name) != first[path].get(name)]
                faults.append(f"{path.name}: other types: {', '.join(off) or 'columns are missing'}")
            if rows is not None and added_up(rows) != sums:
                faults.append(f"{path.name}: {added_up(rows)}, expected {sums}")
        failed += bool(faults)
        told = "; ".join(faults)
        if not faults:
            told = f"{sum(lines for lines, _ in sums.values())} lines, {sums.get(None, (0, 0))[0]} of no year"
        print(f"{'FAILED' if faults else 'ok    '} {run}: {reader}: {told}", flush=True)
    of_money = [path for path in tables if path.stem not in ["rejected", "moves"]]
    missing = [f"{path.name} {column}" for column, all_of in [("buyer", [*of_money, run / "moves.parquet"]), ("currency", of_money)]
               for path in all_of if column not in first.get(path, {})]
    print(f"{'FAILED' if missing else 'ok    '} {run}: buyer in every table, currency where money is: {', '.join(missing) or 'yes'}")
    return failed + bool(missing)


def main():
    engine, start = ("Spark", spark) if "--spark" in sys.argv else ("Sail", sail)
    session = start()
    runs = [Path(run).absolute() for run in sys.argv[1:] if not run.startswith("--")]
    failed = sum([check(run, readers(engine, session)) for run in runs])
    print(f"{failed} failed", flush=True)
    os._exit(1 if failed else 0)  # Sail's threads do not end by themselves.


main()
