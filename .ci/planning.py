"""Checks decks and workbooks of the planning tools, and their templates, with readers of others.

usage: planning.py FILE...   python-pptx or openpyxl opens each, and openxml-audit finds no fault in it.
"""

import pathlib
import sys

import openpyxl
import openxml_audit
import pptx

faults = 0
for path in map(pathlib.Path, sys.argv[1:]):
    if path.suffix == ".pptx":
        slides = len(pptx.Presentation(path).slides)
        assert slides > 1, f"{path}: {slides} slides"
    else:
        book = openpyxl.load_workbook(path)
        assert all(sheet.max_row > 0 for sheet in book), path
    for error in openxml_audit.OpenXmlValidator().validate(str(path)).errors:
        faults += 1
        print(f"FAULT {path}: {error}")
assert len(sys.argv) > 1, "no file was given"
print(f"{len(sys.argv) - 1} decks and workbooks looked at")
sys.exit(1 if faults else 0)
