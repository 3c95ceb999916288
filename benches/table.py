#!/usr/bin/env python3
"""Times runs of Vire beside other programs' same job, all in turn and in one go, and prints a table in Markdown.

usage: table.py changes|growth VIRE PEERS [-n TIMES] [--lines MILLIONS,...] [--folder FOLDER]

VIRE is the program; PEERS a folder with gen.py, peer_polars.py and peer_duckdb.py, which writes an export of so many
lines and does the same job. FOLDER keeps the exports for the next time. Needs the packages numpy, polars and duckdb.

changes: of each number of lines a first run, and runs after nothing, a comment, a month, a rule or the register has
changed, beside the peers, which know no changes, and beside a bare reading and summing of the exports in Polars.
growth: first runs alone, with the ratio of each tenfold.
Figures are medians with their least and greatest; on a busy machine only the ratios tell anything."""
import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

PIPELINE = """[buyer]
name = "Kotka"
country = "FI"
[[purchases]]
files = ["{exports}"]
[[register]]
files = ["{register}"]
[report]
languages = []
"""
RULE = '\n[[scope]]\nid = "held-out"\naccount = ["4800"]\n'
SCAN = """import sys, polars as pl
amount = pl.col("Summa (alv 0 %)").str.replace(",", ".").cast(pl.Decimal(18, 2))
print(pl.scan_csv(sys.argv[1], separator=";", infer_schema=False).select(amount.sum()).collect(engine="streaming").item())
"""
SPLIT = """import sys, polars as pl
lines = pl.read_csv(sys.argv[1], separator=";", infer_schema=False)
day = pl.col("Laskun päivä")
lines = lines.with_columns((day.str.slice(6, 4) + "-" + day.str.slice(3, 2)).alias("month"))
for (month,), of_month in lines.partition_by("month", as_dict=True).items():
    of_month.drop("month").write_csv(f"{sys.argv[2]}/ostolaskut-{month}.csv", separator=";")
"""


def timed(command: list) -> tuple[float, float, float]:
    """Wall seconds, processor seconds and peak MiB of the largest process of a command."""
    begun = time.perf_counter()
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"failed: {' '.join(map(str, command))}\n{said.decode()}")
    return time.perf_counter() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


class Exports:
    """An export of so many million lines, whole and by month, with its register."""

    def __init__(self, millions: int, peers: Path, folder: Path):
        self.whole = folder / f"{millions}m"
        self.by_month = folder / f"{millions}m-by-month"
        if not (self.whole / "toimittajat.csv").exists():
            subprocess.run([sys.executable, peers / "gen.py", str(millions * 1_000_000), self.whole], check=True)
        self.register = self.whole / "toimittajat.csv"

    def split(self) -> list[Path]:
        if not self.by_month.exists():
            self.by_month.mkdir()
            subprocess.run([sys.executable, "-c", SPLIT, self.whole / "ostolaskut.csv", self.by_month], check=True)
        return sorted(self.by_month.glob("*.csv"))


class Town:
    """A folder with a pipeline file, exports as they are delivered, and what runs leave."""

    def __init__(self, vire: str, folder: Path, exports: list[Path], register: Path):
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "exports").mkdir(parents=True)
        self.vire, self.folder = vire, folder
        for export in exports:
            self.deliver(export)
        shutil.copy(register, folder / "register.csv")
        self.pipeline = PIPELINE.format(exports="exports/*.csv", register="register.csv")
        self.write()

    def deliver(self, export: Path) -> None:
        (self.folder / "exports" / export.name).symlink_to(export.resolve())

    def write(self, more: str = "") -> None:
        self.pipeline += more
        (self.folder / "p.toml").write_text(self.pipeline)

    def another_register(self) -> None:
        """One supplier in a thousand has moved."""
        lines = (self.folder / "register.csv").read_text().splitlines()
        moved = [line.replace(";285;", ";091;") if at % 1000 == 1 else line for at, line in enumerate(lines)]
        (self.folder / "register.csv").write_text("\n".join(moved) + "\n")

    def run(self) -> tuple[float, float, float]:
        arguments = ["run", self.folder / "p.toml", "--out", self.folder / "out", "--quiet", "--accept", "all"]
        return timed([self.vire, *arguments])


