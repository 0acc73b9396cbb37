#!/bin/bash
# One transport, many agents, a limit for each destination, so that none can take them all, and no long wait for an address that does not answer.
postconf -M 'smtp/unix=smtp unix - - y - 40 smtp'
postconf -e smtp_destination_rate_delay=0 smtp_destination_concurrency_limit=8 smtp_connect_timeout=3s
systemctl restart postfix
postqueue -f
for i in $(seq 60); do [ "$(postqueue -j | grep -c "$LAB_CUSTOMER@$LAB_PEER")" = 0 ] && break; sleep 1; done
