#!/bin/bash
# fails: pool
# because: it is still put off
# Precise: one address, one entry.
printf 'POSTGREY_OPTS="--inet=127.0.0.1:10023 --lookup-by-host --delay=%s"\n' "$((LAB_DELAY - 1))" > /etc/default/postgrey
printf 'mx.%s\n' "$LAB_PARTNER" > /etc/postgrey/whitelist_clients.local
systemctl enable --now postgrey
postconf -e 'smtpd_recipient_restrictions=permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination, check_policy_service inet:127.0.0.1:10023'
systemctl restart postfix
