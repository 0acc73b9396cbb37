#!/usr/bin/env bash
# Regenerates the transcripts of lesson S28: what the feedback API of a running Postlab tells before, at and after the fifth answer, and after a
# deletion. Starts an instance of its own with an empty database, without labs. Usage: docs/runs/S28/run.sh      a minute, more when the site must be built
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
out=$root/site/content/transcripts/S28
mkdir -p "$out"
. "$root/docs/runs/record.sh"
cd "$root"
port=${PORT:-4898}
data=$(mktemp -d)
# The Node that Postlab brings along: the one in the path may be too old.
PORT=$port POSTLAB_DATA=$data POSTLAB_POOL=0 node_modules/.bin/node lab-runner/cli.ts up >"$data/log" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true; wait $server 2>/dev/null || true; rm -rf "$data"' EXIT
end=$((SECONDS + 900))
until curl -sf "localhost:$port/api/lessons/S28/feedback" >/dev/null 2>&1; do
  { [ $SECONDS -lt $end ] && kill -0 $server 2>/dev/null; } || { tail -5 "$data/log" >&2; exit 1; }
  sleep 1
done

# Shown with the port that a reader has.
said() {
  printf '$ %s\n' "$1" >>"$transcript"
  bash -c "${1//localhost:4321/localhost:$port}" >>"$transcript" 2>&1 || true
  printf '\n' >>"$transcript"
}
answer() { curl -s "localhost:$port/api/lessons/S28/feedback" -H 'content-type: application/json' -d "{\"language\":\"en\",\"rating\":$1,\"unclear\":[],\"text\":\"\"}"; }
look='curl -s localhost:4321/api/lessons/S28/feedback'

rec four
said "curl -s localhost:4321/api/lessons/S28/feedback -H 'content-type: application/json' -d '{\"language\":\"en\",\"rating\":4,\"unclear\":[\"Who did not answer?\"],\"text\":\"\"}'"
for rating in 5 3 4; do answer $rating >/dev/null; done
printf '$ # three more readers: 5, 3, 4\n' >>"$transcript"
said "$look"
mark 1 'token'; mark 2 'counts'
rec five
answer 5 >/dev/null
printf '$ # a fifth: 5\n' >>"$transcript"
said "$look"
token=$(answer 1 | sed -E 's/.*"token":"([^"]+)".*/\1/')
printf '$ # a sixth, by somebody whom I watch\n' >>"$transcript"
said "$look"
mark 1 '"answers":5'; mark 2 '"answers":6' '!'
rec deleted
said "curl -s -X DELETE localhost:4321/api/feedback -H 'authorization: Bearer $token' -w '%{http_code}'"
said "$look"
said "curl -s -X DELETE localhost:4321/api/feedback -H 'authorization: Bearer $token'"
mark 1 '"ok":true'; mark 2 '"answers":5'; mark 3 'unknown-feedback'
