#!/usr/bin/env bash
# Packs the program as a wheel, a .deb and a tar.gz, with checksums and a bill of materials: packaging/dist.sh [OUT]
# VIRE_BINARY names a program that is built already; otherwise it is built with the profile `dist`.
# The same program and commit give the same bytes.
set -euo pipefail
cd "$(dirname "$0")/.."
target="${CARGO_TARGET_DIR:-target}"
out="${1:-$target/packages}"
if [ -z "${VIRE_BINARY:-}" ]; then
    # Functions that came out alike are kept once, where the linker is LLD.
    case "$(rustc -vV | sed -n 's/^host: //p')" in x86_64-*-linux-gnu) fold="-Clink-arg=-Wl,--icf=all" ;; *) fold="" ;; esac
    cargo rustc --profile dist --locked --bin vire -- $fold
    VIRE_BINARY="$target/dist/vire"
fi

export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 315532800)}"
triple="$(rustc -vV | sed -n 's/^host: //p')"
version="$(cd packaging && python3 -c 'import crates; print(crates.version())')"
name="vire-$version-$triple"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
umask 022

# What all packages carry.
stage="$work/$name"
mkdir -p "$stage"/{bin,man/man1,completions,licences} "$out"
install -m 755 "$VIRE_BINARY" "$stage/bin/vire"
# Names of functions double the size and tell users nothing.
strip "$stage/bin/vire"
"$stage/bin/vire" man "$stage/man/man1"
"$stage/bin/vire" completions bash >"$stage/completions/vire.bash"
"$stage/bin/vire" completions zsh >"$stage/completions/_vire"
"$stage/bin/vire" completions fish >"$stage/completions/vire.fish"
"$stage/bin/vire" completions powershell >"$stage/completions/_vire.ps1"
cp LICENSE-MIT LICENSE-APACHE "$stage/licences"
python3 packaging/licences.py "$triple" >"$stage/licences/THIRD-PARTY-LICENSES.txt"
commit="$("$stage/bin/vire" --version | sed -n '1s/.*(\(.*\))/\1/p')"

# Packages of an earlier time would stand in the checksums.
rm -f "$out"/vire[-_]*.{whl,deb,tar.gz,cdx.json} "$out/SHA256SUMS"
python3 packaging/sbom.py "$triple" "$SOURCE_DATE_EPOCH" "$commit" >"$out/$name.cdx.json"
python3 packaging/wheel.py "$stage" "$SOURCE_DATE_EPOCH" "$out"
bash packaging/deb.sh "$stage" "$version" "$out"

cp -r README.md CHANGELOG.md docs "$stage"
tar --create --directory "$work" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" "$name" |
    gzip -9n >"$out/$name.tar.gz"
echo "$out/$name.tar.gz"
(cd "$out" && sha256sum vire[-_]* >SHA256SUMS)
