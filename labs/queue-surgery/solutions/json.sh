#!/bin/bash
# The queue as data: the spammer's mail went to one domain only, which no honest message does.
postqueue -j | python3 -c '
import sys, json, os
far = "@" + os.environ["LAB_FAR"]
for line in sys.stdin:
    m = json.loads(line)
    if m["recipients"] and all(r["address"].endswith(far) for r in m["recipients"]):
        print(m["queue_id"])' > /root/spam.ids
wc -l /root/spam.ids
postsuper -d - < /root/spam.ids 2>&1 | tail -1
postsuper -H ALL
postconf -X defer_transports
postfix reload
# A reload takes a moment: what is tried before it is put off by the old rules, and would wait for half a minute.
# Two looks: what moves from one folder of the queue to the next may be missed by one.
empty() { [ -z "$(postqueue -j | grep -v '"queue_name": "hold"')" ]; }
for _ in $(seq 100); do
  if empty && sleep 1 && empty; then break; fi
  postqueue -f || true
  sleep 1
done
