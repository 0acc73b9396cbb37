#!/bin/bash
# fails: receiving
# because: it took
# variant: resolver
# The name of the client is not asked for any more.
postconf -e 'smtpd_peername_lookup=no'
systemctl restart postfix
