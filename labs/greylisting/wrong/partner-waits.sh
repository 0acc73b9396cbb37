#!/bin/bash
# fails: known
# because: is accepted at once
# Everybody is a stranger.
printf 'POSTGREY_OPTS="--inet=127.0.0.1:10023 --delay=%s"\n' "$((LAB_DELAY - 1))" > /etc/default/postgrey
systemctl enable --now postgrey
postconf -e 'smtpd_recipient_restrictions=permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination, check_policy_service inet:127.0.0.1:10023'
systemctl restart postfix
