#!/usr/bin/env bash
# The program links no call by which a network could be reached, and no command makes one: .ci/network.sh PROGRAM
set -euo pipefail
program="$(realpath "$1")"
cd "$(dirname "$0")/.."
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

calls='socket|connect|bind|listen|accept|accept4|sendto|recvfrom|sendmmsg|getaddrinfo|gethostbyname|res_query'
linked="$(nm --dynamic --undefined-only "$program" | awk '{ print $2 }' | cut -d@ -f1 | grep -xE "$calls" || true)"
[ -z "$linked" ] || { echo "the program links $linked"; exit 1; }

command -v strace >/dev/null || { apt-get update -q && apt-get install -y -q --no-install-recommends strace; }
strace -o "$work/calls" true 2>/dev/null || { echo "SKIPPED: programs may not be traced here"; exit 0; }
# What a command calls of the network; a pair of sockets with a process of its own is none.
calm() {
    strace --follow-forks --quiet=all --trace=%network --output="$work/calls" "$program" "$@" >"$work/said" 2>&1 </dev/null ||
        { echo "vire $*"; cat "$work/said"; exit 1; }
    if grep -v 'socketpair(AF_UNIX\|recvmsg(\|sendmsg(\|recvfrom(\|exited with\|--- SIG' "$work/calls"; then
        echo "by vire $*"
        exit 1
    fi
    echo "calm: vire $1"
}
export=sample-data/kotka/ostolaskut-2024.xlsx
calm inspect "$export"
calm init "$export" --buyer Kotka --output "$work/drafted.toml"
calm check pipelines/hassleholm.toml
calm run pipelines/hassleholm.toml --out "$work/out"
calm report "$work/out" --out "$work/drawn"
calm publish-open pipelines/hassleholm.toml --out "$work/out" --to "$work/open"
calm verify "$work/out"
calm calendar pipelines/kotka-hamina-calendar.toml --as-of 2025-01-15 --out "$work/calendar"
calm explain A1
calm schema