def changes(vire: str, peers: Path, folder: Path, millions: int) -> dict:
    """One of each: the rows of the table with what was measured."""
    exports = Exports(millions, peers, folder)
    months = exports.split()
    *before, last = months
    town = Town(vire, folder / "town", before, exports.register)
    time.sleep(3)  # what was written just now may be written to again within a tick of the disk's clock
    measured = {"first run": town.run(), "nothing changed": town.run()}
    town.write("# a comment\n")
    measured["a comment more"] = town.run()
    town.deliver(last)
    measured["a month more"] = town.run()
    town.write(RULE)
    measured["a rule more"] = town.run()
    town.another_register()
    measured["another register"] = town.run()
    whole = Town(vire, folder / "whole", [exports.whole / "ostolaskut.csv"], exports.register)
    measured["first run, one file"] = whole.run()
    out = folder / "peer"
    for name, script in [("Polars, the same job", "peer_polars.py"), ("DuckDB, the same job", "peer_duckdb.py")]:
        shutil.rmtree(out, ignore_errors=True)
        measured[name] = timed([sys.executable, peers / script, exports.whole, out])
    measured["Polars, bare scan and sum"] = timed([sys.executable, "-c", SCAN, exports.whole / "ostolaskut.csv"])
    for made in [town.folder, whole.folder, out]:
        shutil.rmtree(made, ignore_errors=True)
    return measured


def growth(vire: str, peers: Path, folder: Path, lines: list[int]) -> dict:
    measured = {}
    for millions in lines:
        exports = Exports(millions, peers, folder)
        town = Town(vire, folder / "whole", [exports.whole / "ostolaskut.csv"], exports.register)
        measured[f"{millions} million lines"] = town.run()
        shutil.rmtree(town.folder)
    return measured


def cell(values: list[float], digits: int) -> str:
    least, most = min(values), max(values)
    return f"{median(values):.{digits}f} ({least:.{digits}f} to {most:.{digits}f})"


def table(times: list[dict], beside: str | None) -> None:
    """Each row's wall seconds are set beside those of the row `beside`, or of the row before it."""
    print(f"| {len(times)} times | wall s | processor s | peak MiB | {f'of {beside}' if beside else 'of the row before'} |")
    print("|---|---|---|---|---|")
    rows = list(times[0])
    for at, row in enumerate(rows):
        wall, processor, memory = ([time[row][i] for time in times] for i in range(3))
        other = beside or (rows[at - 1] if at else row)
        ratio = [time[row][0] / time[other][0] for time in times]
        print(f"| {row} | {cell(wall, 2)} | {cell(processor, 2)} | {median(memory):.0f} | {cell(ratio, 2)} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("what", choices=["changes", "growth"])
    parser.add_argument("vire")
    parser.add_argument("peers", type=Path)
    parser.add_argument("-n", type=int, default=3)
    parser.add_argument("--lines", default=None)
    parser.add_argument("--folder", type=Path, default=Path.home() / ".cache/vire/bench")
    given = parser.parse_args()
    if not (given.peers / "gen.py").exists():
        sys.exit(f"{given.peers} holds no gen.py: name the folder of the programs to compare with")
    lines = [int(part) for part in (given.lines or {"changes": "1,10", "growth": "1,10,100"}[given.what]).split(",")]
    given.folder.mkdir(parents=True, exist_ok=True)
    arguments = (os.path.abspath(given.vire), given.peers, given.folder)
    if given.what == "growth":
        table([growth(*arguments, lines) for _ in range(given.n)], None)
        return
    for millions in lines:
        print(f"\n{millions} million lines, in monthly files unless said otherwise\n")
        table([changes(*arguments, millions) for _ in range(given.n)], "first run")


if __name__ == "__main__":
    main()
