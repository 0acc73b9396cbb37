#!/bin/bash
# fails: legit-arrives
# because: 6 of 60 have not arrived
cd /var/spool/postfix
find hold deferred -type f -exec grep -al "sasl_username=$LAB_ACCOUNT" {} + | sed 's|.*/||' | postsuper -d - 2>&1 | tail -1
postsuper -H ALL
postconf -e defer_transports=
postfix reload
# A reload takes a moment: what is tried before it is put off by the old rules, and would wait for five minutes.
timeout 100 bash -c 'until [ -z "$(postqueue -j | grep -v "\"queue_name\": \"hold\"")" ]; do postqueue -f; sleep 1; done' || true
