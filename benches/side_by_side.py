#!/usr/bin/env python3
"""Times a run of Vire and another program's same job in turn, A B A B, so that a busy machine is unfair to neither.

usage: side_by_side.py [-n PAIRS] [--stage STAGE] VIRE PIPELINE PEER [ARGUMENT ...]

VIRE is the program, PIPELINE its pipeline file; every run of Vire is cold, into a new folder. PEER with its arguments
is run as it stands; {out} in an argument becomes a new folder. Prints the medians of wall seconds, processor seconds
and peak memory (of the largest process) of both, and the median, least and greatest of the ratios pair by pair.
With --stage, only the seconds of that stage are held against the peer, such as those of ingest against another program
that reads the same files."""
import json
import os
import subprocess
import sys
import tempfile
import time
from statistics import median


def run(command: list[str]) -> tuple[float, float, float]:
    """Wall seconds, processor seconds and peak MiB of one run."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"failed: {' '.join(command)}")
    return time.perf_counter() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def seconds_of(stage: str, command: list[str]) -> tuple[float]:
    """Wall seconds of one stage of a run."""
    logged = subprocess.run([*command, "--log", "json"], capture_output=True, check=True, text=True)
    lines = [json.loads(line) for line in logged.stderr.splitlines() if line.startswith("{")]
    return (sum(line["seconds"] for line in lines if line.get("stage") == stage),)


def main() -> None:
    arguments = sys.argv[1:]
    pairs, stage = 7, None
    if arguments[:1] == ["-n"]:
        pairs, arguments = int(arguments[1]), arguments[2:]
    if arguments[:1] == ["--stage"]:
        stage, arguments = arguments[1], arguments[2:]
    if len(arguments) < 3:
        sys.exit(__doc__)
    vire, pipeline, *peer = arguments
    sides: tuple[list, list] = ([], [])
    for pair in range(pairs + 1):
        with tempfile.TemporaryDirectory() as folder:
            command = [vire, "run", pipeline, "--out", f"{folder}/ours"]
            ours = seconds_of(stage, command) if stage else run([*command, "--quiet"])
            theirs = run([argument.replace("{out}", f"{folder}/theirs") for argument in peer])
        if pair:  # the first warms the file cache up
            sides[0].append(ours)
            sides[1].append(theirs)
    print(f"medians of {pairs} pairs        vire      peer     ratio (least to greatest)")
    for i, what in enumerate(["wall s", "processor s", "peak MiB"][: 1 if stage else 3]):
        ours, theirs = [r[i] for r in sides[0]], [r[i] for r in sides[1]]
        ratios = [a / b for a, b in zip(ours, theirs)]
        least, most = min(ratios), max(ratios)
        print(f"{what:<20} {median(ours):>10.2f} {median(theirs):>9.2f} {median(ratios):>9.2f} ({least:.2f} to {most:.2f})")


if __name__ == "__main__":
    main()
