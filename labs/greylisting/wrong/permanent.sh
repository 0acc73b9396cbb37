#!/bin/bash
# fails: come-back
# because: a temporary refusal (4xx)
# Strangers are refused for good, whoever is known is in a table.
printf '192.0.2.10 OK\n' > /etc/postfix/known
postconf -e 'smtpd_client_restrictions=permit_mynetworks, permit_sasl_authenticated, check_client_access texthash:/etc/postfix/known, reject'
systemctl restart postfix
