#!/bin/bash
# fails: legit-arrives
# because: 6 of 60 have not arrived
cd /var/spool/postfix
find hold deferred -type f -exec grep -al "sasl_username=$LAB_ACCOUNT" {} + | sed 's|.*/||' | postsuper -d - 2>&1 | tail -1
postsuper -H ALL
postconf -e defer_transports=
postfix reload
sleep 1
postqueue -f
