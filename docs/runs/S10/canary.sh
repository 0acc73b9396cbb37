#!/bin/sh
# From another machine, as a user would: send, then look until it is there. Prints the round trip; exit status 1: not back in time.
id="canary-$(date +%s)-$$" begin=$(date +%s%N)
swaks --server mail.k3f9.test --port 587 --tls --auth PLAIN --auth-user canary@k3f9.test --auth-password harbour-lamp-27 \
  --from canary@k3f9.test --to canary@k3f9.test --h-Subject "$id" --silent 3 || { echo "not accepted"; exit 1; }
for _ in $(seq "${1:-600}"); do
  if curl -sk --user canary@k3f9.test:harbour-lamp-27 imaps://mail.k3f9.test/INBOX -X "SEARCH SUBJECT $id" | grep -q 'SEARCH [0-9]'; then
    echo "round trip $((($(date +%s%N) - begin) / 1000000)) ms"
    exit 0
  fi
  sleep 1
done
echo "accepted, and not back after ${1:-600} s"
exit 1
