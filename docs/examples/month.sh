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
5) exit 0 ;; # another run is at work
*) echo "vire run $pipeline ended with $code" >&2 ;;
esac
exit "$code"
