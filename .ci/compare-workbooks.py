"""Holds Vire's reading of odd workbooks against other readers: openpyxl, pyxlsb, xlrd and odfpy.

Usage: compare-workbooks.py VIRE FOLDER. Of each format the first files of the folder are taken that the other reader can
read, thirty in all. Texts and numbers of the first sheet are compared cell by cell; dates are left out, since the readers
give them in different types, and the tests of Vire hold them against dates written out.
"""

import json
import pathlib
import struct
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
    """The cells that the program's reading process sends, by sheet; dates and spreadsheet errors as None."""
    sent = subprocess.run([program, "read-workbook", path], capture_output=True).stdout
    sheets, at, name = {}, 0, None

    def take(form):
        nonlocal at
        (value,) = struct.unpack_from("<" + form, sent, at)
        at += struct.calcsize("<" + form)
        return value

    def take_text():
        nonlocal at
        length = take("I")
        at += length
        return sent[at - length : at].decode()

    while at < len(sent):
        kind = take("B")
        if kind == 1:
            take("B")  # whether the sheet is hidden
            name = take_text()
            sheets[name] = {}
        elif kind == 2:
            row, end, column = take("I"), 0, 0
            end = take("I") + at
            while at < end:
                column += 1
                cell = take("B")
                if cell == 1:
                    sheets[name][row, column] = take_text()
                elif cell == 2:
                    sheets[name][row, column] = take("d")
                elif cell in (3, 4):
                    take("i" if cell == 3 else "B")
                    sheets[name][row, column] = None
        elif kind == 4:
            raise ValueError(take_text())
        elif kind == 6:
            take("B")  # whether days count from 1904
        elif kind not in (3, 5):
            raise ValueError(f"a message of the unknown kind {kind}")
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
