#!/usr/bin/env python3
"""Draws docs/images/terminal-*.svg from what the program really prints on a terminal of 100 columns.

    cargo build --release && python3 examples/make-pictures.py [target/release/vire]

Each picture is a command in a folder of its own, with the answers that a user types.
"""

import fcntl
import html
import os
import pty
import re
import shutil
import struct
import sys
import tempfile
import termios
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
SAMPLE = ROOT / "sample-data" / "kotka"
COLUMNS, ROWS = 100, 200
NO_BREAK = "\u00a0"

LEDGER = (
    "Toimittaja;Päivä;Tili;Netto yksi;Netto kaksi\n"
    "Kaiku Oy;15.1.2024;4390;1000,00;1255,00\n"
    "Virta Oy;20.2.2024;4342;250,50;314,38\n"
)
PIPELINE = '[buyer]\nname = "Kotka"\ncountry = "FI"\n\n[[purchases]]\nfiles = ["ostolaskut-2024.xlsx"]\n'

# Name of the picture; files of the folder; commands, of which the last is shown; what is answered to which question.
PICTURES = [
    ("inspect", {}, ["vire inspect ostolaskut-2024.xlsx"], []),
    (
        "init",
        {"ostot.csv": LEDGER, "ostolaskut-2024.xlsx": None, "hankintakalenteri.xlsx": SAMPLE},
        ["vire init ostot.csv -o my.toml"],
        [("body:", "Kotkka"), ("to end:", "1"), ("leave it open:", "1"), ("Use it? (y/n)", "y")],
    ),
    (
        "question",
        {"ostot.csv": LEDGER, "my.toml": PIPELINE.replace("ostolaskut-2024.xlsx", "ostot.csv")},
        ["vire run my.toml"],
        [],
    ),
    (
        "gate",
        {"my.toml": PIPELINE + 'expected_total = "28600000.00"\n\n[quality]\nmax_unknown_place = 0.30\n'},
        ["vire run my.toml"],
        [],
    ),
    ("open-data", {"my.toml": PIPELINE}, ["vire run my.toml --quiet", "vire publish-open my.toml"], []),
]

COLOURS = {30: "#6e7681", 31: "#ff7b72", 32: "#7ee787", 33: "#e3b341", 34: "#79c0ff", 35: "#d2a8ff", 36: "#56d4dd"}
CONTROL = re.compile(r"\x1b\[([0-9;?]*)([A-Za-z])")


def on_terminal(command, folder, program, answers):
    """What a terminal has shown when the command ends."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        paths = f"{program.parent}:{os.environ['PATH']}"
        environment = {"PATH": paths, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color", "HOME": str(folder)}
        os.execvpe("sh", ["sh", "-c", command], environment)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    seen, waiting = b"", list(answers)
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # the program has ended
            break
        if not piece:
            break
        seen += piece
        if waiting and waiting[0][0] in seen.decode(errors="replace")[-200:]:
            os.write(terminal, (waiting.pop(0)[1] + "\n").encode())
    os.waitpid(child, 0)
    assert not waiting, f"{command}: never asked {waiting[0][0]!r}"
    return seen.decode()


def screen(text):
    """Rows of (letter, colour, bold): control sequences carried out."""
    rows, at, column, style = [[]], 0, 0, (None, False)
    position = 0
    while position < len(text):
        control = CONTROL.match(text, position)
        if control:
            numbers = [int(n) for n in control[1].strip("?").split(";") if n] or [0]
            if control[2] == "m":
                for number in numbers:
                    if number == 0:
                        style = (None, False)
                    elif number == 1:
                        style = (style[0], True)
                    elif number == 39:
                        style = (None, style[1])
                    elif number % 60 in COLOURS:  # 90 to 97 are the bright ones
                        style = (COLOURS[number % 60], style[1])
            elif control[2] == "K":
                rows[at] = [] if numbers[0] == 2 else rows[at][:column]
            elif control[2] == "A":
                at = max(0, at - max(1, numbers[0]))
            elif control[2] == "G":
                column = max(1, numbers[0]) - 1
            position = control.end()
            continue
        letter = text[position]
        position += 1
        if letter == "\r":
            column = 0
        elif letter == "\n":
            at += 1
            while len(rows) <= at:
                rows.append([])
        else:
            if column >= COLUMNS:
                at, column = at + 1, 0
                while len(rows) <= at:
                    rows.append([])
            row = rows[at]
            row.extend([(" ", None, False)] * (column + 1 - len(row)))
            row[column] = (letter, *style)
            column += 1
    while rows and not rows[-1]:
        rows.pop()
    return rows


def runs(row):
    """Neighbours of one look together."""
    parts = []
    for letter, *look in row:
        if parts and parts[-1][1] == look:
            parts[-1][0] += letter
        else:
            parts.append([letter, look])
    return parts


def svg(command, rows):
    letter, line, margin = 8.4, 19, 16
    lines = [[("$ " + command, ["#7ee787", True])]] + [runs(row) for row in rows]
    width = round(margin * 2 + letter * COLUMNS)
    height = margin * 2 + line * len(lines)
    drawn = []
    for number, parts in enumerate(lines):
        spans = ""
        for text, (colour, bold) in parts:
            look = (f' fill="{colour}"' if colour else "") + (' font-weight="bold"' if bold else "")
            # Blanks that no viewer draws together.
            spans += f"<tspan{look}>{html.escape(text).replace(' ', NO_BREAK)}</tspan>"
        drawn.append(f'<text x="{margin}" y="{margin + line * number + 13}">{spans}</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">\n'
        f"<title>{html.escape(command)}</title>\n"
        f'<rect width="{width}" height="{height}" rx="8" fill="#0d1117"/>\n'
        '<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,\'Liberation Mono\',monospace" font-size="14" '
        'fill="#e6edf3">\n' + "\n".join(drawn) + "\n</g>\n</svg>\n"
    )


def main():
    program = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "target" / "release" / "vire").resolve()
    for name, files, commands, answers in PICTURES:
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            for file, content in ({"ostolaskut-2024.xlsx": SAMPLE} | files).items():
                if isinstance(content, Path):
                    shutil.copy(content / file, folder / file)
                elif content is not None:
                    (folder / file).write_text(content, encoding="utf-8")
            for command in commands[:-1]:
                on_terminal(command, folder, program, [])
            shown = screen(on_terminal(commands[-1], folder, program, answers))
        picture = IMAGES / f"terminal-{name}.svg"
        picture.write_text(svg(commands[-1], shown), encoding="utf-8")
        print(f"{picture.relative_to(ROOT)}: {picture.stat().st_size} bytes")


if __name__ == "__main__":
    main()
