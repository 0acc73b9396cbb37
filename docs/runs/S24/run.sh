#!/usr/bin/env bash
# Regenerates the transcript of lesson S24: a server that does everything asked, and relays for strangers, graded. A real sandbox of the lab
# first-mta. Usage: docs/runs/S24/run.sh      about a minute
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
out=$root/site/content/transcripts/S24
mkdir -p "$out"
. "$root/docs/runs/record.sh"
cd "$root"
rec relay
printf '%s\n' '$ npx postlab grade first-mta --solution open-relay.sh --no-reboot --seed exam-1; echo "exit status $?"' >>"$transcript"
status=0
npx postlab grade first-mta --solution labs/first-mta/wrong/open-relay.sh --no-reboot --seed exam-1 2>/dev/null >>"$transcript" || status=$?
printf 'exit status %s\n' "$status" >>"$transcript"
mark 1 'not solved'; mark 2 'observed' '!'; mark 3 'outbound'; mark 4 'exit status 1'
