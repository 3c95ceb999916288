#!/usr/bin/env python3
"""Checks published runs from outside, with readers and engines that Vire does not use: pyarrow and DuckDB.

usage: crosscheck.py RUN_DIR [RUN_DIR...] [--facts sample-data/facts.csv]        (needs: pip install duckdb pyarrow)

RUN_DIR is a run's folder or an output folder, whose `current` is then taken. Checked are the Parquet files, every total
of the manifest, the suppliers, the indicators (some counted anew by queries written here, all by the project's own SQL
in another engine), the summary, the digests and, with --facts, the control figures that come with the sample data.
Money is compared as exact decimals. One line a check, then `N passed, N failed`; the exit code is 1 when any failed.
"""

import argparse
import csv
import hashlib
import json
import re
import tomllib
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

ROOT = Path(__file__).resolve().parent.parent
ANEW, ENGINES = Decimal("1e-6"), Decimal("1.5e-6")  # how far ratios may be apart: both sides round to 6 digits

PLACE = ["scope", "period", "dimension", "member"]
RATIOS = ["value", "low", "high", "coverage"]
COUNTS = ["numerator", "denominator"]
TOTALS = ["year", "sector", "ring", "value_band", "scope", "sector_method"]
TYPES = {"year": "INTEGER"} | dict.fromkeys(["amount", "vat", "external_amount", *COUNTS], "DECIMAL(18,2)") | dict.fromkeys(
    ["posting_date", "invoice_date", "due_date", "payment_date", "first_seen", "last_seen"], "DATE")
DAY = "coalesce(posting_date, invoice_date, payment_date)"

# Lower limits of the value bands and their codes; the last three: to the EU threshold, from it, when it is not known.
EURO_BANDS = ([0, 1_000, 5_000, 10_000, 30_000, 60_000, 150_000],
              ["0-1k", "1-5k", "5-10k", "10-30k", "30-60k", "60-150k"], ["150k-eu", "eu+", "150k+"])
KRONA_BANDS = ([0, 10_000, 50_000, 100_000, 300_000, 700_000, 1_500_000],
               ["0-10k", "10-50k", "50-100k", "100-300k", "300-700k", "700k-1.5m"], ["1.5m-eu", "eu+", "1.5m+"])

