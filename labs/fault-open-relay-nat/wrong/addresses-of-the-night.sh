#!/bin/bash
# fails: relay-closed
# because: logged in as
# variant: account
# The addresses from which the spam came are shut out; the account is still there.
echo '203.0.113.96/28 REJECT' > /etc/postfix/night
postconf -P 'submission/inet/smtpd_client_restrictions=check_client_access,cidr:/etc/postfix/night'
systemctl restart postfix
