#!/bin/bash
# fails: sending
# because: is refused
# variant: list
# No list, no waiting.
postconf -e 'smtpd_client_restrictions=permit_mynetworks'
systemctl restart postfix
