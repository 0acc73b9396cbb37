#!/bin/bash
# fails: legit-arrives
# because: 6 of 60 have not arrived
cd /var/spool/postfix
find hold deferred -type f -exec grep -al "sasl_username=$LAB_ACCOUNT" {} + | sed 's|.*/||' | postsuper -d - 2>&1 | tail -1
postsuper -H ALL
postconf -e defer_transports=
postfix reload
# A reload takes a moment: what is tried before it is put off by the old rules, and would wait for half a minute.
# Two looks: what moves from one folder of the queue to the next may be missed by one.
empty() { [ -z "$(postqueue -j | grep -v '"queue_name": "hold"')" ]; }
for _ in $(seq 100); do
  if empty && sleep 1 && empty; then break; fi
  postqueue -f || true
  sleep 1
done