# Purchases that count, under each scope that they count in, with what suppliers.parquet says of their supplier; the
# same in total, by sector and by ring; and the sums of the suppliers in each of these cells.
VIEWS = """
CREATE VIEW counted AS
    SELECT unnest(CASE p.scope WHEN 'in' THEN ['external', 'market'] ELSE ['external'] END) AS scope, month, sector,
           coalesce(year, 0) AS year, p.supplier, s.ring, size, kind, value_band, voucher, invoice, p.amount
    FROM purchases p JOIN suppliers s ON s.supplier = p.supplier AND p.scope IN ('in', 'public-bodies');
CREATE VIEW cells AS
    SELECT c.*, d.*, CASE year WHEN 0 THEN 'undated' ELSE cast(year AS VARCHAR) END AS period
    FROM counted c, LATERAL (VALUES ('total', 'total'), ('sector', sector), ('ring', ring)) d (dimension, member);
CREATE VIEW held AS
    SELECT scope, period, dimension, member, supplier, ring, sum(amount) AS amount,
           any_value(kind) <> 'redacted' AND sum(amount) <> 0 AS counts,
           any_value(kind) <> 'redacted' AND sum(amount) > 0 AS paid FROM cells GROUP BY ALL;
CREATE MACRO low(part, nowhere, total) AS CASE WHEN total > 0 THEN (part + least(nowhere, 0)) / total END;
CREATE MACRO high(part, nowhere, total) AS CASE WHEN total > 0 THEN (part + greatest(nowhere, 0)) / total END;
"""
ANEW_QUERIES = {
    "A1": """SELECT {place}, sum(amount) AS value, value AS numerator, count(*) AS n FROM cells GROUP BY ALL""",
    "A3": """SELECT {place}, count(*) FILTER (counts) AS value, value AS numerator, value AS n FROM held GROUP BY ALL""",
    "A9": """SELECT {place}, coalesce(any_value(base), 0) AS denominator, count(*) FILTER (paid) AS n,
                    CASE WHEN n >= 5 THEN sum(pow(100 * amount / base, 2)) FILTER (paid) END AS value
             FROM (SELECT *, sum(amount) FILTER (paid) OVER (PARTITION BY {place}) AS base
                   FROM held WHERE dimension <> 'ring') GROUP BY ALL""",
    "B1": """SELECT {place}, coalesce(sum(amount) FILTER (ring = 'municipality'), 0) AS numerator,
                    coalesce(sum(amount) FILTER (ring = 'unknown'), 0) AS nowhere, sum(amount) AS total,
                    total - nowhere AS denominator, count(*) FILTER (counts AND ring <> 'unknown') AS n,
                    CASE WHEN total > 0 THEN low(numerator, 0, denominator) END AS value,
                    low(numerator, nowhere, total) AS low, high(numerator, nowhere, total) AS high
             FROM held WHERE dimension <> 'ring' GROUP BY ALL""",
    "B3": """SELECT {place}, sum(amount) AS numerator, count(*) FILTER (counts) AS n,
                    coalesce(sum(numerator) FILTER (member = 'unknown') OVER years, 0) AS nowhere,
                    sum(numerator) OVER years AS denominator, low(numerator, 0, denominator) AS value,
                    CASE WHEN member <> 'unknown' THEN low(numerator, nowhere, denominator) END AS low,
                    CASE WHEN member <> 'unknown' THEN high(numerator, nowhere, denominator) END AS high
             FROM held WHERE dimension = 'ring' GROUP BY {place} WINDOW years AS (PARTITION BY scope, period)""",
}
# The tables of src/indicators/tables.rs but for the population, and the thresholds at the end of each year.
TABLES = """
CREATE MACRO money(x) AS cast(sum(x) AS DECIMAL(18,2));
CREATE TABLE thresholds AS
    SELECT *, cast(value AS BIGINT) AS bound FROM read_csv('{thresholds}', all_varchar = true) WHERE currency = '{currency}';
CREATE MACRO threshold(year, kinds) AS (
    SELECT bound FROM thresholds WHERE kind IN kinds AND country IN ('{country}', 'EU')
    AND lpad(cast(year AS VARCHAR), 4, '0') || '-12-31' BETWEEN valid_from AND coalesce(valid_to, '9999')
    ORDER BY list_position(kinds, kind), country = 'EU' LIMIT 1);
CREATE TABLE limits AS
    SELECT year, threshold(year, ['national_goods_services', 'direct_award_lou']) AS national,
           threshold(year, ['eu_subcentral_goods_services']) AS eu
    FROM (SELECT DISTINCT coalesce(year, 0) AS year FROM purchases);
CREATE TABLE spend AS SELECT scope, year, supplier, ring, size, kind, sector, money(amount) AS amount, count(*) AS lines
    FROM counted GROUP BY ALL;
CREATE TABLE supplier_years AS
    SELECT scope, year, supplier, ring, size, kind, money(s.amount) AS amount, cast(sum(lines) AS BIGINT) AS lines,
           CASE WHEN sum(s.amount) <= 0 THEN 'negative' ELSE {band} END AS value_band,
           CASE WHEN sum(s.amount) <= 0 THEN 'negative' WHEN sum(s.amount) < national THEN 'below-national'
                WHEN sum(s.amount) >= eu THEN 'above-eu' WHEN national IS NULL THEN 'unknown'
                WHEN eu IS NULL THEN 'above-national' ELSE 'national-eu' END AS threshold_class
    FROM spend s JOIN limits USING (year) GROUP BY scope, year, supplier, ring, size, kind, national, eu;
CREATE TABLE bands AS SELECT scope, year, value_band, money(amount) AS amount, count(*) AS lines FROM counted GROUP BY ALL;
CREATE TABLE months AS SELECT scope, year, sector, month, money(amount) AS amount, count(*) AS lines
    FROM counted WHERE month IS NOT NULL GROUP BY ALL;
CREATE TABLE documents AS SELECT scope, year, count(*) AS lines,
           CASE WHEN (SELECT count(voucher) FROM counted) > 0 THEN count(DISTINCT voucher) END AS vouchers,
           CASE WHEN (SELECT count(invoice) FROM counted) > 0
                THEN count(DISTINCT (supplier, invoice)) FILTER (invoice IS NOT NULL) END AS invoices
    FROM counted GROUP BY ALL;
CREATE TABLE population (year INTEGER, population BIGINT);
"""


