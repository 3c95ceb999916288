#!/usr/bin/env bash
# Packs the built program as a Debian package: packaging/deb.sh FOLDER VERSION OUT
# SOURCE_DATE_EPOCH is the time of all files in it.
set -euo pipefail
cd "$(dirname "$0")/.."
stage="$1" version="$2" out="$3"
architecture="$(dpkg --print-architecture)"
glibc="$(readelf --version-info --wide "$stage/bin/vire" | grep -o 'GLIBC_2\.[0-9]*' | sort -uV | tail -1)"
root="$(mktemp -d)"
trap 'rm -rf "$root"' EXIT
umask 022
chmod 755 "$root"

doc="$root/usr/share/doc/vire"
mkdir -p "$root/DEBIAN" "$doc"
install -D -m 755 "$stage/bin/vire" "$root/usr/bin/vire"
for page in "$stage"/man/man1/*.1; do
    install -D -m 644 "$page" "$root/usr/share/man/man1/$(basename "$page")"
done
install -D -m 644 "$stage/completions/vire.bash" "$root/usr/share/bash-completion/completions/vire"
install -D -m 644 "$stage/completions/_vire" "$root/usr/share/zsh/vendor-completions/_vire"
install -D -m 644 "$stage/completions/vire.fish" "$root/usr/share/fish/vendor_completions.d/vire.fish"
install -D -m 644 "$stage/completions/_vire.ps1" "$doc/completions/_vire.ps1"
install -m 644 README.md "$doc"
install -m 644 CHANGELOG.md "$doc/changelog"
install -m 644 "$stage/licences/THIRD-PARTY-LICENSES.txt" "$doc"
{
    printf 'Vire is licensed under either of the two licences below, at your option.\n\n'
    cat "$stage/licences/LICENSE-MIT"
    printf '\n'
    cat "$stage/licences/LICENSE-APACHE"
} >"$doc/copyright"
gzip -9n "$root"/usr/share/man/man1/*.1 "$doc/changelog" "$doc/THIRD-PARTY-LICENSES.txt"

cat >"$root/DEBIAN/control" <<END
Package: vire
Version: $version
Architecture: $architecture
Maintainer: The Vire developers
Installed-Size: $(du -sk "$root/usr" | cut -f1)
Depends: libc6 (>= ${glibc#GLIBC_}), libgcc-s1
Section: utils
Priority: optional
Description: indicators of local vitality from a municipality's purchases
 Vire reads the purchase exports of a municipality and shows how its spending
 divides by sector, by value and by where the suppliers are, with indicators
 and reports. It needs no server and no network.
END
package="$out/vire_${version}_$architecture.deb"
# Gzip and xz are what every dpkg reads.
dpkg-deb --root-owner-group -Zxz ${VIRE_DEB_LEVEL:+-z"$VIRE_DEB_LEVEL"} --build "$root" "$package" >/dev/null
echo "$package"
