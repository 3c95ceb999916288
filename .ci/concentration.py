"""Concentration of real exports, reckoned again from their rows by Python alone: concentration.py PROGRAM SPEND

Which rows are purchases of the market is taken from the run (by file and row); who sold and for how much is read from the
export here.
"""
import collections, csv, decimal, json, math, pathlib, re, subprocess, sys, tempfile

import pyarrow.parquet as parquet

# Buyer, country, file, and the columns of suppliers and amounts.
CASES = [
    ("Phoenix", "US", "phoenix_us/july-2018.csv", "Vendor Name", "Invoice Net Amt"),
    ("Leeds", "GB", "leeds_uk/leeds_raw_2012-04.csv", "Supplier name ", "Net amount"),
    ("Sheffield", "GB", "sheffield_uk/sheffield_clean_2012-10.csv", "Supplier Name", "Invoiced Value"),
]


def key(name):
    """One supplier however its name is cased and punctuated, and its form shortened; none where nobody is named."""
    text = " ".join(re.sub(r"[^\w&]", " ", name.casefold().replace("'", "")).split())
    text = re.sub(r"\blimited\b", "ltd", text)
    return None if not text or re.match(r"(redacted|various)\b", text) else text


def reckoned(rows):
    """The figures of rows of (supplier, cents); shares are of what named suppliers with a sum above zero sold."""
    sold = collections.Counter()
    for supplier, cents in rows:
        sold[supplier] += cents
    del sold[None]
    largest = sorted((cents for cents in sold.values() if cents > 0), reverse=True)
    whole = sum(largest)
    most, reached = 0, 0
    while reached * 100 < whole * 80:
        reached += largest[most]
        most += 1
    tenth = largest[: math.ceil(len(largest) / 10)]
    return {
        "A1 total": sum(cents for _, cents in rows) / 100,
        "A2 lines": len(rows),
        **{f"A8 cr{n}": sum(largest[:n]) / whole for n in (1, 4, 10)},
        "A9 total": sum((100 * cents / whole) ** 2 for cents in largest),
        "A10 suppliers-for-80": most / len(largest),
        "A10 top-10-percent": sum(tenth) / whole,
    }


def published(program, work, buyer, country, export):
    """The figures of a run, and the rows of the export that are purchases of the market."""
    pipeline = work / f"{buyer}.toml"
    pipeline.write_text(
        f'[buyer]\nname = "{buyer}"\ncountry = "{country}"\n[[purchases]]\nfiles = [{json.dumps(str(export))}]\n'
        "[report]\nlanguages = []\n"
    )
    subprocess.run([program, "run", pipeline, "--out", work / buyer, "--quiet"], check=True, stderr=subprocess.DEVNULL)
    run = work / buyer / "current"
    figures = json.loads((run / "summary.json").read_text())["figures"]
    [period] = {figure["period"] for figure in figures}
    found = {}
    for figure in figures:
        if figure["scope"] == "market" and figure["dimension"] in ("total", "measure") and figure["value"]:
            found[f"{figure['indicator']} {figure['member']}"] = float(figure["value"])
    lines = parquet.read_table(run / "purchases" / f"{period}.parquet", columns=["source_row", "scope"]).to_pylist()
    return found, {line["source_row"] for line in lines if line["scope"] == "in"}


def main():
    program, spend = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    wrong = 0
    with tempfile.TemporaryDirectory() as work:
        for buyer, country, file, supplier, amount in CASES:
            found, market = published(program, pathlib.Path(work), buyer, country, spend / file)
            with open(spend / file, encoding="utf-8", errors="replace", newline="") as export:
                reader = csv.DictReader(export)
                # The header is row 1; no row of these goes over several lines.
                rows = [(number, row) for number, row in enumerate(reader, 2) if number in market]
            assert len(rows) == len(market), f"{buyer}: {len(rows)} of {len(market)} rows found"
            cents = lambda text: round(decimal.Decimal(text.replace(",", "").strip()) * 100)
            expected = reckoned([(key(row[supplier]), cents(row[amount])) for _, row in rows])
            for name, value in expected.items():
                # Shares and indexes are published to the millionth, and to the thousandth where persons are among those
                # that they tell of.
                is_rounded = abs(found[name] - round(found[name], 3)) < 1e-9 and name.startswith("A10")
                is_right = abs(found[name] - value) < (0.0005 if is_rounded else 1e-6)
                wrong += not is_right
                print(f"{'ok' if is_right else 'WRONG':5} {buyer:10} {name:24} {found[name]:.6f} {value:.6f}")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
