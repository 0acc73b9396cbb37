#!/bin/bash
# fails: come-back
# because: it is still put off
# A temporary refusal for everybody who is not known, at every try.
printf '192.0.2.10 OK\n' > /etc/postfix/known
postconf -e 'smtpd_client_restrictions=permit_mynetworks, permit_sasl_authenticated, check_client_access texthash:/etc/postfix/known, defer'
systemctl restart postfix
