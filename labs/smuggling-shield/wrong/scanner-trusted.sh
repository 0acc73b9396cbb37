#!/bin/bash
# fails: no-smuggling
# because: may send through the server to anybody
scanner=$(dig +short "mx.$LAB_SCANNER" A | grep '^[0-9]')
postconf -X smtpd_forbid_bare_newline smtpd_forbid_unauth_pipelining cleanup_replace_stray_cr_lf
postconf -e "mynetworks=127.0.0.0/8 $scanner/32"
systemctl restart postfix