class Checks:
    """Prints each check as it is made, and counts."""

    def __init__(self):
        self.run, self.passed, self.failed = "", 0, 0

    def that(self, name, holds, found=""):
        self.passed, self.failed = self.passed + bool(holds), self.failed + (not holds)
        print(f"{'ok    ' if holds else 'FAILED'} {self.run}: {name}" + ("" if holds else f": {found}"), flush=True)

    def same(self, name, expected, found, same=lambda a, b: a == b):
        """Two mappings hold the same; where they do not, the first differences are shown."""
        keys = [*expected, *(key for key in found if key not in expected)]
        off = [k for k in keys if k not in expected or k not in found or not same(expected[k], found[k])]
        shown = "; ".join(f"{k}: expected {expected.get(k)}, found {found.get(k)}" for k in off[:3])
        self.that(f"{name} ({len(keys)})", not off, f"{len(off)} differ, such as {shown}")


class Run:
    """A published run, open in DuckDB as the views `purchases`, `suppliers`, `indicators` and `rejected`."""

    def __init__(self, folder):
        self.folder = folder if (folder / "manifest.json").exists() else folder / "current"
        self.manifest = json.loads((self.folder / "manifest.json").read_text())
        self.summary = json.loads((self.folder / "summary.json").read_text())
        self.parquet = sorted(self.folder.rglob("*.parquet"))
        self.dataset = ds.dataset(self.folder / "purchases", format="parquet", partitioning="hive")
        self.db = duckdb.connect()
        for name in ["suppliers", "indicators", "rejected"]:
            self.db.execute(f"CREATE VIEW {name} AS FROM read_parquet('{self.folder}/{name}.parquet')")
        # Without the type DuckDB makes BIGINT of every number in a folder's name.
        self.db.execute(f"CREATE VIEW purchases AS FROM read_parquet('{self.folder}/purchases/*/*.parquet', "
                        "hive_partitioning = true, hive_types = {'year': INTEGER})")
        self.db.execute(VIEWS)
        self.published = {}
        for row in self.rows("FROM indicators"):
            self.published.setdefault(row["indicator"], {})[place(row)] = row

    def rows(self, query):
        result = self.db.execute(query)
        return [dict(zip((column[0] for column in result.description), row)) for row in result.fetchall()]

    def keyed(self, query):
        return {row[0]: row[1:] for row in self.db.execute(query).fetchall()}

    def types(self, table):
        return {column: rest[0] for column, rest in self.keyed(f"DESCRIBE FROM {table}").items()}

    def sums(self, by, where="true"):
        """Lines and amount of purchases by a column or expression."""
        return self.keyed(f"SELECT {by}, count(*), sum(amount) FROM purchases WHERE {where} GROUP BY 1")

    def sum(self, where="true", of="purchases"):
        return self.db.execute(f"SELECT count(*), coalesce(sum(amount), 0) FROM {of} WHERE {where}").fetchall()[0]

    def count(self, query):
        return self.db.execute(f"SELECT count(*) FROM ({query})").fetchall()[0][0]


def place(row):
    return tuple(row[name] for name in PLACE)


def money(part):
    return part["lines"], Decimal(part["amount"])


def readers(run, check):
    """Both readers see the same rows, values and types in each file and in the folder of purchases as a whole."""
    for path in run.parquet:
        name, file = path.relative_to(run.folder), f"read_parquet('{path}', hive_partitioning = false)"
        table = pq.read_table(path, partitioning=None)
        run.db.register("arrow", table)
        types = run.types("arrow")
        wanted = types | {column: kind for column, kind in TYPES.items() if column in types}
        check.same(f"{name}: types by pyarrow and DuckDB", {c: (t, t) for c, t in wanted.items()},
                   {c: (types.get(c), t) for c, t in run.types(file).items()})
        rows = run.count(f"FROM {file}")
        differ = run.count(f"(FROM {file} EXCEPT ALL FROM arrow) UNION ALL (FROM arrow EXCEPT ALL FROM {file})")
        check.that(f"{name}: {rows} rows, every value the same by both", rows == table.num_rows and not differ,
                   f"{table.num_rows} rows by pyarrow, {rows} by DuckDB, {differ} differ")
        described = json.loads((table.schema.metadata or {}).get(b"vire.columns", b"{}"))
        lacking = set(types) ^ {column for column, text in described.items() if text}
        check.that(f"{name}: vire.columns describes every column", not lacking, sorted(lacking))
    run.db.register("whole", run.dataset)
    check.same("purchases by hive folders: types by pyarrow and DuckDB", run.types("whole"), run.types("purchases"))
    rows = [run.dataset.count_rows(), run.count("FROM purchases"), run.manifest["control"]["kept"]]
    check.that("purchases by hive folders: rows by pyarrow, DuckDB, manifest", len(set(rows)) == 1, rows)


