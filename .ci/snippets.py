#!/usr/bin/env python3
"""Runs the Python of the pages that show published figures in other engines, over a run of pipelines/kotka.toml.

usage: snippets.py VIRE RUN_DIR        (needs: pip install duckdb pandas)
Each block is run as a reader would, with VIRE on the path and the run at out/kotka/current; the last table that it makes
must hold the published headlines of the indicator that it asks for. The exit code is 1 when one does not.
"""

import json
import os
import re
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = ["docs/guide-research.md", "docs/own-indicators.md"]

vire, run = (Path(argument).resolve() for argument in sys.argv[1:])
os.environ["PATH"] = f"{vire.parent}{os.pathsep}{os.environ['PATH']}"
summary = json.loads((run / "summary.json").read_text())
failed = False
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    Path("out/kotka").mkdir(parents=True)
    Path("out/kotka/current").symlink_to(run)
    for page in PAGES:
        blocks = re.findall(r"```python\n(.*?)```", (ROOT / page).read_text(), re.DOTALL)
        blocks = [block for block in blocks if '"--sql"' in block]
        assert blocks, f"{page} shows no query"
        for block in blocks:
            names = {}
            exec(compile(block, page, "exec"), names)  # the page's own code
            indicator = re.search(r'"--sql", "(\w+)"', block)[1]
            found = {row.period: row.value for row in names["headline"].itertuples()}
            published = {f["period"]: f["value"] for f in summary["figures"]
                         if (f["indicator"], f["scope"], f["dimension"], f["member"]) == (indicator, "market", "total", "total")}
            # A figure that tells of persons is rounded, or missing.
            known = {period: float(value) for period, value in published.items() if value is not None}
            same = known.keys() <= found.keys() and all(abs(found[p] - known[p]) <= 0.005 for p in known)
            print(f"{'ok    ' if known and same else 'FAILED'} {page}: {indicator} {sorted(known)}")
            failed |= not (known and same)
sys.exit(failed)
