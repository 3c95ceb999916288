"""Writes the bill of materials as CycloneDX 1.5: sbom.py TARGET EPOCH COMMIT > vire.cdx.json"""

import datetime
import json
import sys

from crates import checksums, shipped

FONTS = {
    "type": "data",
    "bom-ref": "liberation-sans",
    "name": "Liberation Sans",
    "licenses": [{"license": {"id": "OFL-1.1"}}],
}


def reference(package):
    return f"pkg:cargo/{package['name']}@{package['version']}"


def component(package, sums):
    """A package as a component; the registry's ones have a checksum and an address that tools can look up."""
    found = {
        "type": "library",
        "bom-ref": reference(package),
        "name": package["name"],
        "version": package["version"],
        "licenses": [{"expression": package["spdx"]}],
    }
    if package["source"]:
        found["purl"] = reference(package)
        found["hashes"] = [{"alg": "SHA-256", "content": sums[package["name"], package["version"]]}]
    if package["repository"]:
        found["externalReferences"] = [{"type": "vcs", "url": package["repository"]}]
    return found


def main(target, epoch, commit):
    packages = shipped(target)
    by_id = {package["id"]: reference(package) for package in packages}
    sums = checksums()
    program = next(package for package in packages if package["name"] == "vire")
    needs = {p["id"]: sorted(by_id[key] for key in p["needs"]) for p in packages}
    about = component(program, sums) | {"type": "application", "properties": [{"name": "vire:commit", "value": commit}]}
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "timestamp": datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": about,
        },
        "components": [component(package, sums) for package in packages if package is not program] + [FONTS],
        "dependencies": [
            {"ref": by_id[p["id"]], "dependsOn": needs[p["id"]] + [FONTS["bom-ref"]] * (p["name"] == "vire-report")}
            for p in packages
        ],
    }
    json.dump(bill, sys.stdout, indent=1, ensure_ascii=False)
    print()


main(*sys.argv[1:])
