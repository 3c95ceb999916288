"""No report tells a sum that neither summary.json nor the workbook does: those two are what the tests of hidden figures
solve. Read are the page, the paper, the slides with the data behind their charts, and the texts to paste.

Usage: told.py RUN...
"""

import html.parser
import io
import json
import pathlib
import re
import sys
from decimal import ROUND_HALF_UP, Decimal

import openpyxl
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pypdf
from pptx import Presentation

SEPARATOR = {"fi": "\u00a0", "sv": "\u00a0", "en": ","}
# Limits of procurement law stand beside the figures.
LIMITS = {
    "FI": {150_000, 221_000, 300_000, 400_000, 500_000, 750_000, 5_538_000},
    "SE": {700_000, 2_389_585, 8_109_450, 59_880_179},
    "NO": {100_000, 500_000, 1_300_000, 1_490_000, 2_300_000, 7_800_000, 57_900_000},
}


def rounded(number):
    return int(abs(Decimal(str(number))).quantize(Decimal(1), ROUND_HALF_UP))


def grouped(texts, language):
    """Numbers from a thousand on, as the texts of a language write them, rounded to the unit."""
    gap, mark = SEPARATOR[language], "." if language == "en" else ","
    found = re.findall(rf"(?<![\d{gap}])\d{{1,3}}(?:{gap}\d{{3}})+(?:\{mark}\d+)?(?!{gap}?\d)", "\n".join(texts))
    return {rounded(text.replace(gap, "").replace(mark, ".")) for text in found}


def known(run, language):
    """All sums that the figures and the workbook tell, and what they are in thousands, as labels of charts have them."""
    summary = json.loads((run / "summary.json").read_text())
    keys = ["value", "numerator", "denominator", "low", "high"]
    sums = {rounded(f[key]) for f in summary["figures"] for key in keys if f.get(key) is not None}
    book = openpyxl.load_workbook(run / f"workbook.{language}.xlsx", read_only=True)
    cells = [cell for sheet in book for row in sheet.values for cell in row if cell is not None]
    sums |= {rounded(cell) for cell in cells if isinstance(cell, (int, float))}
    # Cards of sectors say how many lines a year has.
    lines = pq.read_table(run / "sizes.parquet").filter(pc.field("scope") == "in").group_by(["year", "sector"])
    sums |= set(lines.aggregate([("lines", "sum")])["lines_sum"].to_pylist())
    sums |= grouped((cell for cell in cells if isinstance(cell, str)), language) | LIMITS[summary["country"]]
    return sums | {(number + 500) // 1000 * 1000 for number in sums}


class Page(html.parser.HTMLParser):
    """Texts of a page and of its attributes; of its scripts those that are data."""

    def __init__(self):
        super().__init__()
        self.texts, self.code = [], False

    def handle_starttag(self, tag, attributes):
        self.code = tag == "style" or (tag == "script" and ("type", "application/json") not in attributes)
        self.texts += [value for name, value in attributes if value and name not in ("d", "style", "viewBox", "points")]

    def handle_endtag(self, _tag):
        self.code = False

    def handle_data(self, data):
        if not self.code:
            self.texts.append(data)


def of_page(file):
    page = Page()
    page.feed(file.read_text())
    return page.texts, set()


def of_slides(file):
    texts, values = [], set()
    for slide in Presentation(str(file)).slides:
        texts.append(slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else "")
        for shape in slide.shapes:
            texts.append(shape._element.xpath(".//p:cNvPr")[0].get("descr") or "")
            if shape.has_text_frame:
                texts.append(shape.text_frame.text)
            if shape.has_table:
                texts += [cell.text for row in shape.table.rows for cell in row.cells]
            if shape.has_chart:
                values |= {value for plot in shape.chart.plots for series in plot.series for value in series.values}
                book = openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob)).active
                values |= {cell for row in book.values for cell in row if isinstance(cell, (int, float))}
    # Shares are below a thousand, as are most numbers of lines.
    return texts, {rounded(value) for value in values if value is not None and abs(value) >= 1000}


READERS = {
    ".html": of_page,
    ".pdf": lambda file: ([page.extract_text() for page in pypdf.PdfReader(file).pages], set()),
    ".pptx": of_slides,
    ".md": lambda file: ([file.read_text()], set()),
}


def check(run):
    for language in SEPARATOR:
        sums = known(run, language) if (run / f"workbook.{language}.xlsx").exists() else None
        for file in sorted(run.glob(f"*.{language}.*")) if sums else []:
            # What a point of the meter takes is arithmetic on a sum that the workbook has.
            if file.suffix not in READERS or file.stem.startswith("meter."):
                continue
            texts, values = READERS[file.suffix](file)
            told = grouped(texts, language) | values
            assert len(told) > 10 or file.suffix == ".md", (file, told)
            assert not told - sums, f"{file}: told here alone: {sorted(told - sums)}"
            print(f"{file.name}: {len(told)} sums, none of them told here alone")


for run in map(pathlib.Path, sys.argv[1:]):
    check(run)
