#!/bin/bash
# fails: known
# because: through port 587
# The policy server is asked first.
printf 'POSTGREY_OPTS="--inet=127.0.0.1:10023 --delay=%s"\n' "$((LAB_DELAY - 1))" > /etc/default/postgrey
printf 'mx.%s\n192.0.2.10\n' "$LAB_PARTNER" > /etc/postgrey/whitelist_clients.local
systemctl enable --now postgrey
timeout 90 bash -c 'until (exec 3<>/dev/tcp/127.0.0.1/10023) 2>/dev/null; do sleep 0.2; done'
postconf -e 'smtpd_recipient_restrictions=check_policy_service inet:127.0.0.1:10023, permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination'
systemctl restart postfix
