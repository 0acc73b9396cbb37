#!/bin/bash
# The queue as data: the spammer's mail went to one domain only, which no honest message does.
postqueue -j | python3 -c '
import sys, json, os
far = "@" + os.environ["LAB_FAR"]
for line in sys.stdin:
    m = json.loads(line)
    if all(r["address"].endswith(far) for r in m["recipients"]):
        print(m["queue_id"])' > /root/spam.ids
wc -l /root/spam.ids
postsuper -d - < /root/spam.ids 2>&1 | tail -1
postsuper -H ALL
postconf -X defer_transports
postfix reload
# A reload takes a moment: what is tried before it is put off by the old rules, and would wait for five minutes.
timeout 100 bash -c 'until [ -z "$(postqueue -j | grep -v "\"queue_name\": \"hold\"")" ]; do postqueue -f; sleep 1; done' || true
