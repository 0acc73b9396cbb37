#!/bin/bash
# fails: patient
# because: are lost
postqueue -j | grep "@$LAB_SLOW\"" | sed 's/.*"queue_id": "\([^"]*\)".*/\1/' | postsuper -d - 2>&1 | tail -1
postfix reload
for i in $(seq 60); do [ "$(postqueue -j | grep -c "$LAB_CUSTOMER@$LAB_PEER")" = 0 ] && break; sleep 1; done
