#!/usr/bin/env python3
"""Checks the calendar files of published runs with readers that Vire does not use: icalendar, pyarrow, Python's csv.

usage: check_calendar.py RUN_DIR [RUN_DIR...]        (needs: pip install icalendar pyarrow)
"""

import csv
import json
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import icalendar
import pyarrow.parquet as pq


def check(run):
    rows = [row for row in pq.read_table(run / "calendar.parquet").to_pylist() if not row["past"]]
    listed = json.loads((run / "summary.json").read_text())["coming"]["items"]
    calendar = icalendar.Calendar.from_ical((run / "calendar.ics").read_bytes())
    events = calendar.walk("VEVENT")
    assert rows and not calendar.errors and not any(event.errors for event in events)
    assert len({event["UID"] for event in events}) == len(events), "a UID comes twice"

    expected = Counter((r["start"], r["end"], f"{r['buyer']}: {r['title']}") for r in rows)
    found = Counter((e.start, e.end - timedelta(days=1), str(e["SUMMARY"])) for e in events)
    assert found == expected, (found - expected, expected - found)

    def money(text):
        return None if text is None else f"{text:.2f}"

    keys = ["title", "sector", "precision", "value_text", "origin"]
    expected = Counter((str(r["start"]), money(r["value_low"]), *(r[k] or "" for k in keys)) for r in rows)
    found = Counter((i["start"], i["value_low"], *(i[k] for k in keys)) for i in listed)
    assert found == expected, (found - expected, expected - found)

    with (run / "calendar.csv").open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.reader(file, delimiter=";"))
    assert len(table) == len(rows) + 1 and len(set(map(len, table))) == 1
    assert Counter(line[1] for line in table[1:]) == Counter(str(r["start"]) for r in rows)
    print(f"ok    {run}: {len(rows)} coming procurements the same in ics, parquet, json and csv")


for folder in sys.argv[1:]:
    check(Path(folder))