def totals(run, check):
    """Every total of the manifest from the lines, and the lines' own columns from their amounts and dates."""
    manifest, control = run.manifest["totals"], run.manifest["control"]
    for column in TOTALS:
        found = run.sums("coalesce(cast(year AS VARCHAR), 'undated')" if column == "year" else column)
        check.same(f"manifest.totals.by_{column}", {k: money(v) for k, v in manifest[f"by_{column}"].items()}, found)
    check.same("manifest.totals", {"all": money(manifest), "external": money(manifest["external"])},
               {"all": run.sum(), "external": run.sum("scope IN ('in', 'public-bodies')")})
    found = {"kept": run.sum(), "rejected": run.sum(of="rejected"), "negative": run.sum("amount < 0")}
    found["read"] = tuple(map(sum, zip(found["kept"], found["rejected"])))
    check.same("manifest.control", {k: (control[k], Decimal(control[f"{k}_amount"])) for k in found}, found)
    masked = {"person": "persons", "redacted": "redacted_by_publisher"}
    check.same("manifest.persons_masked", {k: money(run.manifest["persons_masked"][v]) for k, v in masked.items()},
               {kind: run.sum(f"supplier_kind = '{kind}'") for kind in masked})
    check.same("summary.scopes", {s["id"]: money(s) for s in run.summary["scopes"] if s["lines"]}, run.sums("scope"))
    off = run.count(f"""FROM purchases JOIN limits ON limits.year = coalesce(purchases.year, 0)
        WHERE value_band IS DISTINCT FROM {band(run, 'amount')} OR month IS DISTINCT FROM month({DAY})
           OR (month IS NOT NULL AND purchases.year IS DISTINCT FROM year({DAY}))""")
    check.that("year, month and value_band follow from date and amount", not off, f"{off} lines")


def pushdown(run, check):
    """Filters that a reader may decide by statistics give what a scan of all lines gives."""
    lines = pa.concat_tables(pq.read_table(p, partitioning=None) for p in run.parquet if p.name == "purchases.parquet")
    low, high = pc.min_max(lines["amount"]).as_py().values()
    filters = [("<", "0", pc.less), (">", "0", pc.greater), (">", "999.99", pc.greater), (">", "59999.99", pc.greater),
               (">", "1000000", pc.greater), ("=", low, pc.equal), ("=", high, pc.equal), (">", high, pc.greater)]
    for sign, number, compare in filters:
        limit = pa.scalar(Decimal(number), pa.decimal128(18, 2))
        scanned = lines.filter(compare(lines["amount"], limit))
        pushed = run.dataset.to_table(columns=["amount"], filter=compare(pc.field("amount"), limit))
        by_scan, by_pyarrow = [(t.num_rows, pc.sum(t["amount"]).as_py() or 0) for t in [scanned, pushed]]
        expected = {"DuckDB": by_scan, "pyarrow": by_scan}
        found = {"DuckDB": run.sum(f"amount {sign} {number}"), "pyarrow": by_pyarrow}
        for column in TOTALS:
            groups = scanned.group_by(column).aggregate([([], "count_all"), ("amount", "sum")]).to_pylist()
            expected |= {(column, g[column]): (g["count_all"], g["amount_sum"]) for g in groups}
            found |= {(column, k): v for k, v in run.sums(column, f"amount {sign} {number}").items()}
        check.same(f"WHERE amount {sign} {number}: as by a scan of all lines", expected, found)


