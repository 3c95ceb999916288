"""The PDF as another reader sees it: language, tags, alternative texts, reading order, and the figures of summary.json.

Usage: paper.py RUN...
"""

import json
import pathlib
import sys
from decimal import ROUND_HALF_UP, Decimal

import pypdf

ANNEXES = {"fi": "Liitteet", "sv": "Bilagor", "en": "Annexes"}
GAP = {"fi": "\u00a0", "sv": "\u00a0", "en": ""}


def number(value, decimals, language):
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{rounded:,.{decimals}f}".replace("-", "\u2212")
    return text if language == "en" else text.translate({ord(","): "\u00a0", ord("."): ","})


def money(value, currency, language):
    if language == "en":
        return ("€" if currency == "EUR" else currency + "\u00a0") + number(value, 0, language)
    return number(value, 0, language) + "\u00a0" + {"EUR": "€", "SEK": "kr"}[currency]


def headlines(run, language):
    """Texts of the headlines of the latest whole year, in the order of the first page."""
    summary = json.loads((run / "summary.json").read_text())
    totals = {
        (f["indicator"], f["scope"], f["period"]): f for f in summary["figures"] if f["member"] == f["dimension"] == "total"
    }
    year = max(period for (i, _, period), f in totals.items() if i == "A12" and f["value"] is not None)
    value = lambda indicator, scope: totals[indicator, scope, year]["value"]
    yield money(value("A1", "external"), summary["currency"], language)
    yield money(value("A1", "market"), summary["currency"], language)
    local = totals["B1", "market", year]
    if local["coverage"] is None or Decimal(local["coverage"]) >= Decimal("0.5"):
        yield number(Decimal(local["value"]) * 100, 1, language) + GAP[language] + "%"
    yield number(value("A3", "market"), 0, language)


def elements(node):
    """Structure elements in reading order."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object()
        if isinstance(kid, dict) and "/S" in kid:
            yield kid
            yield from elements(kid)


def check(file, run):
    language = file.suffixes[0].lstrip(".")
    reader = pypdf.PdfReader(file)
    root = reader.trailer["/Root"]
    assert root["/Lang"].startswith(language), root["/Lang"]
    assert root["/MarkInfo"]["/Marked"] and root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.outline, "no bookmarks"
    metadata = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1<" in metadata and "<pdfaid:part>2<" in metadata and "<pdfaid:conformance>A<" in metadata

    tags = list(elements(root["/StructTreeRoot"]))
    names = [tag["/S"] for tag in tags]
    figures = [tag for tag in tags if tag["/S"] == "/Figure"]
    assert len(figures) >= 8 and all(len(tag.get("/Alt", "")) > 20 for tag in figures), "a figure without its text"
    levels = [int(name[2:]) for name in names if name[:2] == "/H" and name[2:].isdigit()]
    assert levels[0] == 1 and all(b <= a + 1 for a, b in zip(levels, levels[1:])), levels
    tables = [list(elements(tag)) for tag in tags if tag["/S"] == "/Table"]
    assert len(tables) >= 10
    for table in tables:
        rows = [tag for tag in table if tag["/S"] == "/TR"]
        heads = [[kid["/S"] for kid in elements(row)] for row in rows]
        assert heads[0].count("/TH") > 1 and "/TD" not in heads[0], "no header row"
        assert all(head[0] == "/TH" for head in heads), "a row without its header"

    texts = [page.extract_text() for page in reader.pages]
    at = 0
    for figure in headlines(run, language):
        found = texts[0].find(figure, at)
        assert found >= 0, f"{figure!r} is not on page 1, or not in order"
        at = found + len(figure)
    assert ANNEXES[language] in texts[2][:200] and not any(ANNEXES[language] + "\n" in text for text in texts[:2])
    print(f"{file.name}: {len(reader.pages)} pages, {len(figures)} figures, {len(tables)} tables")


for run in map(pathlib.Path, sys.argv[1:]):
    files = sorted(run.glob("report.*.pdf"))
    assert files, f"no PDF in {run}"
    for file in files:
        check(file, run)
