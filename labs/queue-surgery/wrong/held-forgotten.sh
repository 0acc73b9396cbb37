#!/bin/bash
# fails: legit-arrives
# because: have not arrived
cd /var/spool/postfix
find deferred -type f -exec grep -alE 'log_client_address=(203\.0\.113|198\.51\.100)\.' {} + | sed 's|.*/||' | postsuper -d - 2>&1 | tail -1
postsuper -d ALL hold 2>&1 | tail -1
postconf -e defer_transports=
postfix reload
sleep 1
postqueue -f
