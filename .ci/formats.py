"""The same figure has the same value in all formats and languages of a run's reports.

usage: formats.py RUN

Key figures are taken from summary.json; they must stand in the Markdown, the page, the PDF, the texts to paste and the
workbook of each language, as numbers or as the language writes them, and those that slides speak of in the deck; the
workbook's sums equal those of the tables.
"""

import json
import pathlib
import shutil
import subprocess
import sys

import openpyxl
import pptx

run = pathlib.Path(sys.argv[1])
summary = json.loads((run / "summary.json").read_text())
failed = passed = 0


def say(good, what):
    global failed, passed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print(f"FAILED {what}")


def plain(text):
    """Blanks of all kinds as one kind, since formats break lines where they like."""
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def written(figure, language):
    """A value as the language writes it: grouped units of currency or counts, or percent with one decimal."""
    value, unit = float(figure["value"]), figure["unit"]
    group, mark = (",", ".") if language == "en" else (" ", ",")
    if unit == "share":
        text = f"{int(abs(value) * 1000 + 0.5 + 1e-9) / 10:.1f}".replace(".", mark)
        return text + ("%" if language == "en" else " %")
    return f"{int(abs(value) + 0.5 + 1e-9):,}".replace(",", group)


def headline(indicator, scope, period):
    found = [f for f in summary["figures"] if (f["indicator"], f["scope"], f["period"], f["dimension"]) == (indicator, scope, period, "total")]
    return found[0] if found and found[0]["value"] is not None else None


year = max(f["period"] for f in summary["figures"]
           if f["indicator"] == "A12" and f["scope"] == "external" and f["dimension"] == "total" and f["value"] is not None)
KEY = [("A1", "external"), ("A1", "market"), ("B1", "market"), ("B2", "market"), ("A3", "market"), ("A5", "market"), ("A8", "market"), ("B15", "market")]
figures = {f"{i} {s}": headline(i, s, year) for i, s in KEY}
SLIDES = ["B1 market", "A3 market"]


def slides(path):
    shapes = [shape for slide in pptx.Presentation(path).slides for shape in slide.shapes if shape.has_text_frame]
    return plain(" ".join(shape.text_frame.text for shape in shapes))


for language in ("fi", "sv", "en"):
    texts = {"md": f"summary.{language}.md", "html": f"report.{language}.html", "texts": f"texts.{language}.md"}
    texts = {kind: plain((run / name).read_text()) for kind, name in texts.items()}
    pdf = run / f"report.{language}.pdf"
    if pdf.exists() and shutil.which("pdftotext"):
        texts["pdf"] = plain(subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, text=True).stdout)
    book = openpyxl.load_workbook(run / f"workbook.{language}.xlsx")
    numbers = [c.value for row in book.worksheets[0].iter_rows() for c in row if isinstance(c.value, (int, float))]
    for name, figure in figures.items():
        if figure is None:
            continue
        for kind, text in texts.items():
            say(written(figure, language) in text, f"{language} {kind}: {name} = {written(figure, language)}")
        if name in SLIDES:
            say(written(figure, language) in slides(run / f"deck.{language}.pptx"), f"{language} pptx: {name} = {written(figure, language)}")
        say(any(abs(n - float(figure["value"])) < 1e-6 for n in numbers), f"{language} xlsx: {name} = {figure['value']}")
    sectors = [f for f in summary["figures"] if (f["indicator"], f["scope"], f["period"], f["dimension"]) == ("A1", "market", year, "sector")]
    shown = [sector for sector in sectors if sector["value"] is not None]
    cells = [c.value for sheet in book.worksheets for row in sheet.iter_rows() for c in row if isinstance(c.value, (int, float))]
    for sector in shown:
        say(any(abs(c - float(sector["value"])) < 1e-6 for c in cells), f"{language} xlsx: sum of {sector['member']}")
    data = openpyxl.load_workbook(run / f"workbook.{language}.xlsx", data_only=True)
    total = sum(float(s["value"]) for s in shown)
    stored = [c.value for sheet in data.worksheets for row in sheet.iter_rows() for c in row if isinstance(c.value, (int, float))]
    say(len(shown) < len(sectors) or sum(abs(v - total) < 0.005 for v in stored) >= 2, f"{language} xlsx: the sectors' total row is {total:.2f}")
print(f"formats of {run}: {passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
