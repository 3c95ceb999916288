"""Checks decks with readers of others: python-pptx, openpyxl, openxml-audit, and LibreOffice when it is there.

usage: deck.py RUN DECK...   RUN is a published run whose reports the decks are.

Every slide has a title, every chart and table an alternative text; the numbers of the charts are those of
summary.json and sizes.parquet, also in the workbook behind each chart; texts fit their shapes by the widths of
Liberation Sans; the file opens cleanly by the Open XML schemas; LibreOffice draws every slide within the page.
"""

import io
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import duckdb
import openpyxl
import openxml_audit
from PIL import ImageFont
from pptx import Presentation
from pptx.util import Emu

FONT = next(iter(pathlib.Path("/usr/share/fonts").rglob("LiberationSans-Regular.ttf")), None)


def figures(run):
    """Values of the figures by indicator, scope, period and dimension."""
    values = {}
    for f in json.loads((run / "summary.json").read_text())["figures"]:
        key = (f["indicator"], f["scope"], f["period"], f["dimension"])
        values.setdefault(key, {})[f["member"]] = f["value"] and float(f["value"])
    return values


def near(a, b):
    return abs(a - b) < 1e-6 * max(1, abs(a))


def numbers(chart):
    return [[v for v in plot.values] for plot in chart.plots[0].series]


def check_numbers(run, charts, say):
    """The charts of a deck in their order against the run's own tables."""
    values = figures(run)
    whole = [p for (i, s, p, d), m in values.items() if (i, s, d) == ("A12", "external", "total") and m["total"] is not None]
    year = max(whole)
    periods = sorted({p for (i, _, p, d) in values if i == "A1" and d == "total" and p != "undated"})
    of = lambda i, scope, dimension, member, period=year: values.get((i, scope, period, dimension), {}).get(member)
    total = charts["total"]
    for series, scope in zip(total, ["external", "market"]):
        say(all(near(a, of("A1", scope, "total", "total", p)) for a, p in zip(series, periods)), f"totals, {scope}")
    sectors = [values[("A1", "market", period, "sector")] for period in (str(int(year) - 1), year)]
    both = [member for member in {**sectors[0], **sectors[1]} if all(sector.get(member, 0) is not None for sector in sectors)]
    moved = sorted((sectors[1].get(member, 0) - sectors[0].get(member, 0) for member in both), key=lambda change: -abs(change))
    changes = charts["changes"][0]
    say(changes and all(near(a, b) for a, b in zip(changes, moved)), "changes by sector")
    shown = values[("A1", "market", year, "sector")]
    unclassified = [v for member, v in shown.items() if member == "unclassified" and v is not None]
    named = sorted((v for member, v in shown.items() if member != "unclassified" and v is not None), reverse=True)
    bars = charts["sectors"][0]
    series = bars[:len(bars) - len(unclassified)]  # what is unclassified stands last, whatever its sum
    expected = named if len(series) == len(named) else named[:len(series) - 1] + [sum(named[len(series) - 1:])]
    say(len(bars) == len(expected + unclassified) and all(map(near, bars, expected + unclassified)), "sectors")
    if "units" in charts:
        bought = sorted((v for v in values[("A1", "market", year, "unit")].values() if v is not None), reverse=True)
        say(len(charts["units"][0]) == len(bought) and all(map(near, charts["units"][0], bought)), "units")
    rings = values[("B3", "market", year, "ring")]
    found = sorted(s[-1] for s in charts["places"] if s[-1] is not None)
    expected = [v for v in rings.values() if v is not None]
    if any(v is None for p, d in {(p, "ring") for p in periods} for v in values.get(("B3", "market", p, d), {}).values()):
        # What is not shown stands with what is not known.
        near_ones = [v for member, v in rings.items() if member != "unknown" and v is not None]
        expected = near_ones + [max(0, 1 - sum(near_ones))]
    say(len(found) == len(expected) and all(map(near, found, sorted(expected))), "rings")
    for chart, dimension, counted in [("sizes", "value-band", "line-share"), ("supplier-sizes", "supplier-value-band", "supplier-share")]:
        for series, measure in zip(charts[chart], [counted, "amount-share"]):
            known = sorted(v for m, v in values[("A7", "market", year, f"{dimension}:{measure}")].items() if v is not None and m not in ("negative", "redacted"))
            shown = sorted(v for v in series if v is not None)
            say(len(shown) == len(known) and all(map(near, shown, known)), f"{chart}, {measure}")
    rows = duckdb.sql(f"""
        SELECT sum(CASE WHEN ring = 'municipality' THEN amount ELSE 0 END),
               sum(CASE WHEN ring NOT IN ('municipality', 'unknown') THEN amount ELSE 0 END) AS elsewhere,
               sum(CASE WHEN ring = 'unknown' THEN amount ELSE 0 END)
        FROM '{run}/sizes.parquet' WHERE year = {year} AND scope = 'in' GROUP BY sector HAVING elsewhere > 0
        ORDER BY elsewhere DESC LIMIT {len(charts['gaps'][0])}""").fetchall()
    for at, series in enumerate(charts["gaps"]):
        say(all(near(a, float(row[at])) for a, row in zip(series, rows)), f"gaps, part {at + 1}")