def suppliers(run, check):
    """suppliers.parquet has the suppliers of the lines, each once, with their sums."""
    double = run.count("SELECT supplier FROM suppliers GROUP BY 1 HAVING count(*) > 1 OR supplier IS NULL")
    check.that("each supplier key is there once", not double, f"{double} keys")
    expected = run.keyed("SELECT supplier, lines, amount, external_amount, first_seen, last_seen FROM suppliers")
    check.same("lines, amounts, first and last days of the suppliers", expected, run.keyed(f"""
        SELECT supplier, count(*), sum(amount), coalesce(sum(amount) FILTER (scope IN ('in', 'public-bodies')), 0),
               min({DAY}), max({DAY}) FROM purchases GROUP BY 1"""))
    off = run.count("""FROM purchases p JOIN suppliers s USING (supplier)
        WHERE p.ring IS DISTINCT FROM s.ring OR p.supplier_size IS DISTINCT FROM s.size
           OR p.supplier_kind IS DISTINCT FROM s.kind OR s.person IS DISTINCT FROM (s.kind = 'person')
           OR p.scope = CASE WHEN s.kind = 'public-body' THEN 'in' ELSE 'public-bodies' END""")
    check.that("ring, size, kind and scope of the lines are those of their suppliers", not off, f"{off} lines")


def band(run, amount):
    """SQL for the value band of an amount, given the EU threshold in `eu`."""
    limits, codes, (below_eu, from_eu, open_end) = EURO_BANDS if run.manifest["currency"] == "EUR" else KRONA_BANDS
    last = f"CASE WHEN eu IS NULL THEN '{open_end}' WHEN abs({amount}) >= eu THEN '{from_eu}' ELSE '{below_eu}' END"
    cases = [*zip(limits, [f"'{code}'" for code in codes] + [last])]
    return f"CASE {' '.join(f'WHEN abs({amount}) >= {limit} THEN {code}' for limit, code in reversed(cases))} END"


def prepare(run):
    """Makes the tables that the project's queries read, with thresholds and population from the project's files."""
    currency, country = run.manifest["currency"], run.summary["country"]
    thresholds, band_of_sum = ROOT / "src/reference/data/procurement_thresholds.csv", band(run, "sum(s.amount)")
    run.db.execute(TABLES.format(thresholds=thresholds, currency=currency, country=country, band=band_of_sum))
    pipelines = [path.read_bytes() for path in (ROOT / "pipelines").glob("*.toml")]
    own = [p.decode() for p in pipelines if hashlib.sha256(p).hexdigest() == run.manifest["pipeline"]["sha256"]]
    if own:
        people = tomllib.loads(own[0])["buyer"].get("population", {})
        people = people if isinstance(people, dict) else dict.fromkeys(run.manifest["totals"]["by_year"], people)
    else:  # a pipeline from elsewhere: A4 itself is the only source
        people = {period: row["denominator"] for (_, period, *_), row in run.published.get("A4", {}).items()}
    for year in people.keys() & run.manifest["totals"]["by_year"].keys() - {"undated"}:
        run.db.execute("INSERT INTO population VALUES (?, ?)", [int(year), people[year]])


