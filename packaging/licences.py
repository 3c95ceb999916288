"""Writes the licences of all code and fonts that the program carries: licences.py TARGET > THIRD-PARTY-LICENSES.txt

Licences ask that their text and the names of the holders go with the program. Each distinct text stands once.
"""

import re
import sys
from pathlib import Path

from crates import ROOT, shipped

LICENCE = re.compile(r"(licen[cs]e|copying|copyright|notice|unlicense)", re.IGNORECASE)
FONTS = ROOT / "crates/report/src/fonts"
RULE = "=" * 100


def texts(package):
    """Texts of licences and notices in the package's folder."""
    folder = Path(package["manifest_path"]).parent
    files = sorted(path for path in folder.iterdir() if LICENCE.match(path.name) and path.is_file())
    return [path.read_text(encoding="utf-8", errors="replace").strip() for path in files]


def holders(packages):
    """Each distinct text with the packages that it comes from; texts that differ in white space are one."""
    found = {}
    for package in packages:
        for text in texts(package):
            names = found.setdefault(" ".join(text.split()), (text, []))[1]
            name = f"{package['name']} {package['version']}"
            if name not in names:
                names.append(name)
    return found.values()


def main(target):
    packages = [package for package in shipped(target) if package["source"]]
    print("Vire carries code and fonts of others. This file lists them, then the texts of their licences and notices.")
    print("Where several licences are joined by OR, any one of them may be chosen.\n")
    print(f"{'Liberation Sans (fonts)':48}OFL-1.1")
    for package in packages:
        print(f"{package['name'] + ' ' + package['version']:47} {package['spdx']}")
    print(f"\n{RULE}\nLiberation Sans\n{RULE}\n\n{(FONTS / 'OFL.txt').read_text(encoding='utf-8').strip()}")
    for text, names in holders(packages):
        print(f"\n{RULE}\n{', '.join(names)}\n{RULE}\n\n{text}")


main(*sys.argv[1:])
