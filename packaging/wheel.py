"""Packs the built program as a wheel: wheel.py FOLDER EPOCH OUT

FOLDER holds `bin/vire`, `man/man1/`, `completions/` and `licences/`. A wheel is a zip with three files of its own, so that
nothing has to be compiled for it; the same folder and time give the same bytes.
"""

import base64
import hashlib
import platform
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path

from crates import ROOT, version

NAME = "vire"
SHARED = {"man/man1": "share/man/man1", "completions": "share/vire/completions"}
# Zip knows no times before 1980.
EARLIEST = 315_532_800


def needed_glibc(program):
    """The newest version of the C library whose functions the program uses, as (2, minor)."""
    read = subprocess.run(["readelf", "--version-info", "--wide", program], check=True, text=True, stdout=subprocess.PIPE)
    return max((int(major), int(minor)) for major, minor in re.findall(r"GLIBC_(\d+)\.(\d+)", read.stdout))


def tag(program):
    major, minor = needed_glibc(program)
    return f"py3-none-manylinux_{major}_{minor}_{platform.machine()}"


def metadata():
    head = {
        "Metadata-Version": "2.1",
        "Name": NAME,
        "Version": version(),
        "Summary": "Reads a municipality's purchase exports and shows what its buying does for local vitality",
        "License": "MIT OR Apache-2.0",
        "Requires-Python": ">=3.8",
        "Description-Content-Type": "text/markdown",
    }
    lines = [f"{key}: {value}" for key, value in head.items()]
    return "\n".join(lines) + "\n\n" + (ROOT / "README.md").read_text(encoding="utf-8")


def contents(folder, info, data):
    """Names in the wheel with their bytes and modes."""
    program = folder / "bin" / NAME
    yield f"{data}/scripts/{NAME}", program.read_bytes(), 0o755
    for part, place in SHARED.items():
        for path in sorted((folder / part).iterdir()):
            yield f"{data}/data/{place}/{path.name}", path.read_bytes(), 0o644
    for path in sorted((folder / "licences").iterdir()):
        yield f"{info}/licenses/{path.name}", path.read_bytes(), 0o644
    wheel = f"Wheel-Version: 1.0\nGenerator: vire\nRoot-Is-Purelib: false\nTag: {tag(program)}\n"
    yield f"{info}/METADATA", metadata().encode(), 0o644
    yield f"{info}/WHEEL", wheel.encode(), 0o644


def digest(content):
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


def main(folder, epoch, out):
    folder, stem = Path(folder), f"{NAME}-{version()}"
    info, data = f"{stem}.dist-info", f"{stem}.data"
    moment = time.gmtime(max(int(epoch), EARLIEST))[:6]
    path = Path(out) / f"{stem}-{tag(folder / 'bin' / NAME)}.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as wheel:

        def add(name, content, mode):
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # Pip keeps the mode of programs only where the entry is a regular file.
            entry.external_attr = (0o100000 | mode) << 16
            wheel.writestr(entry, content)

        record = ""
        for name, content, mode in contents(folder, info, data):
            add(name, content, mode)
            record += f"{name},sha256={digest(content)},{len(content)}\n"
        add(f"{info}/RECORD", record.encode() + f"{info}/RECORD,,\n".encode(), 0o644)
    print(path)


main(*sys.argv[1:])
