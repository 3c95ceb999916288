#!/bin/sh
# Publishes a run of a pipeline and says something only when there is something to do:
#   month.sh PIPELINE [FOLDER OF RUNS]
set -u
pipeline=$1
out=${2:-out/$(basename "$pipeline" .toml)}

code=0
vire run "$pipeline" --out "$out" --quiet || code=$?
case $code in
0) ;;
3) echo "an export cannot be read or leaves a question open; the run before it stands" >&2 ;;
4) echo "a gate failed or holds the run, see above; the run before it stands" >&2 ;;
5) # another run is at work; no run takes a day
	[ -n "$(find "$out/.state/lock.held" -mtime +0 2>/dev/null)" ] || exit 0
	echo "$out/.state/lock.held has held the folder for a day: delete it if nothing runs there" >&2 ;;
*) echo "vire run $pipeline ended with $code" >&2 ;;
esac
exit "$code"
