#!/usr/bin/env python3
"""Opens published runs as users do, with each reader there is a package for, and holds what each sees against the manifest.

usage: readers.py [--spark] DIR [DIR...]   (needs: pip install duckdb polars pandas pyarrow pysail pyspark-client==4.0.*)

Of `purchases/`: rows and sum by year to the cent, lines of no year among them, and the types of the columns, which must be
the same to all readers; of the other tables the types too. Of a data set the same, by buyer, which its folders tell.
One line a check; the exit code is 1 when any failed.
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
    "text": ["VARCHAR", "String", "string", "dictionary<values=string, indices=int32, ordered=0>"],
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
SUMS = "SELECT {0}, count(*), sum(amount) FROM {1} GROUP BY {0}"


def by_duckdb(path, key):
    of = f"'{path}/**/*.parquet'" if path.is_dir() else f"'{path}'"
    types = {name: kind for name, kind, *_ in duckdb.sql(f"DESCRIBE FROM {of}").fetchall()}
    return types, duckdb.sql(SUMS.format(key, of)).fetchall() if key else None


def by_polars(frame, key):
    types = {name: str(kind) for name, kind in frame.collect_schema().items()}
    return types, frame.group_by(key).agg(pl.len(), pl.col("amount").sum()).collect().rows() if key else None


def by_pandas(path, key):
    """pandas keeps days and decimals as Python objects, so that its types are asked of Arrow's backend."""
    table = pd.read_parquet(path, dtype_backend="pyarrow")
    types = {name: str(getattr(kind, "pyarrow_dtype", "string")) for name, kind in table.dtypes.items()}
    plain = pd.read_parquet(path)
    return types, list(zip(plain[key].tolist(), plain["amount"].tolist())) if key else None


def by_arrow(table, key):
    types = {field.name: str(field.type) for field in table.schema}
    return types, list(zip(table[key].to_pylist(), table["amount"].to_pylist())) if key else None


def by_spark(session, path, key):
    frame = session.read.parquet(str(path))
    types = dict(frame.dtypes)  # first of all, since the client tries for minutes to make a view of what Sail refuses
    if not key:
        return types, None
    frame.createOrReplaceTempView("purchases")
    return types, [tuple(row) for row in session.sql(SUMS.format(key, "purchases")).collect()]


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
    """Each reader; `pyarrow.dataset` without a word of the folders sees none of what they tell, and is left out of data sets."""
    return {
        "DuckDB": by_duckdb,
        "Polars read_parquet": lambda path, key: by_polars(pl.read_parquet(path).lazy(), key),
        "Polars scan_parquet": lambda path, key: by_polars(pl.scan_parquet(path), key),
        "pandas read_parquet": by_pandas,
        "pyarrow read_table": lambda path, key: by_arrow(pq.read_table(path), key),
        "pyarrow dataset": lambda path, key: by_arrow(ds.dataset(path).to_table(), key),
        "pyarrow dataset, hive": lambda path, key: by_arrow(ds.dataset(path, partitioning="hive").to_table(), key),
        engine: lambda path, key: by_spark(session, path, key),
    }


def added_up(rows):
    """Lines and sum by the key, whether a reader gave lines or sums; None is no year, as NaN is to pandas."""
    sums = defaultdict(lambda: (0, Decimal(0)))
    for of, *rest in rows:
        count, amount = rest if len(rest) == 2 else (1, *rest)
        key = of if isinstance(of, str) else None if of is None or of != of else int(of)
        sums[key] = (sums[key][0] + count, sums[key][1] + amount)
    return dict(sums)


def expected(folder):
    """Lines and sum as the manifest has them: by the year in which an accounting year begins, or by buyer."""
    if (folder / "dataset.json").exists():
        parts = json.loads((folder / "dataset.json").read_text())["parts"]
        return "buyer", {buyer: (part["lines"], Decimal(part["amount"])) for buyer, part in parts.items()}
    by_year = json.loads((folder / "manifest.json").read_text())["totals"]["by_year"]
    return "year", {None if period == "undated" else int(period[:4]): (part["lines"], Decimal(part["amount"]))
                    for period, part in by_year.items()}


def check(run, all_readers):
    failed = 0
    (key, sums), first = expected(run), {}
    # A data set keeps what the reports say beside its tables; those that queries read are in a folder of their own.
    tables = sorted(path for path in [*run.iterdir(), *(run / "tables").iterdir()]
                    if path.is_dir() and path.name not in ["summary", "tables"] or path.suffix == ".parquet")
    for reader, read in all_readers.items():
        if key == "buyer" and reader == "pyarrow dataset":
            continue
        faults = []
        for path in tables:
            try:
                types, rows = read(path, key if path.name == "purchases" else None)
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
    # Rows that nobody joins, and tables without money.
    lacks = {"rejected": ["buyer", "currency"], "moves": ["currency"], "firms": ["currency"],
             "tenders": ["currency"], "tender_parties": ["currency"], "openness": ["currency"], "unit_names": ["currency"]}
    missing = [f"{path.name} {column}" for path in tables if path.parent.name != "tables" for column in ["buyer", "currency"]
               if column not in first.get(path, {}) and column not in lacks.get(path.stem, [])]
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
