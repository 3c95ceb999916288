"""Holds Vire's reading of odd workbooks against other readers: openpyxl, pyxlsb, xlrd and odfpy.

Usage: compare-workbooks.py READ-CELLS FOLDER. Of each format the first files of the folder are taken that the other reader can
read, thirty in all. Texts and numbers of the first sheet are compared cell by cell; dates are left out, since the readers
give them in different types, and the tests of Vire hold them against dates written out.
"""

import json
import pathlib
import subprocess
import sys
import warnings

import openpyxl
import pyxlsb
import xlrd
from odf import opendocument, table, teletype

WANTED = {".xlsx": 8, ".xlsb": 8, ".xls": 8, ".ods": 6}
FEWEST_CELLS = 4
LARGEST = 200_000


def of_openpyxl(path):
    book = openpyxl.load_workbook(path, data_only=True)
    sheet = book.worksheets[0]
    return sheet.title, {(c.row, c.column): c.value for row in sheet.iter_rows() for c in row}


def of_pyxlsb(path):
    with pyxlsb.open_workbook(str(path)) as book, book.get_sheet(1) as sheet:
        return book.sheets[0], {(c.r + 1, c.c + 1): c.v for row in sheet.rows(sparse=True) for c in row}


def of_xlrd(path):
    sheet = xlrd.open_workbook(path, logfile=open("/dev/null", "w")).sheet_by_index(0)
    cells = {}
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            if cell.ctype in (xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER):
                cells[row + 1, column + 1] = cell.value
    return sheet.name, cells


def of_odfpy(path):
    sheet = opendocument.load(str(path)).getElementsByType(table.Table)[0]
    cells, row_number = {}, 1
    for row in sheet.getElementsByType(table.TableRow):
        column = 1
        for cell in row.childNodes:
            if cell.qname[1] not in ("table-cell", "covered-table-cell"):
                continue
            kind, repeated = cell.getAttribute("valuetype"), int(cell.getAttribute("numbercolumnsrepeated") or 1)
            value = {"string": teletype.extractText(cell), "float": cell.getAttribute("value")}.get(kind)
            if value is not None and repeated < 100:
                for i in range(repeated):
                    cells[row_number, column + i] = float(value) if kind == "float" else value
            column += repeated
        row_number += int(row.getAttribute("numberrowsrepeated") or 1)
    return sheet.getAttribute("name"), cells


OTHERS = {".xlsx": of_openpyxl, ".xlsb": of_pyxlsb, ".xls": of_xlrd, ".ods": of_odfpy}


def of_vire(program, path):
    """The cells that `examples/read-cells.rs` writes, by sheet; dates and spreadsheet errors as None."""
    sheets = {}
    for line in subprocess.run([program, path], capture_output=True, check=True, text=True).stdout.splitlines():
        sheet, row, column, value = json.loads(line)
        sheets.setdefault(sheet, {})[row, column] = float(value) if isinstance(value, int) else value
    return sheets


def same(ours, theirs):
    if isinstance(theirs, bool):
        return str(ours).upper() == str(theirs).upper() or ours == float(theirs)
    if isinstance(theirs, (int, float)):
        return isinstance(ours, float) and abs(ours - theirs) <= 1e-9 * max(1, abs(theirs))
    return isinstance(ours, str) and ours.split() == theirs.replace("_x000D_", "").split()


def compare(program, path):
    """Differences of a file, or None when the other reader has nothing to compare with."""
    try:
        name, theirs = OTHERS[path.suffix](path)
    except Exception:
        return None
    theirs = {k: v for k, v in theirs.items() if isinstance(v, (str, int, float)) and v != "" and not str(v).startswith("#")}
    if len(theirs) < FEWEST_CELLS:
        return None
    ours = of_vire(program, path).get(name, {})
    wrong = []
    for place, value in theirs.items():
        mine = ours.get(place)
        is_date = mine is None and place in ours
        if not is_date and not (isinstance(value, str) and not value.strip()) and not same(mine, value):
            wrong.append(f"{path.name} {place}: {mine!r}, the other reader has {value!r}")
    return wrong


def main(program, folder):
    warnings.simplefilter("ignore")
    compared, wrong = {suffix: 0 for suffix in WANTED}, []
    for path in sorted(pathlib.Path(folder).rglob("*")):
        if path.suffix not in WANTED or compared[path.suffix] == WANTED[path.suffix] or path.stat().st_size > LARGEST:
            continue
        differences = compare(program, path)
        if differences is not None:
            compared[path.suffix] += 1
            wrong += differences[:3]
    print("\n".join(wrong))
    print(f"workbooks held against other readers: {json.dumps(compared)}, {len(wrong)} differences shown")
    sys.exit(bool(wrong) or sum(compared.values()) < sum(WANTED.values()))


main(*sys.argv[1:])