def lines(text, width, size):
    font = ImageFont.truetype(str(FONT), 100)
    count = 0
    for paragraph in text.split("\n"):
        used = 0.0
        count += 1
        for word in paragraph.split(" "):
            wide = font.getlength(word) * size / 100
            blank = font.getlength(" ") * size / 100 if used else 0
            if used + blank + wide <= width:
                used += blank + wide
            else:
                broken = max(1, -(-wide // width))
                count += int(broken) - (0 if used else 1)
                used = wide - width * (broken - 1)
    return count


def check_fit(deck, slide, at, say):
    """Text boxes and tables hold their texts and end within the slide."""
    for shape in slide.shapes:
        bottom, right = shape.top + shape.height, shape.left + shape.width
        say(bottom <= deck.slide_height and right <= deck.slide_width, f"slide {at}: {shape.name} is on the slide")
        if shape.has_text_frame and shape.text_frame.text and not shape.is_placeholder:
            width = Emu(shape.width).pt
            need = sum(lines(p.text, width - 14, p.runs[0].font.size.pt) * p.runs[0].font.size.pt * 1.2 + 4
                       for p in shape.text_frame.paragraphs if p.runs) - 4
            say(need <= Emu(shape.height).pt + 1, f"slide {at}: the text of {shape.name} fits ({need:.0f} pt)")
        if shape.has_text_frame and shape == slide.shapes.title:
            size = next((r.font.size.pt for p in shape.text_frame.paragraphs for r in p.runs if r.font.size), None)
            if size:
                need = lines(shape.text_frame.text, Emu(shape.width).pt - 14, size) * size * 1.2
                say(need <= Emu(shape.height).pt, f"slide {at}: the title fits")
        if shape.has_table:
            need = 0
            for row in shape.table.rows:
                cells = [lines(c.text, Emu(col.width).pt - 10, c.text_frame.paragraphs[0].runs[0].font.size.pt)
                         * c.text_frame.paragraphs[0].runs[0].font.size.pt * 1.2 + 5
                         for c, col in zip(row.cells, shape.table.columns) if c.text]
                need += max(cells, default=0)
            say(need <= Emu(shape.height).pt + 1, f"slide {at}: the table fits its frame")


def draws(path, slides, say):
    """LibreOffice draws each slide, and every word is within its page."""
    if not shutil.which("soffice") or not shutil.which("pdftotext"):
        print(f"SKIPPED {path.name}: drawing needs LibreOffice and pdftotext")
        return
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf",
                        "--outdir", folder, str(path)], check=True, capture_output=True, timeout=240)
        boxes = subprocess.run(["pdftotext", "-bbox", f"{folder}/{path.stem}.pdf", "-"], check=True, capture_output=True, text=True).stdout
    pages = boxes.split("<page ")[1:]
    say(len(pages) == slides, f"LibreOffice draws {len(pages)} of {slides} slides")
    for at, page in enumerate(pages, 1):
        width, height = (float(v) for v in re.match(r'width="([\d.]+)" height="([\d.]+)"', page).groups())
        words = re.findall(r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)"', page)
        outside = [w for w in words if float(w[0]) < 0 or float(w[1]) < 0 or float(w[2]) > width or float(w[3]) > height]
        say(words and not outside, f"page {at}: all words within the page")


TOPICS = ["total", "changes", "sectors", "units", "sizes", "supplier-sizes", "places", "pareto", "openness", "gaps"]


def check(run, path):
    counts = [0, 0]

    def say(good, what):
        counts[0 if good else 1] += 1
        if not good:
            print(f"FAILED {path.name}: {what}")

    deck = Presentation(str(path))
    charts = []
    for at, slide in enumerate(deck.slides, 1):
        say(slide.shapes.title is not None and slide.shapes.title.text_frame.text.strip(), f"slide {at} has a title")
        say(slide.has_notes_slide and slide.notes_slide.notes_text_frame.text.strip(), f"slide {at} has notes")
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                say(shape._element.xpath(".//p:cNvPr")[0].get("descr"), f"slide {at}: {shape.name} has an alternative text")
            if shape.has_chart:
                charts.append(numbers(shape.chart))
                book = openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob)).active
                cells = [[row[i] for row in book.iter_rows(min_row=2, values_only=True)] for i in range(1, book.max_column)]
                same = all((a is None and b is None) or near(a, b) for s, c in zip(charts[-1], cells) for a, b in zip(s, c))
                say(same and len(cells) == len(charts[-1]), f"slide {at}: the chart's workbook holds its data")
        if FONT:
            check_fit(deck, slide, at, say)
    # The curve is not drawn where each of its points would tell what a person sold.
    curve = any(shape.has_chart and "LINE" in shape.chart.chart_type.name for slide in deck.slides for shape in slide.shapes)
    units = {p: m for (i, s, p, d), m in figures(run).items() if (i, s, d) == ("A1", "market", "unit")}
    absent = {"pareto": not curve, "units": len(units.get(max(units, default=""), {})) < 2}
    check_numbers(run, dict(zip([topic for topic in TOPICS if not absent.get(topic)], charts)), say)
    for error in openxml_audit.OpenXmlValidator().validate(str(path)).errors:
        say(False, f"Open XML: {error}")
    draws(path, len(deck.slides), say)
    print(f"{path.name}: {counts[0]} passed, {counts[1]} failed")
    return counts[1]


if __name__ == "__main__":
    if not FONT:
        print("SKIPPED the fit of texts: it needs Liberation Sans")
    run = pathlib.Path(sys.argv[1]).resolve()
    sys.exit(1 if sum(check(run, pathlib.Path(deck)) for deck in sys.argv[2:]) else 0)
