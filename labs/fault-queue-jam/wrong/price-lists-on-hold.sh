#!/bin/bash
# fails: patient
# because: nothing more arrived there
# The queue manager moves messages while postqueue reads: what was missed the first time is found the next.
slow() { postqueue -j | grep -v '"queue_name": "hold"' | grep "@$LAB_SLOW\"" | sed 's/.*"queue_id": "\([^"]*\)".*/\1/'; }
until [ -z "$(slow)" ]; do slow | postsuper -h - 2>&1 | tail -1; done
postfix reload
