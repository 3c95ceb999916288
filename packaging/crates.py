"""The packages whose code is in the program, from `cargo metadata`: what its licences and its bill of materials list."""

import json
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHOWN_AS_OR = (" / ", "/")


def shipped(target):
    """Packages that `vire` needs on the target, by name and version, each with its direct dependencies.

    Those that only build scripts or tests need are left out; macros stay, since what they write is in the program.
    """
    metadata = json.loads(subprocess.run(
        ["cargo", "metadata", "--format-version", "1", "--locked", "--filter-platform", target],
        cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)
    packages = {package["id"]: package for package in metadata["packages"]}
    needs = {node["id"]: sorted(used(node)) for node in metadata["resolve"]["nodes"]}
    program = next(key for key in metadata["workspace_members"] if packages[key]["name"] == "vire")
    reached, open_ = set(), [program]
    while open_:
        key = open_.pop()
        if key not in reached:
            reached.add(key)
            open_ += needs[key]
    found = [dict(packages[key], needs=needs[key], spdx=spdx(packages[key])) for key in reached]
    return sorted(found, key=lambda package: (package["name"], package["version"]))


def used(node):
    """Ids of the packages that end up in the same program as this one."""
    return {need["pkg"] for need in node["deps"] if any(kind["kind"] is None for kind in need["dep_kinds"])}


def spdx(package):
    """The licence as an SPDX expression; older manifests write a slash for OR."""
    licence = package["license"]
    if not licence:
        raise SystemExit(f"{package['name']} {package['version']} names no licence")
    for slash in SHOWN_AS_OR:
        licence = licence.replace(slash, " OR ")
    return licence


def checksums():
    """SHA-256 of each package as the registry holds it, by name and version."""
    lock = tomllib.loads((ROOT / "Cargo.lock").read_text(encoding="utf-8"))
    return {(p["name"], p["version"]): p["checksum"] for p in lock["package"] if "checksum" in p}


def version():
    return tomllib.loads((ROOT / "Cargo.toml").read_text(encoding="utf-8"))["workspace"]["package"]["version"]
