#!/bin/sh
# Publishes a run of a pipeline and says something only when there is something to do:
#   month.sh PIPELINE [FOLDER OF RUNS]
# A warning of a kind that the last run with warnings gave too is not said again.
set -u
pipeline=$1
out=${2:-out/$(basename "$pipeline" .toml)}

code=0
said=$(vire run "$pipeline" --out "$out" --quiet 2>&1) || code=$?
case $code in
0)
	[ -n "$said" ] || exit 0
	warned=$(printf '%s\n' "$said" | sed 's/^warning: .*\(\[[a-z-]*\]\)$/\1/' | sort -u)
	[ "$warned" = "$(cat "$out/warned" 2>/dev/null)" ] || printf '%s\n' "$said" >&2
	printf '%s\n' "$warned" >"$out/warned"
	exit 0
	;;
3) help="an export cannot be read or leaves a question open; the run before it stands" ;;
4) help="a gate failed or holds the run, see above; the run before it stands" ;;
5) # another run is at work; no run takes a day
	[ -n "$(find "$out/.state/lock.held" -mtime +0 2>/dev/null)" ] || exit 0
	help="$out/.state/lock.held has held the folder for a day: delete it if nothing runs there"
	;;
*) help="vire run $pipeline ended with $code" ;;
esac
printf '%s\n%s\n' "$said" "$help" >&2
exit "$code"
