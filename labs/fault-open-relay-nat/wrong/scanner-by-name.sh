#!/bin/bash
# fails: relay-closed
# because: was accepted
# variant: forward
# The scanner is known by the name that it writes.
echo "scanner@$LAB_DOMAIN OK" > /etc/postfix/known
postconf -e mynetworks= 'smtpd_relay_restrictions=check_sender_access texthash:/etc/postfix/known permit_sasl_authenticated reject_unauth_destination'
systemctl restart postfix
