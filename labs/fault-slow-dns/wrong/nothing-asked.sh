#!/bin/bash
# fails: sending
# because: which does not exist
# variant: resolver
# Whatever needs the DNS is switched off.
postconf -e 'smtpd_client_restrictions=permit_mynetworks' 'smtpd_sender_restrictions=' 'smtpd_peername_lookup=no'
systemctl restart postfix
