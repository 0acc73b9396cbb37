#!/bin/bash
# fails: patient
# because: are lost
# The queue manager moves messages while postqueue reads: what was missed the first time is found the next.
slow() { postqueue -j | grep "@$LAB_SLOW\"" | sed 's/.*"queue_id": "\([^"]*\)".*/\1/'; }
until [ -z "$(slow)" ]; do slow | postsuper -d - 2>&1 | tail -1; done
postfix reload
for i in $(seq 60); do [ "$(postqueue -j | grep -c "$LAB_CUSTOMER@$LAB_PEER")" = 0 ] && break; sleep 1; done