def indicators(run, check):
    """Figures counted anew here, then by the project's own queries in DuckDB, against indicators.parquet."""
    def compare(name, rows, published, tolerance):
        columns = [column for column in [*RATIOS, *COUNTS, "n"] if column in rows[0]]
        expected = {key: [row[c] for c in columns] for key, row in published.items()} | {"rows": [len(published)]}
        found = {place(row): [row[c] for c in columns] for row in rows} | {"rows": [len(rows)]}

        def same(figures, others):  # floats are ratios; all else is exact
            return all(abs(a - Decimal(b)) <= tolerance if isinstance(b, float) and a is not None else a == b
                       for a, b in zip(figures, others))
        check.same(f"{name}: {' '.join(columns)}", expected, found, same)

    double = run.count(f"SELECT 1 FROM indicators GROUP BY indicator, {', '.join(PLACE)} HAVING count(*) > 1")
    check.that("each figure is published once", not double, double)
    for indicator, query in ANEW_QUERIES.items():
        rows = run.rows(query.format(place=", ".join(PLACE)))
        dimensions = {row["dimension"] for row in rows}
        published = {key: row for key, row in run.published[indicator].items() if row["dimension"] in dimensions}
        compare(f"{indicator} counted anew", rows, published, ANEW)

    absent = [n for n, table in [("population", "population"), ("date", "months")] if not run.count(f"FROM {table}")]
    queries, expected, found = {}, {}, dict.fromkeys(run.published, "computed")
    found |= {m["indicator"]: f"needs {m['needs']}" for m in run.summary["not_computed"]}
    for path in sorted((ROOT / "src/indicators/sql").glob("*.sql")):
        page = dict(line[3:].split(": ", 1) for line in path.read_text().splitlines() if re.match("-- [a-z.]+: ", line))
        queries[page["id"]] = path.read_text()
        lacks = [need for need in page["needs"].split(", ") if need in absent]
        expected[page["id"]] = f"needs {', '.join(lacks)}" if lacks else "computed"
    check.same("each indicator is computed unless what it needs is absent", expected, found)
    for indicator in [i for i in queries if i in run.published]:
        undated = "CASE period WHEN '0' THEN 'undated' ELSE period END AS period"
        rows = run.rows(f"SELECT * REPLACE ({undated}) FROM (\n{queries[indicator]}\n)")
        compare(f"{indicator} by its own query in DuckDB", rows, run.published[indicator], ENGINES)


def summary_and_digests(run, check):
    """summary.json has the figures of indicators.parquet in their order, and the manifest all files as they are."""
    def figure(of):
        return {"note": ""} | {k: Decimal(v) if k in RATIOS + COUNTS and v is not None else v for k, v in of.items()}
    expected, found = run.rows("FROM indicators"), [figure(f) for f in run.summary["figures"]]
    check.same("summary.json has the figures of indicators.parquet", dict(enumerate(expected)), dict(enumerate(found)))
    files = [path for path in run.folder.rglob("*") if path.is_file() and path.name != "manifest.json"]
    found = {path.relative_to(run.folder).as_posix():
             {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "bytes": path.stat().st_size} for path in files}
    check.same("manifest.outputs has the digest of every file", run.manifest["outputs"], found)


def inputs(run, check, facts):
    """Each input's control figures from its lines, and as the maker of the sample data counted them."""
    def total(source, name):
        return sum((Decimal(table["control"][name]) for table in source["tables"]), Decimal("0.00"))

    for kind, where in {"kept": "true", "negative": "amount < 0"}.items():
        expected = {s["file"]: (total(s, kind), total(s, f"{kind}_amount")) for s in run.manifest["inputs"]}
        found = dict.fromkeys(expected, (0, 0)) | run.sums("source_file", where)
        check.same(f"{kind} lines and amounts by input", expected, found)
    # The city's account 1808 is 1810 in the national chart, which `account` follows where an export has both.
    refundable = run.sums("source_file", "scope = 'refundable-vat'")
    names = {"data_rows": "kept", "rejected_rows": "rejected", "amount_sum": "kept_amount", "negative_rows": "negative"}
    for source in run.manifest["inputs"] if facts else []:
        fact = next((f for f in facts if ("/" + source["file"]).endswith("/" + f["file"])), None)
        found = {column: total(source, name) for column, name in names.items()}
        for kind in ["blank", "total", "header"]:
            found[f"{kind}_rows"] = sum(table["control"]["no_data"][kind] for table in source["tables"])
        found["amount_sum_1808"] = refundable.get(source["file"], (0, 0))[1]
        expected = {column: Decimal(fact[column]) if fact else None for column in found}
        check.same(f"{source['file']} as the facts say", expected, found)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", nargs="+", type=Path, metavar="RUN_DIR")
    parser.add_argument("--facts", type=Path)
    arguments = parser.parse_args()
    facts = list(csv.DictReader(arguments.facts.read_text().splitlines())) if arguments.facts else []
    check = Checks()
    for folder in arguments.runs:
        run = Run(folder)
        check.run = run.manifest["pipeline"]["name"]
        prepare(run)
        for part in [readers, totals, pushdown, suppliers, indicators, summary_and_digests]:
            part(run, check)
        inputs(run, check, facts)
    print(f"{check.passed} passed, {check.failed} failed")
    return 1 if check.failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
